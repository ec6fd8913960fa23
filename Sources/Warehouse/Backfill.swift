package import Postgres

/// Fills the column of an added field from what `extra` kept of it, and takes it out of there.
///
/// In batches along the key, each a transaction of its own that begins with the fence, so that no lock is held for long. What was
/// filled is no longer in `extra`, so a run that dies is simply gone on with. `_package_id` and `_loaded_at` stay: nothing was
/// loaded.
package struct Backfill: Sendable {
    package let added: AddedField
    /// The key of the table.
    package let key: [Column]
    package let fence: Fence

    /// The rows that are filled at a time.
    package let batchSize: Int

    package init(_ added: AddedField, key: [Column], fence: Fence, batchSize: Int = 5_000) {
        self.added = added
        self.key = key
        self.fence = fence
        self.batchSize = batchSize
    }

    /// - Returns: how many rows held the field.
    package func run(on connection: Connection) async throws -> Int {
        var filled = 0
        var last: [String]?
        var size = batchSize
        while true {
            try Task.checkCancellation()
            do {
                let batch = try await fill(size, after: last, on: connection)
                filled += batch.filled
                guard batch.rows == size else { break }
                last = batch.end
            } catch let error as PostgresError where error.isRefusedRow {
                // A row that its table does not take with the value keeps it in `extra`, and the others are filled.
                guard size == 1 else {
                    size = max(1, size / 8)
                    continue
                }
                guard let refused = try await key(after: last, on: connection) else { break }
                last = refused
            }
            size = min(batchSize, size * 8)
        }
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await AddedFields.markFilled(added, dataset: fence.dataset, in: transaction)
        }
        return filled
    }

    /// Fills the next rows, and returns how many they were, how many of them were written, and the key of the last.
    private func fill(
        _ size: Int, after position: [String]?, on connection: Connection
    ) async throws -> (rows: Int, filled: Int, end: [String]?) {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction, mayBeLost: true)
            // What names no zone is UTC, as everywhere.
            try await transaction.run(script: "set local timezone = 'UTC'")
            let batch = try await transaction.query(statement(size, after: position))
            let filled = try batch.first?.decode(key.count, as: Int.self) ?? 0
            return (batch.count, filled, try batch.last.map(keyTexts))
        }
    }

    /// The key of the next row that holds the field.
    private func key(after position: [String]?, on connection: Connection) async throws -> [String]? {
        try await connection.query(
            """
            select \(key.texts(of: "live"))
            from \(Identifier(fence.dataset, added.table)) as live
            where extra ? \(added.field)::text
                \(key.behind(position))
            order by \(key.names(of: "live"))
            limit 1
            """
        ).first.map(keyTexts)
    }

    private func keyTexts(_ row: Row) throws -> [String] {
        try key.indices.map { try row.decode($0, as: String.self) }
    }

    private func statement(_ size: Int, after last: [String]?) -> Statement {
        let table = Identifier(fence.dataset, added.table)
        var match: Statement = ""
        for (place, column) in key.enumerated() {
            let name = Identifier(column.name)
            match += "\(unsafeSQL: place == 0 ? "" : " and ")live.\(name) = batch.\(name)"
        }
        return """
            with batch as (
                select \(key.names(of: "held"))
                from \(table) as held
                where extra ? \(added.field)::text
                    \(key.behind(last))
                order by \(key.names(of: "held"))
                limit \(size)::integer
            ),
            filled as (
                update \(table) as live
                set \(Identifier(added.column)) = \(added.type.converted("live.extra", field: added.field)),
                    extra = nullif(live.extra - \(added.field)::text, '{}')
                from batch
                where \(match)
                returning \(key.names(of: "live"))
            )
            select \(key.texts(of: "batch")), (select count(*) from filled)
            from batch
            order by \(key.names(of: "batch"))
            """
    }
}

extension ColumnType {
    /// The value of a field of an `extra` as this type: what the mapping makes of the same JSON, as long as it fits.
    func converted(_ extra: String, field: String) -> Statement {
        // An absent, a null and an empty value are the same.
        let text: Statement = "nullif(\(unsafeSQL: extra) ->> \(field)::text, '')"
        return switch self {
        case .text: text
        case .jsonb: "case when \(text) is not null then \(unsafeSQL: extra) -> \(field)::text end"
        // A whole number may come as 5.0, and jsonb keeps it so.
        case .bigint, .integer: "\(text)::numeric::\(unsafeSQL: rawValue)"
        default: "\(text)::\(unsafeSQL: rawValue)"
        }
    }
}

extension [Column] {
    /// The columns of a table that has an alias. An order must be by these: a bare name would mean a text of that name in the list of
    /// what is selected (manual, "ORDER BY Clause").
    package func names(of alias: String) -> Statement {
        map { "\(Identifier(alias, $0.name))" as Statement }.joined()
    }

    package func texts(of alias: String) -> Statement {
        map { "\(Identifier(alias, $0.name))::text" as Statement }.joined()
    }

    /// The condition on rows whose key lies behind a key that was read last, given as texts; none before the first.
    package func behind(_ last: [String]?) -> Statement {
        guard let last else { return "" }
        let values = zip(self, last).map { "\($1)::\(unsafeSQL: $0.type.rawValue)" as Statement }
        return "and (\(map { Identifier($0.name) }.joined())) > (\(values.joined()))"
    }
}
