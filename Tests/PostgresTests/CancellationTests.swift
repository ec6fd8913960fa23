import Foundation
import LocalPostgres
import Postgres
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(15))) struct CancellationTests {
    /// Waits until the server says that the backend is in the state, by asking it, not by the clock.
    private func wait(for condition: Statement, on observer: Connection) async throws {
        while try await observer.query("select 1 where \(condition)").isEmpty { await Task.yield() }
    }

    private func isActive(_ pid: Int32, _ text: String) -> Statement {
        "exists (select from pg_stat_activity where pid = \(pid) and state = 'active' and query like \(text + "%") and wait_event = 'PgSleep')"
    }

    @Test func `cancelling the task cancels the statement on the server`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await Connection.withConnection(settings) { observer in
                    let task = Task { try await connection.query("select pg_sleep(30)") }
                    try await wait(for: isActive(connection.backendPID, "select pg_sleep"), on: observer)
                    task.cancel()
                    let error = await #expect(throws: PostgresError.self) { try await task.value }
                    #expect(error?.kind == .cancelled)
                    #expect(error?.isCancellation == true)
                    // It has stopped there too, and the connection is as good as before.
                    let state = try await observer.query(
                        "select state from pg_stat_activity where pid = \(connection.backendPID)")
                    #expect(try state.first?.decode(0, as: String.self) == "idle")
                    #expect(try await connection.query("select 7").first?.decode(0, as: Int.self) == 7)
                }
            }
        }
    }

    @Test func `a cancelled transaction is rolled back and the next one works`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await Connection.withConnection(settings) { observer in
                    try await connection.query("create table t (n int)")
                    let task = Task {
                        try await connection.transaction { transaction in
                            try await transaction.query("insert into t values (1)")
                            try await transaction.query("select pg_sleep(30)")
                        }
                    }
                    try await wait(for: isActive(connection.backendPID, "select pg_sleep"), on: observer)
                    task.cancel()
                    await #expect(throws: PostgresError.self) { try await task.value }
                    try await connection.transaction { try await $0.query("insert into t values (2)") }
                    #expect(try await connection.query("select n from t").map { try $0.decode(0, as: Int.self) } == [2])
                }
            }
        }
    }

    @Test func `a body that ends early because it was cancelled commits nothing`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await connection.query("create table t (n int)")
                let (isInside, enter) = AsyncStream<Void>.makeStream()
                let task = Task {
                    try await connection.transaction { transaction in
                        try await transaction.query("insert into t values (1)")
                        enter.finish()
                        while !Task.isCancelled { await Task.yield() }
                    }
                }
                for await _ in isInside {}
                task.cancel()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.kind == .cancelled)
                #expect(try await connection.query("select n from t").isEmpty)
            }
        }
    }

    @Test func `a late cancel does not hit the next statement`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                for round in 0..<200 {
                    // Cancelled at about the moment the statement ends, now sooner, now later.
                    let task = Task { try await connection.query("select pg_sleep(\(Double(round % 10) / 5_000))") }
                    for _ in 0..<round { await Task.yield() }
                    task.cancel()
                    do {
                        _ = try await task.value
                    } catch let error as PostgresError {
                        #expect(error.kind == .cancelled)
                    }
                    #expect(try await connection.query("select pg_sleep(0.001), 7").first?.decode(1, as: Int.self) == 7)
                }
            }
        }
    }

    @Test func `a caller that waits for its turn can be cancelled`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await connection.transaction { _ in
                    // Detached from the test's task so that it waits like a stranger instead of being told that it would
                    // wait for itself.
                    let waiting = Task.detached { try await connection.query("select 1") }
                    await Task.yield()
                    waiting.cancel()
                    let error = await #expect(throws: PostgresError.self) { try await waiting.value }
                    #expect(error?.kind == .cancelled)
                }
                #expect(try await connection.query("select 1").count == 1)
            }
        }
    }

    @Test func `a cancelled task sends nothing`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let task = Task {
                    while !Task.isCancelled { await Task.yield() }
                    try await connection.query("create table t (n int)")
                }
                task.cancel()
                await #expect(throws: PostgresError.self) { try await task.value }
                let tables = try await connection.query("select 1 from pg_tables where tablename = 't'")
                #expect(tables.isEmpty)
            }
        }
    }

    @Test func `a backend that is frozen does not hold a cancelled task`() async throws {
        try await withPrivateCluster { server in
            let settings = ConnectionSettings(server.connectionString())
            let connection = try await Connection.open(settings)
            let pid = connection.backendPID
            try await Connection.withConnection(settings) { observer in
                let task = Task { try await connection.query("select pg_sleep(30)") }
                try await wait(for: isActive(pid, "select pg_sleep"), on: observer)
                #expect(kill(pid, SIGSTOP) == 0)
                task.cancel()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.kind == .cancelled)
                kill(pid, SIGCONT)
                // The connection is given up: the backend may still be anywhere.
                let next = await #expect(throws: PostgresError.self) { try await connection.query("select 1") }
                #expect(next?.isConnectionFailure == true)
            }
        }
    }
}
