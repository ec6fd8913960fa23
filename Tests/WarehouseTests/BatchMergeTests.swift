import Foundation
import Postgres
import Testing

@testable import Warehouse

struct BatchMergeTests {
    typealias Item = Bench.Item

    @Test(arguments: [
        ("a check", "alter table bench.items add constraint cheap check (price < 100)"),
        ("a column that may not be empty", "alter table bench.items alter name set not null"),
        ("an index that takes no long text", "create index on bench.items (name)"),
        (
            "a trigger",
            """
            create function bench.refuse() returns trigger language plpgsql as
                $$ begin if new.price >= 100 then raise exception 'too dear'; end if; return new; end $$;
            create trigger refuse before insert or update on bench.items for each row execute function bench.refuse();
            """
        ),
    ])
    func `rows that the table refuses become rejected records, and the others are merged`(
        what: String, sql: String
    ) async throws {
        try await Bench.with { bench in
            try await bench.connection.transaction { try await $0.run(script: sql) }
            var items = (1...9).map { Item(id: $0) }
            for place in [2, 7] {
                switch what {
                case "a check", "a trigger": items[place].price = "100"
                case "a column that may not be empty": items[place].name = nil
                default: items[place].name = (0..<4_000).map { _ in String(UInt32.random(in: 0...9_999)) }.joined()
                }
            }
            let merged = try await bench.merge(Bench.rows(items))
            #expect(merged.batch.inserted == 7 && merged.batch.rejected == 2 && merged.batch.isBalanced)
            #expect(
                try await bench.texts("select id::text from bench.items order by id")
                    == ["1", "2", "4", "5", "6", "7", "9"])
            #expect(
                try await bench.texts("select distinct id::text from bench.item_lines order by 1")
                    == ["1", "2", "4", "5", "6", "7", "9"])
            let rejected = try await bench.texts(
                """
                select record_key, (reason like 'the table refuses the row: %')::text,
                    convert_from(record, 'UTF8')::jsonb -> 'row' ->> 'id'
                from sluice.rejected_records
                order by 1
                """)
            #expect(rejected == ["3|true|3", "8|true|8"])
        }
    }

    @Test func `an error that no row is to blame for leaves nothing of the batch`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("alter table bench.item_steps rename to gone")
            await #expect(throws: PostgresError.self) { try await bench.merge([Item(id: 1)]) }
            #expect(try await bench.text("select count(*)::text from bench.items") == "0")
            #expect(try await bench.text("select count(*)::text from sluice.load_batches") == "0")
        }
    }

    @Test func `a run that lost its lease merges nothing`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            _ = try await staging.stage(Bench.rows([Item(id: 1)]))
            try await bench.connection.query("update sluice.leases set fence = fence + 1")
            var batch = TableBatch(batch: LoadBatch(resource: "items"))
            batch.batch.records = 1
            batch.stagedRecords = 1
            batch.merge = Merge(
                tables: staging.tables, schema: "bench", asked: Bench.everything, packageID: bench.fence.packageID)
            let merge = BatchMerge(connection: bench.connection, fence: bench.fence, allowsMassDeletion: false)
            await #expect(throws: WarehouseError.self) { try await merge.run([batch], advance: nil) }
            #expect(try await bench.text("select count(*)::text from bench.items") == "0")
        }
    }

    @Test func `rows that a crash of the server emptied the staging tables of are not taken for merged`() async throws {
        try await Bench.with { bench in
            let staging = try await bench.staging()
            _ = try await staging.stage(Bench.rows([Item(id: 1), Item(id: 2)]))
            // As an immediate restart leaves it, with a pooler in between that hides the restart.
            for table in staging.tables.all { try await bench.connection.query("truncate \(table)") }
            var batch = TableBatch(batch: LoadBatch(resource: "items"))
            batch.batch.records = 2
            batch.stagedRecords = 2
            batch.merge = Merge(
                tables: staging.tables, schema: "bench", asked: Bench.everything, packageID: bench.fence.packageID)
            let merge = BatchMerge(connection: bench.connection, fence: bench.fence, allowsMassDeletion: false)
            let error = await #expect(throws: WarehouseError.self) { try await merge.run([batch], advance: nil) }
            guard case .stagingLost(table: "items") = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await bench.text("select count(*)::text from sluice.load_batches") == "0")
        }
    }

    @Test func `rows, tombstones, position, counts and facts come together, and staging is empty afterwards`()
        async throws
    {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            let span = Span(resource: "items", tier: "recent", start: .at(0), end: .at(5_000))
            try await Spans(connection: bench.connection).open([span], fence: bench.fence)
            try await Datasets(connection: bench.connection).confirm(
                .init(source: "bench", baseURL: "https://api.example/", keyScope: "agency"), fence: bench.fence,
                accepting: false)
            let staging = try await bench.staging()
            _ = try await staging.stage(Bench.rows([Item(id: 1), Item(id: 3)]))
            var batch = TableBatch(batch: LoadBatch(resource: "items", spanID: span.id))
            batch.batch.records = 2
            batch.stagedRecords = 2
            batch.merge = Merge(
                tables: staging.tables, schema: "bench", asked: Bench.everything, packageID: bench.fence.packageID)
            batch.tombstones = Tombstones(
                table: Bench.items, schema: "bench",
                kind: .missing(keys: [RowKey(["2"])], after: .at(0), before: .at(5_000), scope: nil))
            batch.observed.observe(.init(table: "items", name: "colour"), kind: "string")
            let merged = try await BatchMerge(
                connection: bench.connection, fence: bench.fence, allowsMassDeletion: false
            )
            .run(
                [batch], advance: .init(span: span.id, position: .at(3_000), done: false),
                facts: ["items.default_holds_separate": "true"])
            #expect(merged[0].batch.inserted == 1 && merged[0].batch.unchanged == 1 && merged[0].batch.deleted == 1)
            #expect(try await bench.texts("select id::text from bench.items where _deleted_at is not null") == ["2"])
            let spans = try await Spans(connection: bench.connection).all(dataset: "bench", resource: "items")
            #expect(spans.first?.position == .at(3_000) && spans.first?.doneAt == nil)
            #expect(try await bench.text("select field from sluice.observed_fields") == "colour")
            let fact = try await Datasets(connection: bench.connection).fact(
                "items.default_holds_separate", dataset: "bench")
            #expect(fact == "true")
            for table in staging.tables.all {
                #expect(try await bench.text("select count(*)::text from \(table)") == "0")
            }
        }
    }
}
