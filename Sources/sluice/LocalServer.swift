import Foundation
import LocalPostgres
import Postgres

/// The private server of `load --local`.
enum LocalServer {
    static let databaseName = "sluice"

    static var directory: String { "\(dataDirectory)/postgres" }

    /// Where data that stays belongs: the user's own folder for it (XDG Base Directory Specification), or for root, whose home
    /// the server's user cannot enter, the machine's.
    static var dataDirectory: String {
        if geteuid() == 0 { return "/var/lib/sluice" }
        let environment = ProcessInfo.processInfo.environment
        return (environment["XDG_DATA_HOME"] ?? "\(NSHomeDirectory())/.local/share") + "/sluice"
    }

    /// The database to load into, made when it is not there.
    static func database(on server: LocalPostgres, named name: String = databaseName) async throws -> ConnectionSettings {
        try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
            let present = try await connection.query("select from pg_database where datname = \(name)")
            if present.isEmpty { try await connection.query("create database \(Identifier(name))") }
        }
        return ConnectionSettings(server.connectionString(database: name))
    }
}
