import Postgres
import Testing

@testable import Warehouse

/// A batch must not cost more because the table is large: its rows are looked up by their key.
///
/// The rows are as wide as those of leads are. Of narrow ones there would have to be more, until looking a thousand up is
/// cheaper than reading all.
struct MergePlanTests {
    @Test func `no statement of a merge reads a large table whole`() async throws {
        try await Bench.with { bench in
            // What the planner knows is what the first batch taught it.
            try await bench.merge((40_001...40_100).map { Bench.Item(id: $0) })
            try await bench.connection.query(
                """
                insert into bench.items (id, name, created_at, _package_id, _loaded_at, _fingerprint)
                select n, repeat('x', 1000), '2020-01-01', gen_random_uuid(), now(), '\\x00'
                from generate_series(1, 30000) n
                """)
            for (child, columns) in [
                ("item_lines", "id, line, label"), ("item_steps", "id, step, label"),
                ("item_fields", "id, kind, position, value"),
            ] {
                let values = child == "item_fields" ? "n, 'plain', 1, repeat('x', 600)" : "n, 1, repeat('x', 600)"
                try await bench.connection.query(
                    """
                    insert into bench.\(Identifier(child)) (\(unsafeSQL: columns))
                    select \(unsafeSQL: values)
                    from generate_series(1, 30000) n
                    """)
            }
            let staging = try await bench.staging(Bench.items)
            let rows = Bench.rows((29_500...30_500).map { Bench.Item(id: $0, fingerprint: 7) })
            #expect(try await staging.stage(rows).isEmpty)
            let merge = Merge(
                tables: staging.tables, schema: Bench.dataset, asked: Bench.everything, packageID: bench.fence.packageID
            )
            try await bench.connection.transaction { transaction in
                try await transaction.query(merge.fingerprintComparison())
                var statements = [
                    merge.fingerprintComparison(), merge.columnComparison, merge.update, merge.fingerprintRenewal,
                    merge.insertion,
                ]
                for (index, child) in Bench.items.children.enumerated() {
                    let scope = try #require(merge.scope(of: child, alias: "child"))
                    statements += [
                        merge.childComparison(index, scope: scope), merge.childDeletion(index, scope: scope),
                        merge.childInsertion(index),
                    ]
                }
                for statement in statements {
                    let plan = try await transaction.query("explain (costs off) " + statement)
                        .map { try $0.decode(0, as: String.self) }.joined(separator: "\n")
                    #expect(!plan.contains("Seq Scan on item"), "\(statement.sql)\n\(plan)")
                }
            }
        }
    }

    @Test func `what a page meets is looked up by creation time`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query(
                """
                insert into bench.items (id, name, created_at, _package_id, _loaded_at)
                select n, 'x', '2020-01-01'::timestamptz + n * interval '1 minute', gen_random_uuid(), now()
                from generate_series(1, 60000) n
                """)
            try await bench.connection.query("create index on bench.items (created_at)")
            let statement = KnownRows.statement(
                table: Bench.items, schema: Bench.dataset, created: "created_at", from: .at(1_577_836_800),
                through: .at(1_577_923_200), scope: nil)
            let plan = try await bench.connection.query("explain (costs off) " + statement)
                .map { try $0.decode(0, as: String.self) }.joined(separator: "\n")
            #expect(plan.contains("items_created_at_idx") && !plan.contains("Seq Scan"), "\(plan)")
        }
    }
}
