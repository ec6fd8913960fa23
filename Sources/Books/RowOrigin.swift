package import Foundation
package import Postgres
package import Warehouse

/// Where a row comes from: the package that last changed it, the batch of that package, and the page of that batch.
package struct RowOrigin: Encodable, Sendable {
    package let dataset: String
    package let resource: String
    /// The key, its parts joined by commas.
    package let key: String
    /// When it was last changed, and set as deleted.
    package let loadedAt: Date
    package let deletedAt: Date?
    /// By the column that spans are read by; nil for what is read as a list.
    package let createdAt: Date?
    /// Nil when the package is not in the books any more.
    package let package: PackageSummary?
    package let batch: BatchSummary?
    /// The page within the batch, from 1; nil for a list, and for a deletion, which is told by what did not come.
    package let page: Int?
    /// The creation times between which that page's records lie.
    package let pageFrom: Date?
    package let pageUntil: Date?

    /// - Parameter key: the parts of the primary key, as text.
    /// - Returns: nil when the table has no such row.
    package static func read(
        _ table: Table, key: [String], dataset: String, on connection: some Queryable
    ) async throws -> RowOrigin? {
        let instant: Statement = table.createdColumn.map { "\(Identifier($0))" } ?? "null"
        guard zip(table.keyColumns, key).allSatisfy({ mayHold($0.type, $1) }) else { return nil }
        let rows = try await connection.query(
            """
            select _package_id, _loaded_at, _deleted_at, \(instant)::timestamptz
            from \(Identifier(dataset, table.name))
            where \(condition(table, key))
            """)
        guard let row = rows.first else { return nil }
        let (packageID, loadedAt, deletedAt, createdAt) = try row.decode((UUID, Date, Date?, Date?).self)
        let batch = try await BatchSummary.thatWrote(
            table.name, of: packageID, at: loadedAt, createdAt: createdAt, on: connection)
        // What was deleted came with no page.
        let page = deletedAt == nil ? createdAt.flatMap { batch?.page(of: $0) } : nil
        return RowOrigin(
            dataset: dataset, resource: table.name, key: key.joined(separator: ", "), loadedAt: loadedAt,
            deletedAt: deletedAt, createdAt: createdAt,
            package: try await PackageSummary.read(packageID, on: connection), batch: batch, page: page?.number,
            pageFrom: page?.from, pageUntil: page?.until)
    }

    /// Whether a record of that key waits among the rejected ones.
    package static func isRejected(
        _ resource: String, key: String, dataset: String, on connection: some Queryable
    ) async throws -> Bool {
        try await connection.query(
            """
            select exists (
                select
                from sluice.rejected_records
                where dataset = \(dataset)
                  and resource = \(resource)
                  and record_key = \(key)
                  and replayed_by is null
            )
            """
        ).first?.decode(0, as: Bool.self) ?? false
    }

    /// A key that its column could not hold is in no row.
    private static func mayHold(_ type: ColumnType, _ value: String) -> Bool {
        switch type {
        case .bigint: Int64(value) != nil
        case .integer: Int32(value) != nil
        case .uuid: UUID(uuidString: value) != nil
        default: true
        }
    }

    private static func condition(_ table: Table, _ key: [String]) -> Statement {
        var condition: Statement = "true"
        for (column, value) in zip(table.keyColumns, key) {
            condition += " and \(Identifier(column.name)) = \(value)::\(unsafeSQL: column.type.rawValue)"
        }
        return condition
    }
}

extension BatchSummary {
    /// The batch that wrote a row. Batches are written down at the end of the transaction that writes their rows, and those of a span
    /// are merged one after the other: of each span it can only be the first that was merged after the row was written. Several
    /// spans are merged side by side; of theirs it is the one whose stretch holds the row, or whose pages begin closest before it.
    static func thatWrote(
        _ resource: String, of package: UUID, at instant: Date, createdAt: Date?, on connection: some Queryable
    ) async throws -> BatchSummary? {
        try await connection.query(
            """
            select \(columns)
            from (
                select distinct on (batches.span_id) batches.*
                from sluice.load_batches as batches
                where batches.package_id = \(package)
                  and batches.resource = \(resource)
                  and batches.merged_at >= \(instant)::timestamptz
                order by batches.span_id, batches.merged_at
            ) as candidates
            where from_time is null
               or \(createdAt)::timestamptz is null
               or \(createdAt) between from_time and until_time
               or \(createdAt) >= any(page_starts)
            order by
                -- At the borders of its pages a batch holds more than it is complete for.
                (\(createdAt) between from_time and until_time) is true desc,
                case when page_starts[1] <= \(createdAt) then page_starts[1] end desc nulls last,
                merged_at
            limit 1
            """
        ).first.map { try BatchSummary($0) }
    }

    /// The page whose records were created about then, the last one that began by then; nil where pages have no times.
    func page(of created: Date) -> (number: Int, from: Date, until: Date?)? {
        guard let starts = pageStarts, let index = starts.lastIndex(where: { $0 <= created }) else { return nil }
        return (index + 1, starts[index], index + 1 < starts.count ? starts[index + 1] : until)
    }
}
