import Foundation
import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import Testing
import Warehouse

@testable import Dashboard

/// A dashboard that serves the books of a database of its own.
struct ServedDashboard: Sendable {
    static let token = "the-token-of-this-test-5f0c"
    static let password = "the-password-of-this-test-77"
    static let bearer = "Bearer \(token)"
    static let basic = "Basic \(Data("anybody:\(password)".utf8).base64EncodedString())"

    /// A package that is in the books.
    static let packageID = "0198c2a7-5b1e-7c3d-9f00-3b1d2c4e5f60"

    let port: Int
    let database: ConnectionSettings

    /// - Parameter authorization: nil for none.
    func request(
        _ method: String, _ target: String, authorization: String? = bearer, headers: [String: String] = [:],
        body: String? = nil
    ) async throws -> RawAnswer {
        var headers = headers
        headers["Authorization"] = headers["Authorization"] ?? authorization
        return try #require(
            try await RawAnswer.to(method, target, port: port, headers: headers, body: body), "\(method) \(target)")
    }

    func get(_ target: String) async throws -> RawAnswer { try await request("GET", target) }
}

/// - Parameters:
///   - change: what is to be different from a server on a free port of loopback.
///   - role: reads as this role instead of the owner.
func withServer(
    role: String? = nil, books: Bool = true, _ change: @Sendable (inout DashboardOptions) -> Void = { _ in },
    _ body: @Sendable (ServedDashboard) async throws -> Void
) async throws {
    try await withDatabase { database in
        if books { try await Connection.withConnection(database) { try await makeBooks($0, role: role) } }
        var served = database
        if let role { served = try database.asRole(role) }
        var options = DashboardOptions(
            address: ListenAddress(host: "127.0.0.1", port: 0),
            access: Access(token: ServedDashboard.token, password: ServedDashboard.password), dataset: "calls",
            version: "1.2.3",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        change(&options)
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let service = DashboardServer(database: served, options: options).service { listening.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { listening.finish() }
                try await service.run()
            }
            for await port in ports {
                try await body(ServedDashboard(port: port, database: database))
                break
            }
            group.cancelAll()
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            }
        }
    }
}

/// The books of a dataset of one package, which a role of that name may read.
private func makeBooks(_ connection: Connection, role: String?) async throws {
    let folder = MigrationFolder(path: "\(#filePath.components(separatedBy: "/Tests/")[0])/migrations")
    let migrator = Migrator(
        connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine), sluiceVersion: "test")
    _ = try await migrator.migrate(dataset: "calls", line: "calls", migrations: [])
    try await connection.transaction { transaction in
        try await transaction.run(
            script: """
                insert into sluice.leases (dataset, fence, heartbeat_at, expires_at)
                values ('calls', 1, clock_timestamp() - interval '1 hour', clock_timestamp() - interval '1 hour');
                insert into sluice.load_packages (
                    package_id, dataset, source, trigger, status, finished_at, records, requests, rejected, exit_status,
                    sluice_version, host
                )
                values (
                    '\(ServedDashboard.packageID)', 'calls', 'calls', 'manual', 'partial', clock_timestamp(), 100, 7, 1, 11,
                    '1', 'here'
                );
                insert into sluice.load_jobs (package_id, resource, status, finished_at, records, inserted)
                values ('\(ServedDashboard.packageID)', 'leads', 'loaded', clock_timestamp(), 100, 100);
                """)
    }
    guard let role else { return }
    try await connection.transaction { transaction in
        try await transaction.query("create role \(Identifier(role)) login")
        try await transaction.query("grant usage on schema sluice to \(Identifier(role))")
        try await transaction.query("grant select on all tables in schema sluice to \(Identifier(role))")
    }
    try await letIn(role, on: connection)
}

extension ConnectionSettings {
    func asRole(_ role: String) throws -> ConnectionSettings {
        var settings = self
        if var parts = URLComponents(string: connectionString), parts.scheme?.hasPrefix("postgres") == true {
            parts.user = role
            settings.connectionString = try #require(parts.string)
        } else {
            settings.connectionString += " user=\(role)"
        }
        return settings
    }
}
