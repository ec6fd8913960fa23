package import Foundation
import Postgres

/// The pages that were merged together: `sluice.load_batches`.
package struct BatchSummary: Encodable, Sendable {
    package let resource: String
    /// The span that was read; nil for a list.
    package let spanID: UUID?
    package let batch: Int
    /// The stretch of creation time of which it held all records; nil for a list.
    package let from: Date?
    package let until: Date?
    package let pages: Int
    package let records: Int
    package let rereadRecords: Int
    package let duplicates: Int
    package let inserted: Int
    package let updated: Int
    package let unchanged: Int
    package let deleted: Int
    package let rejected: Int
    package let discarded: Int
    /// Child rows written, by table.
    package let children: [String: Int]
    package let bytes: Int
    package let fetchMs: Int
    package let stageMs: Int
    package let mergeMs: Int
    package let walBytes: Int?
    package let mergedAt: Date
    /// The creation time of the first record of each page, in order; nil for a list.
    package let pageStarts: [Date]?

    static func list(
        of package: UUID, limit: Int, after skipped: Int, on connection: some Queryable
    ) async throws -> [BatchSummary] {
        try await connection.query(
            """
            select \(columns)
            from sluice.load_batches
            where package_id = \(package)
            order by merged_at, resource, load_batches.span_id, batch
            limit \(limit)
            offset \(skipped)
            """
        ).map { try BatchSummary($0) }
    }

    static let columns: Statement =
        """
        resource, nullif(span_id, '00000000-0000-0000-0000-000000000000') as span_id, batch, from_time, until_time,
        pages, records, reread_records, duplicates, inserted, updated, unchanged, deleted, rejected, discarded,
        children, bytes, fetch_ms, stage_ms, merge_ms, wal_bytes, merged_at, page_starts
        """

    init(_ row: Row) throws {
        resource = try row.decode("resource")
        spanID = try row.decode("span_id")
        batch = try row.decode("batch")
        from = try row.decode("from_time")
        until = try row.decode("until_time")
        pages = try row.decode("pages")
        records = try row.decode("records")
        rereadRecords = try row.decode("reread_records")
        duplicates = try row.decode("duplicates")
        inserted = try row.decode("inserted")
        updated = try row.decode("updated")
        unchanged = try row.decode("unchanged")
        deleted = try row.decode("deleted")
        rejected = try row.decode("rejected")
        discarded = try row.decode("discarded")
        children = try JSONDecoder().decode(
            [String: Int].self, from: Data(try row.decode("children", as: String.self).utf8))
        bytes = try row.decode("bytes")
        fetchMs = try row.decode("fetch_ms")
        stageMs = try row.decode("stage_ms")
        mergeMs = try row.decode("merge_ms")
        walBytes = try row.decode("wal_bytes")
        mergedAt = try row.decode("merged_at")
        pageStarts = try row.decode("page_starts")
    }
}
