import Foundation
import Postgres
import Testing

@testable import Warehouse

struct TablePresenceTests {
    private func missing(_ bench: Bench) async throws -> String? {
        do {
            try await TablePresence(connection: bench.connection).check(
                [Bench.items, Bench.memberships], dataset: "bench")
            return nil
        } catch WarehouseError.schemaDiffers(let what) {
            return what
        }
    }

    @Test func `tables that are there pass, with more columns than are needed too`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("alter table bench.items add column more text")
            #expect(try await missing(bench) == nil)
        }
    }

    @Test(arguments: [
        ("drop table bench.memberships", "table bench.memberships is not there"),
        ("drop table bench.item_steps", "table bench.item_steps is not there"),
        ("alter table bench.items drop column price", "column bench.items.price is not there"),
        ("alter table bench.items drop column _fingerprint", "column bench.items._fingerprint is not there"),
        ("alter table bench.item_lines drop column label", "column bench.item_lines.label is not there"),
        ("drop schema bench cascade", "table bench.items is not there"),
    ])
    func `what is missing is named`(sql: String, message: String) async throws {
        try await Bench.with { bench in
            try await bench.connection.transaction { try await $0.run(script: sql) }
            #expect(try await missing(bench) == message)
        }
    }
}
