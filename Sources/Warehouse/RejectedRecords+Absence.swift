package import Foundation
package import Postgres

extension RejectedRecords {
    /// A rejected record of a key that has no row: when it was created, and which package it came with last.
    package struct Absentee: Sendable {
        package let checksum: [UInt8]
        package let created: Date?
        package let lastPackage: UUID

        package init(checksum: [UInt8], created: Date?, lastPackage: UUID) {
            self.checksum = checksum
            self.created = created
            self.lastPackage = lastPackage
        }
    }

    /// Those of the records that were gone from the API when it was read once more: a later package read the whole stretch in which
    /// they were created, or the whole list, and they did not come again.
    ///
    /// Such a record has no row that could have got a tombstone. Where spans are read scope by scope it cannot be told, and the
    /// record counts as there.
    package static func gone(
        _ records: [Absentee], of table: Table, dataset: String, on connection: Connection
    ) async throws -> Set<[UInt8]> {
        let dated = records.filter { $0.created != nil || table.createdColumn == nil }
        guard !dated.isEmpty else { return [] }
        let packages = dated.map { $0.lastPackage.uuidString }
        let created = dated.map { ($0.created ?? .distantPast).ISO8601Format() }
        let rows = try await connection.query(
            """
            select place::bigint
            from unnest(\(packages)::uuid[], \(created)::timestamptz[]) with ordinality as kept (package_id, created, place)
            where \(table.createdColumn == nil ? listWasRead(table, dataset) : stretchWasRead(table, dataset))
            """)
        return Set(try rows.map { dated[try $0.decode(0, as: Int.self) - 1].checksum })
    }

    private static func listWasRead(_ table: Table, _ dataset: String) -> Statement {
        """
        exists (
            select
            from sluice.load_packages as packages
            join sluice.load_jobs as jobs using (package_id)
            where packages.dataset = \(dataset)
                and packages.trigger not in ('replay', 'promote')
                and packages.package_id > kept.package_id
                and jobs.resource = \(table.name)
                and jobs.status = 'loaded'
                and jobs.is_whole
                -- Who left records out by contract says nothing of which came.
                and jobs.discarded = 0
        )
        """
    }

    private static func stretchWasRead(_ table: Table, _ dataset: String) -> Statement {
        """
        exists (
            select
            from sluice.load_packages as packages
            join sluice.load_batches as batches using (package_id)
            where packages.dataset = \(dataset)
                and packages.package_id > kept.package_id
                and batches.resource = \(table.name)
                and batches.from_time < kept.created
                and batches.until_time > kept.created
                and batches.discarded = 0
        )
        and not exists (
            select from sluice.spans where dataset = \(dataset) and resource = \(table.name) and scope <> ''
        )
        """
    }
}
