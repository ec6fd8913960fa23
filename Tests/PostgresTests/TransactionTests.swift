import Postgres
import TestSupport
import Testing

private struct BodyError: Error {}

@Suite(.timeLimit(.minutes(15))) struct TransactionTests {
    private func withTable(_ body: (Connection, ConnectionSettings) async throws -> Void) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await connection.query("create table t (n int primary key deferrable initially deferred)")
                try await body(connection, settings)
            }
        }
    }

    private func expectNumbers(
        _ expected: [Int], _ connection: Connection, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let numbers = try await connection.query("select n from t order by n").map { try $0.decode(0, as: Int.self) }
        #expect(numbers == expected, sourceLocation: sourceLocation)
    }

    @Test func `what the body did is there when it returns, and not before`() async throws {
        try await withTable { connection, settings in
            try await Connection.withConnection(settings) { other in
                let affected = try await connection.transaction { transaction in
                    let result = try await transaction.query("insert into t values (\(1)), (\(2))")
                    try await expectNumbers([], other)
                    return result.affectedRows
                }
                #expect(affected == 2)
                try await expectNumbers([1, 2], other)
            }
        }
    }

    @Test func `an error of the body rolls back and is rethrown`() async throws {
        try await withTable { connection, _ in
            await #expect(throws: BodyError.self) {
                try await connection.transaction { transaction in
                    try await transaction.query("insert into t values (1)")
                    throw BodyError()
                }
            }
            try await expectNumbers([], connection)
        }
    }

    @Test func `a failure that the body swallowed is thrown and nothing is committed`() async throws {
        try await withTable { connection, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try await transaction.query("insert into t values (1)")
                    _ = try? await transaction.query("select 1 / 0")
                }
            }
            #expect(error?.sqlState == "22012")
            try await expectNumbers([], connection)
        }
    }

    @Test func `a commit that fails is thrown`() async throws {
        try await withTable { connection, _ in
            let error = await #expect(throws: PostgresError.self) {
                // Deferred, so the server looks at commit.
                try await connection.transaction { try await $0.query("insert into t values (1), (1)") }
            }
            #expect(error?.sqlState == SQLState.uniqueViolation.rawValue)
            try await expectNumbers([], connection)
        }
    }

    @Test func `a transaction is of no use after its end`() async throws {
        try await withTable { connection, _ in
            let transaction = try await connection.transaction { $0 }
            let error = await #expect(throws: PostgresError.self) { try await transaction.query("select 1") }
            #expect(error?.kind == .usage)
        }
    }

    @Test func `a script runs as a whole and cannot end the transaction`() async throws {
        try await withTable { connection, _ in
            try await connection.transaction {
                try await $0.run(script: "create table u (n int); insert into t values (1); insert into u values (2);")
            }
            try await expectNumbers([1], connection)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try await $0.run(script: "insert into t values (2); rollback") }
            }
            #expect(error?.kind == .usage)
            try await expectNumbers([1], connection)
        }
    }

    @Test func `an error of a script says what failed and undoes all of it`() async throws {
        try await withTable { connection, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction {
                    try await $0.run(script: "insert into t values (1); select nonsense; select 1")
                }
            }
            #expect(error?.sqlState == "42703")
            try await expectNumbers([], connection)
        }
    }

    @Test func `a savepoint undoes its body and the transaction goes on`() async throws {
        try await withTable { connection, _ in
            try await connection.transaction { transaction in
                try await transaction.query("insert into t values (1)")
                await #expect(throws: PostgresError.self) {
                    try await transaction.savepoint { inner in
                        try await inner.query("insert into t values (2)")
                        try await inner.query("select 'x'::int")
                    }
                }
                await #expect(throws: BodyError.self) {
                    try await transaction.savepoint { inner in
                        try await inner.query("insert into t values (3)")
                        try await inner.savepoint { try await $0.query("insert into t values (4)") }
                        throw BodyError()
                    }
                }
                try await transaction.savepoint { try await $0.query("insert into t values (5)") }
            }
            try await expectNumbers([1, 5], connection)
        }
    }

    @Test func `a failure swallowed inside a savepoint is thrown at its end`() async throws {
        try await withTable { connection, _ in
            try await connection.transaction { transaction in
                let error = await #expect(throws: PostgresError.self) {
                    try await transaction.savepoint { inner in
                        try await inner.query("insert into t values (1)")
                        _ = try? await inner.query("select 1 / 0")
                    }
                }
                #expect(error?.sqlState == "22012")
                try await transaction.query("insert into t values (2)")
            }
            try await expectNumbers([2], connection)
        }
    }

    @Test func `the statement timeout holds inside transactions only`() async throws {
        try await withDatabase { settings in
            var settings = settings
            settings.statementTimeout = .milliseconds(50)
            try await Connection.withConnection(settings) { connection in
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.transaction { try await $0.query("select pg_sleep(30)") }
                }
                #expect(error?.kind == .server(.queryCanceled))
                let row = try await connection.query("show statement_timeout").first
                #expect(try row?.decode(0, as: String.self) == "0")
            }
        }
    }

    @Test func `a second caller waits until the transaction has ended`() async throws {
        try await withTable { connection, _ in
            let (isInside, enter) = AsyncStream<Void>.makeStream()
            let (mayLeave, leave) = AsyncStream<Void>.makeStream()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await connection.transaction { transaction in
                        try await transaction.query("insert into t values (1)")
                        enter.finish()
                        for await _ in mayLeave {}
                        try await transaction.query("insert into t values (2)")
                    }
                }
                for await _ in isInside {}
                group.addTask {
                    // Were it let in between, it would see one row, or none.
                    let rows = try await connection.query("select n from t")
                    #expect(rows.count == 2)
                }
                group.addTask {
                    let rows = try await connection.transaction { try await $0.query("select n from t") }
                    #expect(rows.count == 2)
                }
                await Task.yield()
                leave.finish()
                try await group.waitForAll()
            }
        }
    }

    @Test func `callers are served in the order they came`() async throws {
        let turns = TurnQueueProbe()
        #expect(try await turns.order(of: 20) == Array(0..<20))
    }

    @Test func `a transaction that would wait for itself is told so`() async throws {
        try await withTable { connection, _ in
            try await connection.transaction { _ in
                let error = await #expect(throws: PostgresError.self) { try await connection.query("select 1") }
                #expect(error?.kind == .usage)
            }
        }
    }

    @Test func `a transaction begun by a single statement is taken back`() async throws {
        try await withTable { connection, _ in
            let error = await #expect(throws: PostgresError.self) { try await connection.query("begin") }
            #expect(error?.kind == .usage)
            let rows = try await connection.query("select 1")
            #expect(rows.count == 1)
        }
    }

    @Test func `the body runs where its caller is`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let counter = Counter()
                try await counter.count(on: connection)
                #expect(await counter.value == 2)
            }
        }
    }
}

/// An actor whose state is used inside the closures, which the compiler allows only if they run on it.
private actor Counter {
    var value = 0

    func count(on connection: Connection) async throws {
        try await connection.transaction { transaction in
            value += try await transaction.query("select 1").count
            try await transaction.savepoint { value += try await $0.query("select 1").count }
        }
    }
}
