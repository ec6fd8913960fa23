import Books
import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

struct RowOriginTests {
    private static let table = Table(
        name: "rows", columns: [Column("row_id", .bigint, isNullable: false), Column("created", .timestamptz)],
        key: ["row_id"], createdColumn: "created")

    /// Two spans whose batches were merged side by side. A row that went straight into its table says when its transaction began,
    /// and then others end before it.
    private static let script = """
        create schema if not exists calls;
        create table calls.rows (
            row_id bigint primary key,
            created timestamptz,
            _package_id uuid not null,
            _loaded_at timestamptz not null,
            _deleted_at timestamptz
        );
        insert into calls.rows (row_id, created, _package_id, _loaded_at)
        select row_id, created, '0198ffff-0000-7000-8000-000000000000', loaded_at
        from (values
            (1, '2024-07-15 00:00Z'::timestamptz, '2025-01-01 10:00:00.5Z'::timestamptz),
            (2, '2024-03-15 00:00Z', '2025-01-01 10:00:03Z'),
            (3, '2024-09-01 00:00Z', '2025-01-01 10:00:04.5Z'),
            (4, '2024-07-31 12:00Z', '2025-01-01 10:00:00.5Z')
        ) as written (row_id, created, loaded_at);
        insert into sluice.load_batches (
            package_id, resource, span_id, batch, from_time, until_time, page_starts, merged_at
        )
        select '0198ffff-0000-7000-8000-000000000000', 'rows', span_id::uuid, batch, from_time, until_time, page_starts, merged_at
        from (values
            (
                '11111111-0000-7000-8000-000000000000', 1, '2024-05-31 00:00Z'::timestamptz, '2024-07-31 00:00Z'::timestamptz,
                '{2024-06-01 00:00Z,2024-07-01 00:00Z}'::timestamptz[], '2025-01-01 10:00:02Z'::timestamptz
            ),
            (
                '11111111-0000-7000-8000-000000000000', 2, '2024-07-31 00:00Z', '2024-12-31 00:00Z',
                '{2024-07-31 12:00Z}', '2025-01-01 10:00:06Z'
            ),
            (
                '22222222-0000-7000-8000-000000000000', 1, '2023-12-31 00:00Z', '2024-02-28 00:00Z',
                '{2024-01-01 00:00Z,2024-02-01 00:00Z}', '2025-01-01 10:00:01Z'
            ),
            (
                '22222222-0000-7000-8000-000000000000', 2, '2024-02-28 00:00Z', '2024-06-01 00:00Z',
                '{2024-03-01 00:00Z}', '2025-01-01 10:00:05Z'
            )
        ) as merged (span_id, batch, from_time, until_time, page_starts, merged_at);
        """

    @Test func `a row is traced to its own span, when several are merged side by side`() async throws {
        try await withManyPackages { connection in
            try await connection.transaction { try await $0.run(script: Self.script) }
            var found: [String] = []
            for key in 1...4 {
                let origin = try #require(
                    try await RowOrigin.read(Self.table, key: [String(key)], dataset: "calls", on: connection))
                let batch = try #require(origin.batch)
                let span = try #require(batch.spanID)
                found.append("\(span.uuidString.prefix(1)), batch \(batch.batch), page \(origin.page ?? 0)")
            }
            // The last was created in the second that both batches of its span read; the first of them brought it.
            #expect(found == ["1, batch 1, page 2", "2, batch 2, page 1", "1, batch 2, page 1", "1, batch 1, page 2"])
        }
    }
}
