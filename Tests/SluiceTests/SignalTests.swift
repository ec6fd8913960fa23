import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Promise P11: it stops when told.
struct SignalTests {
    @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)])
    func `a signal ends a load, which writes down that it was cancelled`(signal: Int32, status: Int) async throws {
        try await withProgram(leads: 500) { program, sandbox, connection in
            var slow = Quirks()
            slow.latencyMilliseconds = 200
            await sandbox.setQuirks(slow)
            let load = try program.start(["load", "--page-size", "10", "--json"])
            try await until { await sandbox.requestCount() > 5 }
            let told = ContinuousClock.now
            load.send(signal)
            let stopped = try await load.end()
            #expect(ContinuousClock.now - told < .seconds(10))
            #expect(stopped.status == Int32(status))
            #expect(try stopped.json["exit_status"] as? Int == status)
            #expect(stopped.errors.contains("stopped by \(signal == SIGINT ? "SIGINT" : "SIGTERM")"))

            let packages = try await connection.query("select status from sluice.load_packages")
            #expect(try packages.map { try $0.decode(0, as: String.self) } == ["cancelled"])
            // The dataset is free at once, and the next load goes on.
            await sandbox.setQuirks(Quirks())
            #expect(try await program.run("load").status == 0)
            #expect(try await connection.query("select from whatconverts.leads").count == 500)
        }
    }

    @Test func `a signal ends a load that waits for its turn, and one whose server does not answer`() async throws {
        try await withTorture { program, sandbox, connection, direct in
            #expect(try await program.run("migrate", "--quiet").status == 0)
            let lease = Lease(connection: connection, timeToLive: .seconds(60))
            _ = try await lease.take(dataset: "whatconverts", packageID: .version7(), holder: "somebody")
            let waiting = try program.start(["load", "--wait"])
            try await until { try waiting.complained.contains("waiting for somebody") }
            try await expectStopped(waiting)

            try await withPostgresProxy(to: ConnectionSettings(direct)) { proxy in
                let through = program.with(["DATABASE_URL": proxy.settings().connectionString])
                var slow = Quirks()
                slow.latencyMilliseconds = 100
                await sandbox.setQuirks(slow)
                let load = try through.start(["load", "--dataset", "other", "--page-size", "20"])
                try await until { await sandbox.requestCount() > 8 }
                proxy.stall(true)
                try await Task.sleep(for: .milliseconds(300))
                try await expectStopped(load)
                proxy.stall(false)
            }
        }
    }

    private func expectStopped(_ load: RunningProgram) async throws {
        let told = ContinuousClock.now
        load.send(SIGTERM)
        #expect(try await load.end().status == 143)
        #expect(ContinuousClock.now - told < .seconds(10))
    }

    @Test func `a load whose server does not answer any more ends by itself`() async throws {
        try await withTorture { program, sandbox, connection, direct in
            try await withPostgresProxy(to: ConnectionSettings(direct)) { proxy in
                let through = program.with(["DATABASE_URL": proxy.settings().connectionString])
                let load = try through.start(["load", "--page-size", "20", "--lease-ttl", "1"])
                try await until { await sandbox.requestCount() > 8 }
                proxy.stall(true)
                let gone = ContinuousClock.now
                #expect(try await load.end().status == 25)
                #expect(ContinuousClock.now - gone < .seconds(60))
                proxy.stall(false)
                #expect(try await program.run("load", "--lease-ttl", "1").status == 0)
            }
            #expect(try await connection.query("select from whatconverts.leads").count == 400)
            let problems = try await Books(on: connection).problems()
            #expect(problems.isEmpty)
        }
    }

    @Test func `a signal ends the sandbox`() async throws {
        try await withTemporaryDirectory { directory in
            let sandbox = try Program(in: directory).start(["sandbox", "--leads", "5", "--port", "0"])
            try await until { try sandbox.printed.contains("WHATCONVERTS_SECRET=") }
            sandbox.send(SIGTERM)
            // Its invented key is printed, and is the one that a test's environment holds.
            #expect(try await sandbox.status() == 143)
        }
    }

    @Test func `a load that waits for a database ends too`() async throws {
        try await withDatabase { database in
            try await withTemporaryDirectory { directory in
                try await Connection.withConnection(database) { connection in
                    let program = Program(in: directory, database: database.connectionString)
                    #expect(try await program.run("migrate").status == 0)
                    try await connection.transaction { transaction in
                        try await transaction.query("lock table sluice.load_packages in access exclusive mode")
                        let status = try program.start(["status"])
                        try await until {
                            try await !transaction.query(
                                "select from pg_locks where not granted and relation = 'sluice.load_packages'::regclass"
                            ).isEmpty
                        }
                        status.send(SIGTERM)
                        #expect(try await status.status() == 143)
                    }
                }
            }
        }
    }
}

/// Looks again and again, until it is so.
func until(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() { try await Task.sleep(for: .milliseconds(20)) }
}
