import Foundation
import Postgres
import Testing

@testable import Warehouse

struct KnownRowsTests {
    private func read(
        _ bench: Bench, from: Int, through: Int, scope: (column: String, value: String)? = nil,
        table: Table = Bench.items
    ) async throws -> KnownRows {
        try await KnownRows.read(
            table: table, schema: "bench", from: .at(from), through: .at(through), scope: scope, on: bench.connection)
    }

    @Test func `the rows of a stretch are known with fingerprint, tombstone and creation`() async throws {
        try await Bench.with { bench in
            try await bench.merge([
                .init(id: 1, created: 999), .init(id: 2, created: 1_000, fingerprint: 7), .init(id: 3, created: 1_500),
                .init(id: 4, created: 2_000), .init(id: 5, created: 2_001),
            ])
            try await bench.connection.query("update bench.items set _deleted_at = now() where id = 3")
            let known = try await read(bench, from: 1_000, through: 2_000)
            #expect(Set(known.rows.keys) == [RowKey(["2"]), RowKey(["3"]), RowKey(["4"])])
            let two = try #require(known.rows[RowKey(["2"])])
            #expect(
                two.fingerprint == Fingerprint(Array(repeating: 7, count: 16)) && !two.isDeleted
                    && two.created == .at(1_000))
            let three = try #require(known.rows[RowKey(["3"])])
            #expect(three.fingerprint == nil && three.isDeleted)
        }
    }

    @Test func `a scope narrows the rows to its own`() async throws {
        try await Bench.with { bench in
            try await bench.merge([.init(id: 1, name: "7"), .init(id: 2, name: "8"), .init(id: 3, name: nil)])
            let known = try await read(bench, from: 0, through: 9_000, scope: (column: "name", value: "7"))
            #expect(Array(known.rows.keys) == [RowKey(["1"])])
        }
    }

    @Test func `a table that is not read by creation time knows nothing`() async throws {
        try await Bench.with { bench in
            try await bench.merge(Bench.rows([("a", 1, "x")]), into: Bench.memberships)
            #expect(try await read(bench, from: 0, through: 9_000, table: Bench.memberships).rows.isEmpty)
        }
    }
}
