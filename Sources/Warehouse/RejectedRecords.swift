package import Postgres

/// A record that could not become a row, kept as it came, with the reason.
package struct RejectedRecord: Sendable, Equatable {
    package let resource: String
    package let key: String?
    package let column: String?
    package let reason: String
    package let record: [UInt8]

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
    package static func record(_ records: [RejectedRecord], fence: Fence, in transaction: Transaction) async throws {
        for rejected in records {
            try await transaction.query(
                """
                insert into sluice.rejected_records as known (
                    dataset, resource, body_sha256, record_key, column_name, reason, record, occurrences,
                    first_package_id, last_package_id, first_seen, last_seen
                )
                values (
                    \(fence.dataset), \(rejected.resource), \(Checksum.sha256(rejected.record)), \(rejected.key),
                    \(rejected.column), \(rejected.reason), \(rejected.record), 1,
                    \(fence.packageID), \(fence.packageID), clock_timestamp(), clock_timestamp()
                )
                on conflict (dataset, resource, body_sha256) do update
                set occurrences = known.occurrences + 1,
                    column_name = excluded.column_name,
                    reason = excluded.reason,
                    last_package_id = excluded.last_package_id,
                    last_seen = excluded.last_seen
                """)
        }
    }
}
