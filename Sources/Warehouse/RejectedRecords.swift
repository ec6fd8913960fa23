package import Postgres

/// A record that could not become a row, kept as it came, with the reason.
package struct RejectedRecord: Sendable, Equatable {
    package let resource: String
    package let key: String?
    package let column: String?
    /// Where in the record the value stood; nil when it was the record itself, or when nobody can tell.
    package var path: String?
    package let reason: String
    /// What the value looked like, without the value.
    package var came: String?
    package let record: [UInt8]
    package var storedAs = Form.record
    /// The parts that were asked for with it.
    package var askedParts: [String] = []

    /// What the bytes of a rejected record are.
    package enum Form: String, Sendable {
        /// The record as it came.
        case record
        /// The row that its table refused, with its child rows: `{"row": {…}, "children": {"lead_fields": [{…}], …}}`. The
        /// page that the record came in was gone by then.
        case row
    }

    package init(resource: String, key: String?, column: String?, reason: String, record: [UInt8]) {
        self.resource = resource
        self.key = key
        self.column = column
        self.reason = reason
        self.record = record
    }
}

/// `sluice.rejected_records`: one row for each record and resource, however often it comes.
package enum RejectedRecords {
    /// Writes down what a batch rejected. What had become a row and is rejected when it comes again waits again.
    ///
    /// - Parameter replayed: the checksums of records that this batch brings again: they did not come once more, and are no younger.
    package static func record(
        _ records: [RejectedRecord], replayed: Set<[UInt8]> = [], fence: Fence, in transaction: Transaction
    ) async throws {
        for rejected in records {
            let checksum = Checksum.sha256(rejected.record)
            let isReplay = replayed.contains(checksum)
            try await transaction.query(
                """
                insert into sluice.rejected_records as known (
                    dataset, resource, body_sha256, record_key, column_name, path, reason, came, record, stored_as,
                    asked_parts, occurrences, first_package_id, last_package_id, first_seen, last_seen
                )
                values (
                    \(fence.dataset), \(rejected.resource), \(checksum), \(rejected.key),
                    \(rejected.column), \(rejected.path), \(rejected.reason), \(rejected.came), \(rejected.record),
                    \(rejected.storedAs.rawValue), \(rejected.askedParts)::text[], 1,
                    \(fence.packageID), \(fence.packageID), clock_timestamp(), clock_timestamp()
                )
                on conflict (dataset, resource, body_sha256) do update
                set occurrences = known.occurrences + \(isReplay ? 0 : 1)::bigint,
                    column_name = excluded.column_name,
                    path = excluded.path,
                    reason = excluded.reason,
                    came = excluded.came,
                    asked_parts = excluded.asked_parts,
                    last_package_id = case when \(isReplay) then known.last_package_id else excluded.last_package_id end,
                    last_seen = case when \(isReplay) then known.last_seen else excluded.last_seen end,
                    replayed_by = null
                """)
        }
    }

    /// Marks records as replayed by this package; those of them that are rejected once more are to be recorded afterwards.
    static func markReplayed(
        _ checksums: [[UInt8]], resource: String, fence: Fence, in transaction: Transaction
    ) async throws {
        guard !checksums.isEmpty else { return }
        try await transaction.query(
            """
            update sluice.rejected_records
            set replayed_by = \(fence.packageID)
            where dataset = \(fence.dataset)
              and resource = \(resource)
              and body_sha256 in (\(checksumList(checksums)))
            """)
    }

    static func checksumList(_ checksums: [[UInt8]]) -> Statement {
        "select decode(sum, 'hex') from unnest(\(checksums.map(Checksum.hex))::text[]) as sum"
    }
}
