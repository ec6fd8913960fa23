import Foundation
package import LocalPostgres
package import Postgres

/// A fresh, empty database for one test, on the server of the test process or on `SLUICE_TEST_DATABASE_URL`, dropped afterwards.
@discardableResult
package nonisolated(nonsending) func withDatabase<Result>(
    _ body: nonisolated(nonsending) (ConnectionSettings) async throws -> Result
) async throws -> Result {
    await databases.take()
    defer { databases.giveBack() }
    let server = try await SharedCluster.shared.settings()
    let name = "sluice_test_\(UUID().uuidString.lowercased().prefix(13).replacing("-", with: "_"))"
    let database = Identifier(name)
    try await Connection.withConnection(server) { connection in
        try await connection.query("create database \(database) template template0 strategy wal_log")
    }
    let result: Result
    do {
        result = try await body(try settings(server, database: name))
    } catch {
        try await drop(database, on: server)
        throw error
    }
    try await drop(database, on: server)
    return result
}

/// How many tests have a database at a time.
private let databases = Turns(10)

/// A server of its own for one test that needs other settings than the shared one has, or kills it.
@discardableResult
package nonisolated(nonsending) func withPrivateCluster<Result>(
    settings: [String: String] = [:], _ body: nonisolated(nonsending) (LocalPostgres) async throws -> Result
) async throws -> Result {
    try await LocalPostgres.withTemporaryCluster(settings: settings, body)
}

/// The database of a server of its own, for a test that needs nothing of the server but other settings.
@discardableResult
package nonisolated(nonsending) func withDatabase<Result>(
    onServerWith settings: [String: String],
    _ body: nonisolated(nonsending) (ConnectionSettings) async throws -> Result
) async throws -> Result {
    try await withPrivateCluster(settings: settings) { server in
        try await body(ConnectionSettings(server.connectionString()))
    }
}

private func drop(_ database: Identifier, on server: ConnectionSettings) async throws {
    // A test that was cancelled needs its database dropped all the same, so this does not run in its task.
    try await Task {
        try await Connection.withConnection(server) { connection in
            _ = try await connection.query("drop database \(database) with (force)")
        }
    }.value
}

/// The same server, another database.
private func settings(_ server: ConnectionSettings, database: String) throws -> ConnectionSettings {
    var settings = server
    if let components = URLComponents(string: server.connectionString), components.scheme?.hasPrefix("postgres") == true
    {
        var changed = components
        changed.path = "/\(database)"
        settings.connectionString = changed.string ?? server.connectionString
    } else {
        // In the key=value form the last one wins.
        settings.connectionString += " dbname=\(database)"
    }
    return settings
}
