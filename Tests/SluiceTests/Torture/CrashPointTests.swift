import Foundation
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Promise P3, step by step: a load that dies at any step of it is gone on with by the next one.
struct CrashPointTests {
    /// Of what is merged together, half.
    private static let batch = 8
    private static let spansAtOnce = 4

    @Test(arguments: CrashPoint.allCases)
    func `killed there and run again, the tables are those of an undisturbed load`(point: CrashPoint) async throws {
        try await withTorture { program, sandbox, connection, direct in
            var prepared: Int32 = 0
            if point == .tombstonesWritten {
                // Only a load that finds leads gone gets there.
                prepared = try await program.run("load", "--page-size", "40").status
                await sandbox.deleteLeads(count: 20)
            }
            #expect(prepared == 0)
            await sandbox.resetRequestCount()
            let arguments = ["load", "--lease-ttl", "1", "--page-size", "40", "--lookback", "900", "--quiet"]
            let armed = program.with(["SLUICE_CRASH_POINT": "\(point.rawValue):\(point.isRepeated ? 2 : 1)"])
            #expect(try await armed.start(arguments).end().status == -SIGKILL, "it was not reached")
            let again = try await program.start(arguments).end()
            #expect(again.status == 0, "\(again.errors)")

            let asked = await sandbox.requestLog().filter { $0.path == "/api/v1/leads" }
            let twice = asked.count - Set(asked.map(\.query)).count
            #expect(twice <= Self.batch * Self.spansAtOnce, "\(twice) pages asked twice")
            try await expectEqual(program, connection, direct)
            let statuses = try await connection.query(
                "select status from sluice.load_packages where dataset = 'whatconverts' order by started_at")
            let ends = try statuses.map { try $0.decode(0, as: String.self) }
            // A load that died after its end, or before it had begun, leaves no dead package.
            let leavesNone: Set<CrashPoint> = [.migrated, .leaseTaken, .packageFinished]
            #expect(ends.contains("abandoned") != leavesNone.contains(point), "\(ends)")
            #expect(ends.last == "loaded")
        }
    }

    @Test(arguments: [
        CrashPoint.copyHalfway, .mergeBegun, .mergeParentsWritten, .mergeWritten, .batchRecorded, .positionMoved,
        .merged,
    ])
    func `killed while new rows go straight into the table, the same`(point: CrashPoint) async throws {
        try await withTorture { program, sandbox, connection, direct in
            let lists = ["accounts", "profiles", "users", "roles", "tracking_numbers", "tracking_forms"]
            let prepared = try await program.start(["load", "--quiet"] + lists.flatMap { ["--resource", $0] }).end()
            #expect(prepared.status == 0, "\(prepared.errors)")
            let arguments = [
                "load", "--lease-ttl", "1", "--page-size", "40", "--lookback", "900", "--direct-copy-from", "1",
                "--quiet",
            ]
            // The fourth time, so that some spans have come a way already; each page is a batch.
            let armed = program.with(["SLUICE_CRASH_POINT": "\(point.rawValue):4"])
            let dead = try await armed.start(arguments + ["--resource", "leads"]).end()
            #expect(dead.status == -SIGKILL, "it was not reached")
            let again = try await program.start(arguments).end()
            #expect(again.status == 0, "\(again.errors)")
            try await expectEqual(program, connection, direct)
        }
    }

    @Test func `of one span no more than a batch is asked for twice`() async throws {
        for point in [CrashPoint.mergeBegun, .positionMoved, .staged, .requestAnswered] {
            try await withTorture { program, sandbox, _, _ async throws in
                // A look-back that is most of it, so that there is a long span to walk, and answers known to hold spam.
                let program = program.with(["SLUICE_SPAM": "included"])
                let since = Date().addingTimeInterval(-300 * 86_400).ISO8601Format()
                let arguments = [
                    "load", "--lease-ttl", "1", "--page-size", "10", "--resource", "leads", "--since", since,
                    "--lookback",
                    "290", "--quiet",
                ]
                let hit = point == .staged || point == .requestAnswered ? 13 : 2
                let armed = program.with(["SLUICE_CRASH_POINT": "\(point.rawValue):\(hit)"])
                #expect(try await armed.start(arguments).end().status == -SIGKILL)
                #expect(try await program.start(arguments).end().status == 0)
                let asked = await sandbox.requestLog().filter { $0.path == "/api/v1/leads" }.map(\.query)
                // Spans are read side by side, and a crash costs each of them its own; their ends tell them apart.
                for (end, asked) in Dictionary(grouping: asked, by: Self.end(of:)) {
                    let twice = asked.count - Set(asked).count
                    #expect(twice <= Self.batch, "\(point), the span until \(end): \(twice)")
                }
                #expect(asked.count > 20)
            }
        }
    }

    @Test func `what a crash of the server emptied is not taken for read`() async throws {
        try await TortureBench.with { bench in
            try await bench.withDatabase("restarted") { direct in
                try await Sandbox.withSandbox(Self.options) { sandbox in
                    let program = Program(in: bench.directory, database: direct, sandbox: sandbox)
                    let arguments = ["load", "--lease-ttl", "1", "--page-size", "40", "--lookback", "900", "--quiet"]
                    let armed = program.with(["SLUICE_CRASH_POINT": "staged:3:stop"])
                    let loader = try armed.start(arguments)
                    try await until { loader.isStopped }
                    try await bench.server.restartImmediately()
                    loader.send(SIGCONT)
                    #expect(try await loader.end().status == 25)
                    #expect(try await program.start(arguments).end().status == 0)
                    try await Connection.withConnection(ConnectionSettings(direct)) { connection in
                        try await expectEqual(program, connection, direct)
                    }
                }
            }
        }
    }

    /// The end of the span that a request for leads is of.
    private static func end(of query: String) -> String {
        query.split(separator: "&").first { $0.hasPrefix("end_date=") }.map(String.init) ?? ""
    }

    static let options = SandboxOptions(
        seed: 5, leads: 400, newest: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - 240))
}

/// A database of its own with the tables in it, a sandbox, and the program between them.
func withTorture(
    _ options: SandboxOptions = CrashPointTests.options,
    _ body: @Sendable (Program, Sandbox, Connection, String) async throws -> Void
) async throws {
    try await withDatabase { database in
        try await withTemporaryDirectory { directory in
            try await Sandbox.withSandbox(options) { sandbox in
                let program = Program(in: directory, database: database.connectionString, sandbox: sandbox)
                try await Connection.withConnection(database) { connection in
                    try await body(program, sandbox, connection, database.connectionString)
                }
            }
        }
    }
}

/// Expects the tables to be those of a load that nothing struck, and the books to add up.
func expectEqual(
    _ program: Program, _ connection: Connection, _ direct: String, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let reference = try await program.with(["DATABASE_URL": direct, "SLUICE_CRASH_POINT": nil])
        .run("load", "--dataset", "reference", "--quiet")
    #expect(reference.status == 0, "\(reference.errors)", sourceLocation: sourceLocation)
    let differences = try await TortureComparison(
        connection: connection, dataset: "whatconverts", reference: "reference"
    ).differences()
    #expect(differences.isEmpty, sourceLocation: sourceLocation)
    let problems = try await Books(on: connection).problems()
    #expect(problems.isEmpty, sourceLocation: sourceLocation)
}
