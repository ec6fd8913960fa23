import Foundation
import Postgres
import TestSupport
import Testing

private struct BodyError: Error {}

@Suite(.timeLimit(.minutes(15))) struct CopyTests {
    private func withTable(_ body: (Connection, ConnectionSettings) async throws -> Void) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await connection.query("create table t (n int, word text)")
                try await body(connection, settings)
            }
        }
    }

    private func expectRows(
        _ expected: Int, _ connection: Connection, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let count = try await connection.query("select count(*) from t").first?.decode(0, as: Int.self)
        #expect(count == expected, sourceLocation: sourceLocation)
    }

    private let columns: [Identifier] = ["n", "word"]

    @Test func `rows are copied and counted`() async throws {
        try await withTable { connection, _ in
            let rows = try await connection.transaction { transaction in
                try await transaction.copy(into: "t", columns: columns) { writer in
                    // A chunk may end in the middle of a row.
                    try await writer.write(Array("1\tone\n2\ttw".utf8))
                    try await writer.write(Array("xxo\n3\t\\N\nxx".utf8)[2..<8])
                }
            }
            #expect(rows == 3)
            let words = try await connection.query("select word from t order by n").map {
                try $0.decode(0, as: String?.self)
            }
            #expect(words == ["one", "two", nil])
        }
    }

    @Test func `an empty copy is a copy`() async throws {
        try await withTable { connection, _ in
            let rows = try await connection.transaction { try await $0.copy(into: "t", columns: columns) { _ in } }
            #expect(rows == 0)
            let other = try await connection.transaction {
                try await $0.copy(into: "t", columns: columns) { try await $0.write([]) }
            }
            #expect(other == 0)
        }
    }

    @Test func `twenty megabytes arrive, in chunks of any size`() async throws {
        try await withTable { connection, _ in
            let line = Array("7\t\(String(repeating: "x", count: 197))\n".utf8)
            let large = Array(repeatElement(line, count: 50_000).joined())
            let rows = try await connection.transaction { transaction in
                try await transaction.copy(into: "t", columns: columns) { writer in
                    try await writer.write(large)
                    for start in stride(from: 0, to: large.count, by: 333_333) {
                        try await writer.write(large[start..<min(start + 333_333, large.count)])
                    }
                }
            }
            #expect(rows == 100_000)
            try await expectRows(100_000, connection)
        }
    }

    @Test func `a copy left by an error inserts nothing`() async throws {
        try await withTable { connection, _ in
            await #expect(throws: BodyError.self) {
                try await connection.transaction { transaction in
                    try await transaction.copy(into: "t", columns: columns) { writer in
                        try await writer.write(Array("1\tone\n".utf8))
                        throw BodyError()
                    }
                }
            }
            try await expectRows(0, connection)
            // Inside a savepoint the transaction survives it.
            try await connection.transaction { transaction in
                await #expect(throws: BodyError.self) {
                    try await transaction.savepoint { inner in
                        try await inner.copy(into: "t", columns: columns) { writer in
                            try await writer.write(Array("1\tone\n".utf8))
                            throw BodyError()
                        }
                    }
                }
                try await transaction.copy(into: "t", columns: columns) { try await $0.write(Array("2\ttwo\n".utf8)) }
            }
            try await expectRows(1, connection)
        }
    }

    @Test func `an error that was caught does not let a failed copy be committed`() async throws {
        try await withTable { connection, _ in
            await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try await transaction.query("insert into t values (1, 'a')")
                    _ = try? await transaction.copy(into: "t", columns: columns) { _ in throw BodyError() }
                }
            }
            try await expectRows(0, connection)
        }
    }

    @Test(arguments: [1, 200_000])
    func `a row that the server refuses is told with its SQLSTATE`(rows: Int) async throws {
        try await withTable { connection, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try await transaction.copy(into: "t", columns: columns) { writer in
                        try await writer.write(Array("1\tone\nword\ttwo\n".utf8))
                        for _ in 0..<rows { try await writer.write(Array("3\tthree\n".utf8)) }
                    }
                }
            }
            #expect(error?.kind == .server(.invalidTextRepresentation))
            #expect(error?.isRefusedValue == true)
            #expect(error?.context?.contains("COPY t, line 2, column n") == true)
            #expect(error?.statement == #"copy "t" ("n", "word") from stdin"#)
            try await expectRows(0, connection)
        }
    }

    @Test func `a table that is not there is told at once`() async throws {
        try await withTable { connection, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction {
                    try await $0.copy(into: "nowhere", columns: columns) { _ in Issue.record("ran") }
                }
            }
            #expect(error?.sqlState == SQLState.undefinedTable.rawValue)
            try await expectRows(0, connection)
        }
    }

    @Test func `a cancelled copy inserts nothing and leaves the connection usable`() async throws {
        try await withTable { connection, _ in
            let (isWriting, write) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await connection.transaction { transaction in
                    try await transaction.copy(into: "t", columns: columns) { writer in
                        while true {
                            try await writer.write(Array("1\tone\n".utf8))
                            write.finish()
                        }
                    }
                }
            }
            for await _ in isWriting {}
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            try await expectRows(0, connection)
        }
    }

    @Test(arguments: [true, false])
    func `a copy that the server does not read can be left`(isCancelled: Bool) async throws {
        try await withTable { connection, settings in
            // The trigger waits for a lock, so the server stops reading.
            try await connection.transaction {
                try await $0.run(
                    script: """
                        create table gate (n int);
                        create function wait_at_gate() returns trigger language plpgsql as $$
                        begin perform from gate; return new; end $$;
                        create trigger gate before insert on t for each row execute function wait_at_gate();
                        """)
            }
            let (isWaiting, wait) = AsyncStream<Void>.makeStream()
            try await Connection.withConnection(settings) { holder in
                try await holder.transaction { gate in
                    try await gate.query("lock table gate in access exclusive mode")
                    let task = Task {
                        try await connection.transaction { transaction in
                            try await transaction.copy(into: "t", columns: columns) { writer in
                                // More than fits in the buffers between, if it is to be cancelled in the middle of a write.
                                let chunk = Array(repeatElement(Array("1\tone\n".utf8), count: 20_000).joined())
                                while isCancelled { try await writer.write(chunk) }
                                try await writer.write(chunk)
                                for await _ in isWaiting {}
                                throw BodyError()
                            }
                        }
                    }
                    let waits: Statement = "select from pg_locks where pid = \(connection.backendPID) and not granted"
                    while try await gate.query(waits).isEmpty { await Task.yield() }
                    wait.finish()
                    if isCancelled { task.cancel() }
                    let error = await #expect(throws: (any Error).self) { try await task.value }
                    #expect(isCancelled ? (error as? PostgresError)?.kind == .cancelled : error is BodyError)
                }
            }
            try await expectRows(0, connection)
        }
    }

    @Test func `no statement runs during a copy, and its writer ends with it`() async throws {
        try await withTable { connection, _ in
            try await connection.transaction { transaction in
                var kept: CopyWriter?
                try await transaction.copy(into: "t", columns: columns) { writer in
                    kept = writer
                    let error = await #expect(throws: PostgresError.self) { try await transaction.query("select 1") }
                    #expect(error?.kind == .usage)
                }
                let writer = try #require(kept)
                let error = await #expect(throws: PostgresError.self) { try await writer.write([1]) }
                #expect(error?.kind == .usage)
                try await transaction.query("insert into t values (1, 'x')")
            }
            try await expectRows(1, connection)
        }
    }

    @Test func `a copy written as a statement is refused and does not hang`() async throws {
        try await withTable { _, settings in
            for sql in ["copy t from stdin", "copy t to stdout"] {
                try await Connection.withConnection(settings) { other in
                    let error = await #expect(throws: PostgresError.self) {
                        try await other.query(Statement(unsafeSQL: sql))
                    }
                    #expect(error?.kind == .usage)
                }
            }
        }
    }
}
