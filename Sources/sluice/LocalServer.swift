import Foundation
import LocalPostgres
import Postgres

/// The private servers of `demo` and of `load --local`, which stay.
enum LocalServer {
    static let databaseName = "sluice"

    static var directory: String { "\(dataDirectory)/postgres" }

    /// Where data that stays belongs: where XDG_DATA_HOME says, else the user's own folder for it (XDG Base Directory
    /// Specification), or for root, whose home the server's user cannot enter, the machine's.
    static var dataDirectory: String {
        let named = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? ""
        if !named.isEmpty { return "\(named)/sluice" }
        return geteuid() == 0 ? "/var/lib/sluice" : "\(NSHomeDirectory())/.local/share/sluice"
    }

    /// Starts the server of a directory, or finds it running.
    static func start(at directory: String, _ output: OutputFlags) async throws -> LocalPostgres {
        output.note("starting a private PostgreSQL in \(directory) …")
        return try await LocalPostgres.start(at: directory)
    }

    /// A database of the server, made when it is not there.
    static func database(
        on server: LocalPostgres, named name: String = databaseName, anew: Bool = false
    ) async throws -> ConnectionSettings {
        try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
            if anew { try await connection.query("drop database if exists \(Identifier(name)) with (force)") }
            let present = try await connection.query("select from pg_database where datname = \(name)")
            if present.isEmpty { try await connection.query("create database \(Identifier(name))") }
        }
        return ConnectionSettings(server.connectionString(database: name))
    }
}
