import Foundation
import Logging
import Postgres
import TestSupport
import Testing

@testable import Dashboard

struct DatabasePoolTests {
    @Test func `a role that may only select is enough`() async throws {
        let role = "sluice_reader_\(UUID().uuidString.prefix(8).lowercased())"
        do {
            try await withServer(role: role) { server in
                for path in [
                    "/readyz", "/metrics", "/api/status", "/api/packages", "/api/packages/\(ServedDashboard.packageID)",
                ] {
                    #expect(try await server.get(path).status == 200, "\(path)")
                }
                try await Connection.withConnection(server.database) { connection in
                    try await connection.query("revoke select on sluice.load_packages from \(Identifier(role))")
                    try await connection.query("drop owned by \(Identifier(role))")
                }
                let refused = try await server.get("/api/packages")
                #expect(refused.status == 503)
                #expect((refused.json?["detail"] as? String)?.contains("grant it usage of schema sluice") == true)
            }
        }
        try await withDatabase { database in
            try await Connection.withConnection(database) { _ = try await $0.query("drop role \(Identifier(role))") }
        }
    }

    @Test func `a database that goes away is told so, and is found again by itself`() async throws {
        try await withServer { server in
            #expect(try await server.get("/readyz").status == 200)
            let name = try #require(URLComponents(string: server.database.connectionString)?.path.dropFirst())
            var other = server.database
            other.connectionString = server.database.connectionString.replacing("/\(name)", with: "/postgres")
            try await Connection.withConnection(other) { connection in
                try await connection.query("alter database \(Identifier(String(name))) allow_connections false")
                try await connection.query(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = \(String(name))")
                try await Task.sleep(for: .milliseconds(1_100))
                for (path, type) in [
                    ("/api/status", "application/problem+json"), ("/metrics", "text/plain; charset=utf-8"),
                    ("/readyz", "text/plain; charset=utf-8"), ("/packages", "text/html; charset=utf-8"),
                ] {
                    let gone = try await server.get(path)
                    #expect(gone.status == 503, "\(path)")
                    #expect(gone.headers["content-type"] == type)
                    #expect(gone.headers["retry-after"] == "5")
                    #expect(
                        gone.text.contains("the database cannot be reached")
                            || gone.text.contains("The database cannot be reached"))
                    // A stranger learns neither where it is nor what it is called.
                    #expect(!gone.text.contains(name))
                }
                #expect(try await server.get("/healthz").status == 200)
                try await connection.query("alter database \(Identifier(String(name))) allow_connections true")
            }
            try await Task.sleep(for: .milliseconds(1_100))
            #expect(try await server.get("/api/status").status == 200)
            #expect(try await server.get("/readyz").status == 200)
            // Its connections end while nobody looks.
            try await Connection.withConnection(other) { connection in
                _ = try await connection.query(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = \(String(name))")
            }
            #expect(try await server.get("/api/status").status == 200)
        }
    }

    @Test func `a database without books says so`() async throws {
        try await withServer(books: false) { server in
            let ready = try await server.get("/readyz")
            #expect(ready.text.contains("`sluice migrate` or the first load makes them"))
            #expect(try await server.get("/metrics").status == 503)
            #expect(try await server.get("/api/status").status == 200)
            #expect((try await server.get("/api/packages").json?["packages"] as? [Any])?.isEmpty == true)
            #expect(try await server.get("/api/packages/\(ServedDashboard.packageID)").status == 404)
        }
    }

    @Test func `it reads, within its time, and nobody waits for ever`() async throws {
        try await withDatabase { database in
            let pool = DatabasePool(database, size: 2, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            await #expect(throws: PostgresError.self) {
                try await pool.read { _ = try await $0.query("create table t ()") }
            }
            let began = ContinuousClock.now
            await #expect(throws: Unavailable.tooSlow) {
                try await pool.read { _ = try await $0.query("select pg_sleep(30)") }
            }
            #expect(ContinuousClock.now - began < .seconds(25))
            // More than it has connections.
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...50 {
                    group.addTask {
                        try await pool.read {
                            try await $0.query("select \(number)::int").first?.decode(0, as: Int.self) ?? 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 1_275)
            // One that waits and is cancelled takes no turn with it.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...20 {
                    group.addTask { _ = try? await pool.read { try await $0.query("select pg_sleep(3)") } }
                }
                try await Task.sleep(for: .milliseconds(200))
                group.cancelAll()
            }
            #expect(try await pool.read { try await $0.query("select 1").count } == 1)
            await pool.close()
            await #expect(throws: Unavailable.unreachable) {
                try await pool.read { _ = try await $0.query("select 1") }
            }
        }
    }
}
