package import Foundation
package import Postgres

/// What one batch received and what became of it.
///
/// Of parent records: `records = inserted + updated + unchanged + duplicates + rejected + discarded`, always.
package struct LoadBatch: Sendable, Equatable {
    package var resource: String

    /// The span it belongs to; nil for a list that is read in full.
    package var spanID: UUID?

    /// The batch's number within the package's reading of its span, from 1.
    package var number = 1

    /// The stretch of creation time that it covers.
    package var from: Date?
    package var until: Date?

    /// The creation time of the first record of each page, in order: which page brought a row can then be told. Empty for lists.
    package var pageStarts: [Date] = []

    package var pages = 0
    package var records = 0
    /// Of the records: those that the page before had brought already, because pages overlap by a second.
    package var rereadRecords = 0
    package var duplicates = 0
    package var inserted = 0
    package var updated = 0
    package var unchanged = 0
    package var deleted = 0
    package var rejected = 0
    package var discarded = 0
    /// Values that were kept in `extra`, and values that a contract left out.
    package var capturedValues = 0
    package var discardedValues = 0
    package var fingerprintsRenewed = 0
    package var children: [String: Int] = [:]
    package var replacedCharacters = 0
    package var bytes = 0
    package var fetch: Duration = .zero
    package var stage: Duration = .zero
    package var merge: Duration = .zero

    package init(resource: String, spanID: UUID? = nil) {
        self.resource = resource
        self.spanID = spanID
    }

    /// Whether each record received is accounted for.
    package var isBalanced: Bool {
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
