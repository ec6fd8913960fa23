package import Foundation
package import Postgres

/// A rejected record as it is kept.
package struct KeptRecord: Sendable {
    package let dataset: String
    package let resource: String
    package let checksum: [UInt8]
    package let key: String?
    package let column: String?
    package let path: String?
    package let reason: String
    package let came: String?
    package let record: [UInt8]
    package let storedAs: RejectedRecord.Form
    package let askedParts: [String]
    package let occurrences: Int
    package let firstSeen: Date
    package let lastSeen: Date
    package let lastPackage: UUID
    package let replayedBy: UUID?

    /// What it is called by: the checksum in hexadecimal digits, of which the first few do.
    package var id: String { Checksum.hex(checksum) }

    /// A record that came again is recorded with what was found this time and the bytes that it had.
    package func rejected(column: String?, reason: String) -> RejectedRecord {
        var rejected = RejectedRecord(resource: resource, key: key, column: column, reason: reason, record: record)
        rejected.storedAs = storedAs
        rejected.askedParts = askedParts
        return rejected
    }
}

/// Rejected records of one kind.
package struct RejectedGroup: Sendable {
    package let dataset: String
    package let resource: String
    package let column: String?
    package let reason: String
    package let records: Int
    /// How often they came, all together.
    package let occurrences: Int
    package let firstSeen: Date
    package let lastSeen: Date
    /// Where in the latest of them the value stood, and what it looked like.
    package let path: String?
    package let came: String?
}

extension RejectedRecords {
    /// The kinds of rejected records, the latest first.
    package static func groups(_ choice: RejectedChoice, on connection: Connection) async throws -> [RejectedGroup] {
        try await connection.query(
            """
            select
                dataset, resource, column_name, reason, count(*), sum(occurrences)::bigint, min(first_seen),
                max(last_seen), (array_agg(path order by last_seen desc, body_sha256))[1],
                (array_agg(came order by last_seen desc, body_sha256))[1]
            from sluice.rejected_records
            where \(choice.condition)
            group by dataset, resource, column_name, reason
            order by max(last_seen) desc, resource, column_name, reason
            """
        ).map { row in
            let (dataset, resource, column, reason, records, occurrences, first, last, path, came) =
                try row.decode(
                    (String, String, String?, String, Int, Int, Date, Date, String?, String?).self)
            return RejectedGroup(
                dataset: dataset, resource: resource, column: column, reason: reason, records: records,
                occurrences: occurrences, firstSeen: first, lastSeen: last, path: path, came: came)
        }
    }

    /// The records themselves, the latest first.
    package static func records(
        _ choice: RejectedChoice, limit: Int, on connection: Connection
    ) async throws -> [KeptRecord] {
        try await connection.query(
            """
            select \(keptColumns)
            from sluice.rejected_records
            where \(choice.condition)
            order by last_seen desc, body_sha256
            limit \(limit)
            """
        ).map(kept)
    }

    /// Deletes the records that came last so long ago; returns how many there were.
    package static func purge(
        _ choice: RejectedChoice, notSeenFor age: Duration, on connection: Connection
    ) async throws -> Int {
        try await connection.query(
            """
            delete from sluice.rejected_records
            where \(choice.condition)
                and last_seen < clock_timestamp() - make_interval(secs => \(age.timeInterval)::double precision)
            """
        ).affectedRows
    }

    static let keptColumns: Statement =
        """
        dataset, resource, body_sha256, record_key, column_name, path, reason, came, record, stored_as, asked_parts,
        occurrences, first_seen, last_seen, last_package_id, replayed_by
        """

    static func kept(_ row: Row) throws -> KeptRecord {
        KeptRecord(
            dataset: try row.decode(0), resource: try row.decode(1), checksum: try row.decode(2),
            key: try row.decode(3), column: try row.decode(4), path: try row.decode(5), reason: try row.decode(6),
            came: try row.decode(7), record: try row.decode(8),
            storedAs: RejectedRecord.Form(rawValue: try row.decode(9)) ?? .record, askedParts: try row.decode(10),
            occurrences: try row.decode(11), firstSeen: try row.decode(12), lastSeen: try row.decode(13),
            lastPackage: try row.decode(14), replayedBy: try row.decode(15))
    }
}
