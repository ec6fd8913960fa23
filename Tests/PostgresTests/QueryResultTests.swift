import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct QueryResultTests {
    private func query(_ statement: Statement) async throws -> QueryResult {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { try await $0.query(statement) }
        }
    }

    @Test func `a result is a collection of rows with named columns`() async throws {
        let result = try await query("select n, n * 2 as twice from generate_series(1, 3) as n")
        #expect(result.count == 3)
        #expect(result.columnNames == ["n", "twice"])
        #expect(try result.map { try $0.decode("twice", as: Int.self) } == [2, 4, 6])
        #expect(result.affectedRows == 3)
    }

    @Test func `a row is decoded as a tuple`() async throws {
        let row = try #require(try await query("select 1::bigint, 'a', null::boolean, now()").first)
        let (number, text, flag, _) = try row.decode((Int64, String, Bool?, Date).self)
        #expect(number == 1)
        #expect(text == "a")
        #expect(flag == nil)
        let error = #expect(throws: PostgresError.self) { _ = try row.decode((Int64, String).self) }
        #expect(error?.message == "the result has 4 columns and 2 were asked for")
    }

    @Test func `a mismatch names the column, its type and the type asked for`() async throws {
        let row = try #require(
            try await query("select 1.5 as price, 'x' as word, 5000000000 as big, array[[1]] as grid").first)
        #expect(throws: PostgresError.self) { _ = try row.decode("price", as: Double.self) }
        let error = #expect(throws: PostgresError.self) { _ = try row.decode("word", as: Int.self) }
        #expect(error?.description == #"column "word" holds text, not what a Int is read from"#)
        #expect(throws: PostgresError.self) { _ = try row.decode("big", as: Int32.self) }
        #expect(throws: PostgresError.self) { _ = try row.decode("grid", as: [Int].self) }
        let missing = #expect(throws: PostgresError.self) { _ = try row.decode("wrod", as: String.self) }
        #expect(missing?.message.contains("price, word, big") == true)
        #expect(throws: PostgresError.self) { _ = try row.decode(4, as: String.self) }
        #expect(throws: PostgresError.self) { _ = try row.decode(-1, as: String.self) }
    }

    @Test func `infinity is no instant`() async throws {
        let row = try #require(try await query("select 'infinity'::timestamptz as t").first)
        #expect(throws: PostgresError.self) { _ = try row.decode("t", as: Date.self) }
    }

    @Test func `bytes can be read in place`() async throws {
        let row = try #require(try await query(#"select '\x0102ff'::bytea, null::bytea"#).first)
        #expect(try row.withBytes(0) { $0.map(Array.init) } == [1, 2, 255])
        #expect(try row.withBytes(1) { $0 == nil })
        #expect(throws: PostgresError.self) { try row.withBytes(2) { _ in } }
    }

    @Test func `an outdated row keeps its result`() async throws {
        let rows = Array(try await query("select repeat('x', n) from generate_series(1, 1000) as n"))
        #expect(try rows.last?.decode(0, as: String.self).count == 1000)
    }
}
