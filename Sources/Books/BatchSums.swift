package import Foundation
package import Postgres

/// What the batches of one resource within a run sum up to: its pages, bytes and times.
package struct BatchSums: Encodable, Sendable {
    package let resource: String
    package let batches: Int
    package let pages: Int
    package let bytes: Int
    /// Summed over the pages, of which several are fetched side by side.
    package let fetchMs: Int
    package let stageMs: Int
    package let mergeMs: Int
    /// Nil where it was not measured.
    package let walBytes: Int?

    package var milliseconds: Int { fetchMs + stageMs + mergeMs }

    /// Of each resource of the package that merged a batch, in the order of their first ones.
    package static func list(of package: UUID, on connection: some Queryable) async throws -> [BatchSums] {
        try await connection.query(
            """
            select
                resource, count(*) as batches, sum(pages)::bigint as pages, sum(bytes)::bigint as bytes,
                sum(fetch_ms)::bigint as fetch_ms, sum(stage_ms)::bigint as stage_ms,
                sum(merge_ms)::bigint as merge_ms, sum(wal_bytes)::bigint as wal_bytes
            from sluice.load_batches
            where package_id = \(package)
            group by resource
            order by min(merged_at), resource
            """
        ).map { row in
            BatchSums(
                resource: try row.decode("resource"), batches: try row.decode("batches"),
                pages: try row.decode("pages"), bytes: try row.decode("bytes"), fetchMs: try row.decode("fetch_ms"),
                stageMs: try row.decode("stage_ms"), mergeMs: try row.decode("merge_ms"),
                walBytes: try row.decode("wal_bytes"))
        }
    }
}
