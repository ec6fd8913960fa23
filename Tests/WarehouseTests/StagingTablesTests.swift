import Postgres
import Testing

@testable import Warehouse

struct StagingTablesTests {
    private func prepare(_ tables: StagingTables, _ bench: Bench) async throws {
        try await bench.connection.transaction { try await tables.prepare(on: $0) }
    }

    private func nodes(_ bench: Bench) async throws -> [String] {
        try await bench.texts(
            "select relname::text, oid::text from pg_class where relnamespace = 'sluice_staging'::regnamespace and relkind = 'r' order by 1"
        )
    }

    @Test func `tables that fit are left as they are`() async throws {
        try await Bench.with { bench in
            let tables = StagingTables(table: Bench.items, dataset: "bench", slot: 1)
            try await prepare(tables, bench)
            let before = try await nodes(bench)
            #expect(before.count == 5)
            try await prepare(tables, bench)
            #expect(try await nodes(bench) == before)
        }
    }

    @Test func `a table is made anew when its columns changed, and the others are not`() async throws {
        try await Bench.with { bench in
            try await prepare(StagingTables(table: Bench.memberships, dataset: "bench", slot: 1), bench)
            try await prepare(StagingTables(table: Bench.items, dataset: "bench", slot: 1), bench)
            let before = try await nodes(bench)
            let changed = Table(
                name: "items", columns: Bench.items.columns + [Column("weight", .numeric)], key: ["id"],
                children: Bench.items.children, keepsFingerprint: true, createdColumn: "created_at")
            let tables = StagingTables(table: changed, dataset: "bench", slot: 1)
            try await prepare(tables, bench)
            let after = try await nodes(bench)
            #expect(Set(after).subtracting(before).map { $0.split(separator: "|")[0] } == ["bench 1 items"])
            try await bench.connection.query("select weight, _fingerprint from \(tables.parent)")
        }
    }

    @Test func `what a dead run left is emptied`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            _ = try await staging.stage(Bench.rows([Bench.Item(id: 1), Bench.Item(id: 2)]))
            try await bench.connection.query(
                "insert into \(staging.tables.verdicts) (_ordinal, id, verdict) values (1, 1, 'u')")
            try await bench.connection.transaction { transaction in
                try await staging.tables.empty(on: transaction)
            }
            for table in staging.tables.all {
                #expect(try await bench.text("select count(*)::text from \(table)") == "0")
            }
        }
    }

    @Test func `datasets and slots have tables of their own, unlogged`() async throws {
        try await Bench.with { bench in
            for (dataset, slot) in [("bench", 1), ("bench", 2), ("other \"one\"", 1)] {
                try await prepare(StagingTables(table: Bench.memberships, dataset: dataset, slot: slot), bench)
            }
            #expect(try await nodes(bench).count == 6)
            let logged = try await bench.text(
                "select count(*)::text from pg_class where relnamespace = 'sluice_staging'::regnamespace and relpersistence <> 'u'"
            )
            #expect(logged == "0")
        }
    }

    @Test func `a name beyond 63 bytes is cut, stays its own and works`() async throws {
        let long = String(repeating: "ä", count: 40)
        let first = StagingTables.name(dataset: long, slot: 1, table: "items")
        let second = StagingTables.name(dataset: long, slot: 2, table: "items")
        #expect(first != second)
        #expect(first.utf8.count <= 63 && second.utf8.count <= 63)
        #expect(StagingTables.name(dataset: "bench", slot: 1, table: "items") == "bench 1 items")
        let exact = StagingTables.name(dataset: String(repeating: "d", count: 55), slot: 1, table: "items")
        #expect(exact.utf8.count == 63 && exact.hasSuffix("items"))

        try await Bench.with { bench in
            let tables = StagingTables(table: Bench.items, dataset: long, slot: 1)
            try await prepare(tables, bench)
            let before = try await nodes(bench)
            try await prepare(tables, bench)
            #expect(try await nodes(bench) == before)
            #expect(before.count == 5)
        }
    }
}
