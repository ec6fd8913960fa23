import Foundation
import Postgres
import Testing

@testable import Warehouse

struct StagingTests {
    private func staged(_ bench: Bench, _ staging: Staging) async throws -> [String] {
        try await bench.texts("select id::text from \(staging.tables.parent) order by _ordinal")
    }

    @Test func `the records whose values the server refuses are found, and the others staged`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            var items = (1...21).map { Bench.Item(id: $0) }
            items[0].price = "1e140000"
            items[12].data = #"{"n": 1e200000}"#
            items[20].price = "1e140000"
            let refusals = try await staging.stage(Bench.rows(items))

            #expect(refusals.map(\.record) == [0, 12, 20])
            #expect(refusals.allSatisfy { $0.error.isRefusedValue })
            #expect(try await staged(bench, staging) == (2...20).filter { $0 != 13 }.map(String.init))
            // Children of what is refused are not staged either, and those of the others are, once.
            let lines = try await bench.texts(
                "select _ordinal::text, count(*)::text from \(staging.tables.children[0]) group by 1 order by min(_ordinal)"
            )
            #expect(lines == (2...20).filter { $0 != 13 }.map { "\($0)|2" })
        }
    }

    @Test func `a page of which every record is refused stages nothing`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            let items = (1...3).map { Bench.Item(id: $0, price: "1e140000") }
            #expect(try await staging.stage(Bench.rows(items)).map(\.record) == [0, 1, 2])
            #expect(try await staged(bench, staging).isEmpty)
        }
    }

    @Test func `an error that is no value's ends the staging`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            try await bench.connection.query("drop table \(staging.tables.children[0])")
            await #expect(throws: PostgresError.self) { try await staging.stage(Bench.rows([Bench.Item(id: 1)])) }
            #expect(try await staged(bench, staging).isEmpty)
        }
    }

    @Test func `a run that lost its lease stages nothing`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            try await bench.connection.query("update sluice.leases set fence = fence + 1")
            do {
                _ = try await staging.stage(Bench.rows([Bench.Item(id: 1)]))
                Issue.record("it was staged")
            } catch WarehouseError.leaseLost(let dataset, _) {
                #expect(dataset == "bench")
            }
            #expect(try await staged(bench, staging).isEmpty)
        }
    }
}
