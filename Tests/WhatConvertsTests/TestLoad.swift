import Foundation
import LoadEngine
import Postgres
import RESTSource
import Sandbox
import TestSupport
import Testing
import Warehouse
import WhatConverts

/// A sandbox, an empty database, and what loads the one into the other.
struct TestLoad: Sendable {
    let sandbox: Sandbox
    let database: ConnectionSettings
    let transport: any HTTPTransport
    /// To look with; loads open connections of their own.
    let connection: Connection

    /// No lead of the sandbox is older.
    let oldest: Date

    /// The look-back that reads all that the sandbox ever had.
    var everything: Duration { .seconds(Int64(Date().timeIntervalSince(oldest)) + 86_400) }

    /// How many of these tests run side by side: each has a server's worth of connections.
    fileprivate static let turns = Pool(Array(0..<4))

    /// Loads as the program does, but without its pauses between two attempts.
    @discardableResult
    func load(
        source: Source = .whatConverts, dataset: String = "whatconverts", over transport: (any HTTPTransport)? = nil,
        from baseURL: String? = nil, secret: String? = nil, database: ConnectionSettings? = nil,
        migrations: MigrationFolder? = .checkout, clock: LoadClock = .init(),
        _ change: (inout LoadOptions) -> Void = { _ in },
        emit: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) async throws -> LoadReport {
        var options = LoadOptions(dataset: dataset)
        options.trigger = "test"
        change(&options)
        return try await Loader(
            source: source, database: database ?? self.database,
            baseURL: try BaseURL(baseURL ?? sandbox.baseURL),
            credentials: try Credentials(token: sandbox.token, secret: secret ?? sandbox.secret),
            transport: transport ?? self.transport, options: options, migrations: migrations,
            retry: RetryPolicy(base: .milliseconds(1)), clock: clock, emit: emit
        ).run()
    }

    /// Reads all leads again, whatever is due; in fewer spans than a load that looks for the oldest account.
    @discardableResult
    func loadEverything(
        over transport: (any HTTPTransport)? = nil, _ change: (inout LoadOptions) -> Void = { _ in }
    ) async throws -> LoadReport {
        try await load(over: transport) { options in
            options.since = oldest
            options.lookback = everything
            change(&options)
        }
    }

    /// The error that a load must end with.
    func failure<Failure: Error>(
        _ type: Failure.Type, sourceLocation: SourceLocation = #_sourceLocation,
        of load: @Sendable () async throws -> LoadReport
    ) async throws -> Failure {
        let error = await #expect(throws: type, sourceLocation: sourceLocation) { try await load() }
        return try #require(error, sourceLocation: sourceLocation)
    }

    // MARK: - Looking

    func value<Value: PostgresDecodable>(_ statement: Statement, as: Value.Type = Value.self) async throws -> Value {
        try #require(try await connection.query(statement).first).decode(0, as: Value.self)
    }

    func column<Value: PostgresDecodable>(_ statement: Statement, as: Value.Type = Value.self) async throws -> [Value] {
        try await connection.query(statement).map { try $0.decode(0, as: Value.self) }
    }

    func ids(_ statement: Statement) async throws -> Set<Int64> {
        Set(try await column(statement, as: Int64.self))
    }

    /// The version of every row of every data table: what changes when a row is written, and only then.
    func rowVersions() async throws -> [String: [String]] {
        var versions: [String: [String]] = [:]
        for table in try await dataTables() {
            versions[table] = try await column(
                "select xmin::text || ' ' || ctid::text from \(Identifier("whatconverts", table)) order by ctid")
        }
        return versions
    }

    func dataTables() async throws -> [String] {
        try await column(
            "select tablename::text from pg_tables where schemaname = 'whatconverts' order by 1")
    }
}

/// Runs the body with a sandbox over loopback HTTP and an empty database.
///
/// - Parameter database: one that the test made itself; it must be empty.
func withLoad(
    _ options: SandboxOptions = SandboxOptions(), database: ConnectionSettings? = nil,
    _ body: @escaping @Sendable (TestLoad) async throws -> Void
) async throws {
    @Sendable func run(_ settings: ConnectionSettings) async throws {
        try await Sandbox.withSandbox(options) { sandbox in
            try await AsyncHTTPTransport.withTransport(userAgent: "sluice-tests") { transport in
                try await Connection.withConnection(settings) { connection in
                    let oldest = options.newest.addingTimeInterval(-options.history - 10 * 86_400)
                    try await body(
                        TestLoad(
                            sandbox: sandbox, database: settings, transport: transport, connection: connection,
                            oldest: oldest))
                }
            }
        }
    }
    try await TestLoad.turns.with { _ in
        if let database {
            try await run(database)
        } else {
            try await withDatabase { settings in try await run(settings) }
        }
    }
}

extension MigrationFolder {
    /// The migrations of this checkout.
    static let checkout = MigrationFolder(
        path: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "migrations").path())
}

extension LoadReport {
    subscript(resource: String) -> JobReport {
        jobs.first { $0.resource == resource } ?? JobReport(resource: resource)
    }

    /// Rows written, over all resources.
    var written: Int { jobs.reduce(0) { $0 + $1.inserted + $1.updated + $1.deleted } }
}
