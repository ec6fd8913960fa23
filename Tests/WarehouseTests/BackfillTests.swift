import Foundation
import Postgres
import Testing

@testable import Warehouse

struct BackfillTests {
    private static let added = AddedField(table: "items", field: "the \"size\"", column: "size", type: .numeric)

    private func prepare(_ bench: Bench, rows: Int) async throws {
        try await bench.connection.transaction { transaction in
            try await transaction.run(
                script: """
                    alter table bench.items add column size numeric;
                    insert into bench.items (id, extra, _package_id, _loaded_at)
                    select n, case n % 3 when 0 then '{"the \\"size\\"": 1.50, "colour": "red"}'::jsonb when 1 then '{"the \\"size\\"": null}' end,
                        gen_random_uuid(), now() - interval '1 day'
                    from generate_series(1, \(rows)) n
                    """)
            try await AddedFields.record(Self.added, version: 1, dataset: "bench", in: transaction)
        }
    }

    private func expectFilled(_ bench: Bench, rows: Int) async throws {
        let wrong = try await bench.connection.query(
            """
            select from bench.items
            where size is distinct from case id % 3 when 0 then 1.50 end
                or extra is distinct from case id % 3 when 0 then '{"colour": "red"}'::jsonb end
                or _loaded_at > now() - interval '1 hour'
            """)
        #expect(wrong.isEmpty)
        #expect(try await AddedFields.read("bench", on: bench.connection).map(\.isFilled) == [true])
    }

    @Test(arguments: [1, 7, 20, 5_000])
    func `all rows are filled, in batches of any size, and nothing else of them changes`(batchSize: Int) async throws {
        try await Bench.with { bench in
            try await prepare(bench, rows: 30)
            let filled = try await Backfill(
                Self.added, key: Bench.items.keyColumns, fence: bench.fence, batchSize: batchSize
            ).run(on: bench.connection)
            #expect(filled == 20)
            try await expectFilled(bench, rows: 30)
        }
    }

    @Test func `a run that loses the dataset stops, and the next one fills the rest`() async throws {
        try await Bench.with { bench in
            try await prepare(bench, rows: 30)
            let backfill = Backfill(Self.added, key: Bench.items.keyColumns, fence: bench.fence, batchSize: 5)
            let taker = Lease(connection: bench.connection, timeToLive: .seconds(60))
            // The lease goes to another run in the middle: a trigger does it, so that it is always the same moment.
            try await bench.connection.transaction { transaction in
                try await transaction.run(
                    script: """
                        create function bench.take() returns trigger language plpgsql as $$
                        begin
                            if new.id = 10 then
                                update sluice.leases set fence = fence + 1, expires_at = clock_timestamp() where dataset = 'bench';
                            end if;
                            return new;
                        end $$;
                        create trigger take before update on bench.items for each row execute function bench.take()
                        """)
            }
            await #expect(throws: (any Error).self) { try await backfill.run(on: bench.connection) }
            let left = try await bench.connection.query("select from bench.items where extra ? 'the \"size\"'").count
            #expect(left > 0 && left < 20)
            try await bench.connection.query("drop trigger take on bench.items")
            let fence = try await taker.take(dataset: "bench", packageID: .version7(), holder: "the next")
            _ = try await Backfill(Self.added, key: Bench.items.keyColumns, fence: fence, batchSize: 5).run(
                on: bench.connection)
            try await expectFilled(bench, rows: 30)
        }
    }

    @Test(arguments: [1, 3, 5_000])
    func `a value that does not fit stays in extra, and keeps no other from its column`(batchSize: Int) async throws {
        try await Bench.with { bench in
            let added = AddedField(table: "items", field: "n", column: "n", type: .bigint)
            try await bench.connection.transaction { transaction in
                try await transaction.run(
                    script: """
                        alter table bench.items add column n bigint;
                        insert into bench.items (id, extra, _package_id, _loaded_at)
                        select id, jsonb_build_object('n', case when id in (1, 7, 8, 20) then '"soon"'::jsonb else '5.0'::jsonb end),
                            gen_random_uuid(), now()
                        from generate_series(1, 20) id
                        """)
                try await AddedFields.record(added, version: 1, dataset: "bench", in: transaction)
            }
            let backfill = Backfill(added, key: Bench.items.keyColumns, fence: bench.fence, batchSize: batchSize)
            #expect(try await backfill.run(on: bench.connection) == 16)
            let right = try await bench.connection.query(
                """
                select from bench.items
                where case when id in (1, 7, 8, 20) then n is null and extra ->> 'n' = 'soon' else n = 5 and extra is null end
                """)
            #expect(right.count == 20)
            #expect(try await AddedFields.read("bench", on: bench.connection).first?.isFilled == true)
        }
    }

    @Test func `a row that its table does not take with the value keeps it in extra`() async throws {
        try await Bench.with { bench in
            try await prepare(bench, rows: 30)
            try await bench.connection.query(
                "alter table bench.items add constraint small check (size < 1 or id <> 9) not valid")
            let filled = try await Backfill(Self.added, key: Bench.items.keyColumns, fence: bench.fence, batchSize: 4)
                .run(on: bench.connection)
            #expect(filled == 19)
            let left = try await bench.connection.query("select from bench.items where extra ? 'the \"size\"'").count
            #expect(left == 1)
        }
    }

    @Test func `a composite key is walked as well`() async throws {
        try await Bench.with { bench in
            let added = AddedField(table: "memberships", field: "since", column: "since", type: .timestamptz)
            try await bench.connection.transaction { transaction in
                try await transaction.run(
                    script: """
                        alter table bench.memberships add column since timestamptz;
                        insert into bench.memberships (club, member, extra, _package_id, _loaded_at)
                        select 'club ' || n / 4, n, '{"since": "2026-01-02 03:04"}', gen_random_uuid(), now()
                        from generate_series(1, 21) n
                        """)
                try await AddedFields.record(added, version: 1, dataset: "bench", in: transaction)
            }
            let filled = try await Backfill(added, key: Bench.memberships.keyColumns, fence: bench.fence, batchSize: 4)
                .run(on: bench.connection)
            let right = try await bench.connection.query(
                "select from bench.memberships where since = '2026-01-02 03:04+00' and extra is null"
            ).count
            #expect(filled == 21 && right == 21)
        }
    }
}
