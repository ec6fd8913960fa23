import Postgres
import TestSupport
import Testing

/// Through a pooler in transaction mode, with one server connection for all clients.
@Suite(.timeLimit(.minutes(15))) struct PgBouncerTests {
    @Test func `statements, transactions and copies work through a pooler`() async throws {
        try await withDatabase { database in
            try await withPgBouncer(to: database) { settings in
                var settings = settings
                settings.statementTimeout = .seconds(30)
                try await Connection.withConnection(settings) { connection in
                    try await connection.query("create table t (n int)")
                    try await connection.transaction { transaction in
                        try await transaction.query("set local lock_timeout = '1s'")
                        try await transaction.query("insert into t values (\(1))")
                        try await transaction.copy(into: "t", columns: ["n"]) {
                            try await $0.write(Array("2\n3\n".utf8))
                        }
                        #expect(
                            try await transaction.query("show statement_timeout").first?.decode(0, as: String.self)
                                == "30s")
                    }
                    #expect(try await connection.query("select n from t where n > \(1)").count == 2)
                    #expect(try await connection.query("show lock_timeout").first?.decode(0, as: String.self) == "0")
                    let error = await #expect(throws: PostgresError.self) {
                        try await connection.query("select 1 / \(0)::int")
                    }
                    #expect(error?.sqlState == "22012")
                }
            }
        }
    }

    @Test func `two clients take turns on one server connection`() async throws {
        try await withDatabase { database in
            try await withPgBouncer(to: database, poolSize: 1) { settings in
                try await Connection.withConnection(settings) { connection in
                    try await connection.query("create table t (n int)")
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in 1...2 {
                        group.addTask {
                            try await Connection.withConnection(settings) { connection in
                                for round in 0..<50 {
                                    try await connection.query("select \(round)::int where \(client) > 0")
                                    try await connection.transaction { transaction in
                                        try await transaction.copy(into: "t", columns: ["n"]) {
                                            try await $0.write(Array("\(client)\n".utf8))
                                        }
                                        try await transaction.query("update t set n = n where n = \(client)")
                                    }
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                try await Connection.withConnection(settings) { connection in
                    let rows = try await connection.query("select from t")
                    #expect(rows.count == 100)
                }
            }
        }
    }

    @Test func `a cancellation finds its way through the pooler`() async throws {
        try await withDatabase { database in
            try await withPgBouncer(to: database) { settings in
                try await Connection.withConnection(database) { observer in
                    try await Connection.withConnection(settings) { connection in
                        let task = Task { try await connection.query("select pg_sleep(30)") }
                        while try await observer.query(
                            "select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
                        ).isEmpty {
                            await Task.yield()
                        }
                        task.cancel()
                        let error = await #expect(throws: PostgresError.self) { try await task.value }
                        #expect(error?.kind == .cancelled)
                        #expect(try await connection.query("select 1").count == 1)
                    }
                }
            }
        }
    }
}
