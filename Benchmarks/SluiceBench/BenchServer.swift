import Foundation
import Glibc
import LocalPostgres
import Postgres

/// The private server, and what can be read from it between two timed commands.
struct BenchServer: Sendable {
    let server: LocalPostgres
    let monitor: Connection
    let postmaster: pid_t
    let canInspectWAL: Bool

    /// What a server of production has where it matters here, and room enough that nothing but the command is measured.
    static let settings = [
        "shared_buffers": "1GB", "max_wal_size": "16GB", "checkpoint_timeout": "1h", "autovacuum": "off", "fsync": "on",
        "synchronous_commit": "on", "full_page_writes": "on",
    ]

    static func withServer(_ body: (BenchServer) async throws -> Void) async throws {
        try await LocalPostgres.withTemporaryCluster(settings: settings) { server in
            let file = try String(contentsOfFile: "\(server.dataDirectory)/postmaster.pid", encoding: .utf8)
            guard let postmaster = file.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
                throw BenchFailure("postmaster.pid does not say which process the server is")
            }
            try await Connection.withConnection(ConnectionSettings(server.connectionString())) { monitor in
                let found = try await monitor.query(
                    "select 1 from pg_available_extensions where name = 'pg_walinspect'")
                if !found.isEmpty { try await monitor.query("create extension pg_walinspect") }
                try await body(
                    BenchServer(
                        server: server, monitor: monitor, postmaster: postmaster, canInspectWAL: !found.isEmpty))
            }
        }
    }

    // MARK: - Databases

    func connectionString(_ database: String) -> String { server.connectionString(database: database) }

    func create(_ database: String) async throws {
        try await monitor.query("create database \(Identifier(database))")
    }

    func drop(_ database: String) async throws {
        try await monitor.query("drop database \(Identifier(database)) with (force)")
    }

    /// Runs statements one after the other, each in a transaction of its own.
    func run(_ statements: [Statement], in database: String) async throws {
        try await Connection.withConnection(ConnectionSettings(connectionString(database))) { connection in
            for statement in statements { try await connection.query(statement) }
        }
    }

    // MARK: - Between commands

    func checkpoint() async throws { try await monitor.query("checkpoint") }

    /// Where the next record of the write-ahead log will stand.
    func position() async throws -> String {
        try await monitor.query("select pg_current_wal_insert_lsn()::text as position")[0].decode("position")
    }

    func bytes(from start: String, to end: String) async throws -> Int {
        let result = try await monitor.query(
            "select pg_wal_lsn_diff(\(end)::pg_lsn, \(start)::pg_lsn)::bigint as bytes")
        return try result[0].decode("bytes")
    }

    /// What all processes of the server have used. Read until it is the same twice: of a process that is just ending, the
    /// kernel tells neither its own time nor, yet, that of its parent.
    func cpu() async throws -> Double {
        var last = try ProcessTimes.seconds(ofTree: postmaster)
        while true {
            try await Task.sleep(for: .milliseconds(50))
            let now = try ProcessTimes.seconds(ofTree: postmaster)
            if abs(now - last) < 0.015 { return now }
            last = now
        }
    }

    /// Returns when nobody is connected to a database any more: what a backend used is complete when it has ended.
    func waitUntilUnused(_ database: String) async throws {
        for _ in 0..<2_000 {
            let result = try await monitor.query(
                "select count(*) as backends from pg_stat_activity where datname = \(database)")
            if try result[0].decode("backends", as: Int.self) == 0 { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw BenchFailure("there is still a connection to \(database) after ten seconds")
    }
}
