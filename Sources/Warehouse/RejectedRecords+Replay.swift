package import Postgres

/// Which rejected records go together when they are replayed: those of a resource that are kept in one form, and came with
/// the same parts asked for.
package struct ReplayGroup: Sendable, Hashable {
    package let resource: String
    package let storedAs: RejectedRecord.Form
    package let askedParts: [String]
}

extension RejectedRecords {
    /// A record to replay, by its checksum, with the size of what is kept of it.
    package struct Candidate: Sendable {
        package let checksum: [UInt8]
        package let bytes: Int
    }

    /// Whether there is any.
    package static func exist(_ choice: RejectedChoice, on connection: Connection) async throws -> Bool {
        let rows = try await connection.query(
            "select exists (select from sluice.rejected_records where \(choice.condition))")
        return try rows.first?.decode(0, as: Bool.self) ?? false
    }

    /// The records that are to be replayed, in their groups; in each those first that came first.
    ///
    /// Without their bytes: there may be any number of them.
    package static func candidates(
        _ choice: RejectedChoice, on connection: Connection
    ) async throws -> [ReplayGroup: [Candidate]] {
        let rows = try await connection.query(
            """
            select resource, stored_as, asked_parts, body_sha256, octet_length(record)
            from sluice.rejected_records
            where \(choice.condition)
            order by last_seen, body_sha256
            """)
        var candidates: [ReplayGroup: [Candidate]] = [:]
        for row in rows {
            let (resource, form, parts, checksum, bytes) =
                try row.decode((String, String, [String], [UInt8], Int).self)
            let group = ReplayGroup(
                resource: resource, storedAs: RejectedRecord.Form(rawValue: form) ?? .record, askedParts: parts)
            candidates[group, default: []].append(Candidate(checksum: checksum, bytes: bytes))
        }
        return candidates
    }

    /// Some of them, as they are kept; those first that came first.
    package static func records(
        _ candidates: some Collection<Candidate>, of group: ReplayGroup, dataset: String, on connection: Connection
    ) async throws -> [KeptRecord] {
        try await connection.query(
            """
            select \(keptColumns)
            from sluice.rejected_records
            where dataset = \(dataset)
                and resource = \(group.resource)
                and body_sha256 in (\(checksumList(candidates.map(\.checksum))))
                and replayed_by is null
            order by last_seen, body_sha256
            """
        ).map(kept)
    }
}
