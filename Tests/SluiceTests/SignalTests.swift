import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

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
