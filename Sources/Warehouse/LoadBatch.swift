public import Foundation
package import Postgres

/// What one batch received and what became of it.
///
/// Of parent records: `records = inserted + updated + unchanged + duplicates + rejected + discarded`, always.
public struct LoadBatch: Sendable, Equatable {
    /// The resource that it is about.
    public package(set) var resource: String

    /// The span it belongs to; nil for a list that is read in full.
    public package(set) var spanID: UUID?

    /// The batch's number within the package's reading of its span, from 1.
    public package(set) var number = 1

    /// The first instant of the stretch of creation time that it covers; nil for lists.
    public package(set) var from: Date?
    /// The end of that stretch.
    public package(set) var until: Date?

    /// The creation time of the first record of each page, in order: which page brought a row can then be told. Empty for lists.
    public package(set) var pageStarts: [Date] = []

    /// The answers it was made of.
    public package(set) var pages = 0
    /// The records that came.
    public package(set) var records = 0
    /// Of the records: those that the page before had brought already, because pages overlap by a second.
    public package(set) var rereadRecords = 0
    /// Records that came more than once; the one read last is kept.
    public package(set) var duplicates = 0
    /// New rows.
    public package(set) var inserted = 0
    /// Rows that changed, in a column or a child row, or came back from a tombstone.
    public package(set) var updated = 0
    /// Rows that were as they came: nothing was written for them.
    public package(set) var unchanged = 0
    /// Rows that are gone from the API and got a tombstone. They are no records, and stand beside the sum.
    public package(set) var deleted = 0
    /// Records that did not fit their columns, kept with the reason in `sluice.rejected_records`.
    public package(set) var rejected = 0
    /// Records that were left out by a contract of `discard_row`, or because the table holds a later state of them.
    public package(set) var discarded = 0
    /// Values that were kept in `extra` because they did not fit, or because no column takes them.
    public package(set) var capturedValues = 0
    /// Values that a contract left out.
    public package(set) var discardedValues = 0
    /// Of the unchanged rows: those whose record came in other words and meant the same.
    public package(set) var fingerprintsRenewed = 0
    /// The rows that were written to child tables, by table.
    public package(set) var children: [String: Int] = [:]
    /// Characters that PostgreSQL cannot hold (NUL, half a surrogate pair) and that were replaced by U+FFFD.
    public package(set) var replacedCharacters = 0
    /// The bytes of the answers, as they were parsed.
    public package(set) var bytes = 0
    /// The time that its requests took, side by side ones added up.
    public package(set) var fetch: Duration = .zero
    /// The time that mapping and staging took.
    public package(set) var stage: Duration = .zero
    /// The time that its transaction took.
    public package(set) var merge: Duration = .zero

    package init(resource: String, spanID: UUID? = nil) {
        self.resource = resource
        self.spanID = spanID
    }

    /// Whether each record received is accounted for.
    public var isBalanced: Bool {
        records == inserted + updated + unchanged + duplicates + rejected + discarded
    }

    package mutating func add(_ outcome: Merge.Outcome) {
        inserted += outcome.inserted
        updated += outcome.updated
        unchanged += outcome.unchanged
        duplicates += outcome.duplicates
        fingerprintsRenewed += outcome.fingerprintsRenewed
        children.merge(outcome.children, uniquingKeysWith: +)
    }

    /// Writes the batch into the books, and adds it to the sums of its job and its package.
    ///
    /// Belongs into the transaction that merges the batch: what is merged and what is written of it are visible together.
    package func record(packageID: UUID, walBytes: Int64, in transaction: Transaction) async throws {
        let childCounts = String(
            decoding: try JSONEncoder().encode(children.filter { $0.value > 0 }), as: UTF8.self)
        try await transaction.query(
            """
            insert into sluice.load_batches (
                package_id, resource, span_id, batch, from_time, until_time,
                pages, records, reread_records, duplicates, inserted, updated, unchanged, deleted, rejected, discarded,
                captured_values, discarded_values, fingerprints_renewed, children, replaced_characters, bytes, fetch_ms, stage_ms, merge_ms, wal_bytes,
                merged_at, page_starts
            )
            values (
                \(packageID), \(resource), \(spanID ?? Self.noSpan), \(number), \(from), \(until),
                \(pages), \(records), \(rereadRecords), \(duplicates), \(inserted), \(updated), \(unchanged),
                \(deleted), \(rejected), \(discarded), \(capturedValues), \(discardedValues), \(fingerprintsRenewed), \(childCounts)::jsonb,
                \(replacedCharacters), \(bytes), \(fetch.milliseconds), \(stage.milliseconds), \(merge.milliseconds),
                \(walBytes), clock_timestamp(), \(pageStarts.isEmpty ? nil : pageStarts)::timestamptz[]
            )
            """)
        try await transaction.query(
            """
            insert into sluice.load_jobs as jobs (
                package_id, resource, status, started_at,
                records, duplicates, inserted, updated, unchanged, deleted, rejected, discarded,
                captured_values, discarded_values
            )
            values (
                \(packageID), \(resource), 'started', clock_timestamp(),
                \(records), \(duplicates), \(inserted), \(updated), \(unchanged), \(deleted), \(rejected), \(discarded),
                \(capturedValues), \(discardedValues)
            )
            on conflict (package_id, resource) do update
            set records = jobs.records + excluded.records,
                duplicates = jobs.duplicates + excluded.duplicates,
                inserted = jobs.inserted + excluded.inserted,
                updated = jobs.updated + excluded.updated,
                unchanged = jobs.unchanged + excluded.unchanged,
                deleted = jobs.deleted + excluded.deleted,
                rejected = jobs.rejected + excluded.rejected,
                discarded = jobs.discarded + excluded.discarded,
                captured_values = jobs.captured_values + excluded.captured_values,
                discarded_values = jobs.discarded_values + excluded.discarded_values
            """)
        try await transaction.query(
            """
            update sluice.load_packages
            set records = records + \(records), rejected = rejected + \(rejected)
            where package_id = \(packageID)
            """)
    }

    /// What stands for the span of a list that is read in full.
    static let noSpan = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
