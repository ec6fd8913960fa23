import Foundation
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing

/// A server of its own for some seeds one after another: they restart it.
struct TortureBench: Sendable {
    let server: LocalPostgres
    let directory: String

    private static let template = "torture"

    /// Each acknowledged commit must be there after a restart; only a crash of the machine may take it.
    static func with(_ body: @Sendable (TortureBench) async throws -> Void) async throws {
        try await withPrivateCluster(settings: ["synchronous_commit": "on"]) { server in
            try await withTemporaryDirectory { directory in
                let bench = TortureBench(server: server, directory: directory)
                try await bench.makeTemplate()
                try await body(bench)
            }
        }
    }

    /// A database with all tables in it, for the loads of a seed and for its reference, to be copied for each seed.
    private func makeTemplate() async throws {
        try await admin("create database \(Identifier(Self.template))")
        let program = Program(in: directory, database: server.connectionString(database: Self.template))
        for dataset in ["whatconverts", "reference"] {
            let outcome = try await program.run("migrate", "--dataset", dataset, "--quiet")
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
    }

    /// Gives the body the connection string of a fresh database.
    func withDatabase(_ name: String, _ body: (String) async throws -> Void) async throws {
        try await admin("create database \(Identifier(name)) template \(Identifier(Self.template))")
        do {
            try await body(server.connectionString(database: name))
        } catch {
            try await admin("drop database \(Identifier(name)) with (force)")
            throw error
        }
        try await admin("drop database \(Identifier(name)) with (force)")
    }

    private func admin(_ statement: Statement) async throws {
        try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
            _ = try await connection.query(statement)
        }
    }
}
