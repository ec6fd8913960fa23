import Postgres

/// Finding the staged records that a table refuses although their staging table took them.
extension Merge {
    struct Refusal: Sendable {
        let ordinal: Int64
        let error: PostgresError
    }

    /// Tries the merge on halves of the batch, each in a transaction that is rolled back, until single records are left.
    ///
    /// - Parameter limit: how many to look for; a batch with more of them is not merged anyway.
    func refusedOrdinals(limit: Int, on connection: Connection, fence: Fence) async throws -> [Refusal] {
        let rows = try await connection.query("select min(_ordinal), max(_ordinal) from \(tables.parent)")
        guard let row = rows.first,
            case (let first?, let last?) = try row.decode((Int64?, Int64?).self)
        else { return [] }
        return try await refused(first...last, limit: limit, on: connection, fence: fence)
    }

    private func refused(
        _ ordinals: ClosedRange<Int64>, limit: Int, on connection: Connection, fence: Fence
    ) async throws -> [Refusal] {
        struct TriedOnly: Error {}
        guard limit > 0 else { return [] }
        do {
            try await connection.transaction { transaction in
                try await fence.hold(in: transaction)
                _ = try await run(in: transaction, ordinals: ordinals)
                throw TriedOnly()
            }
            return []
        } catch is TriedOnly {
            return []
        } catch let error as PostgresError where error.isRefusedRow {
            guard ordinals.lowerBound < ordinals.upperBound else {
                return [Refusal(ordinal: ordinals.lowerBound, error: error)]
            }
            let middle = ordinals.lowerBound + (ordinals.upperBound - ordinals.lowerBound) / 2
            let first = try await refused(ordinals.lowerBound...middle, limit: limit, on: connection, fence: fence)
            return try await first
                + refused(
                    (middle + 1)...ordinals.upperBound, limit: limit - first.count, on: connection, fence: fence)
        }
    }

    /// Removes a record from the staging tables, and returns its key and its rows as JSON, the child rows too: the page that
    /// it came in is gone.
    func takeOut(
        _ ordinal: Int64, on connection: Connection, fence: Fence
    ) async throws -> (key: RowKey, row: [UInt8]) {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            let rows = try await transaction.query(removal(ordinal))
            guard let row = rows.first else { return (RowKey([]), []) }
            let parts = try tables.table.key.indices.map { try row.decode($0, as: String.self) }
            return (RowKey(parts), Array(try row.decode(tables.table.key.count, as: String.self).utf8))
        }
    }

    private func removal(_ ordinal: Int64) -> Statement {
        var keys: Statement = ""
        for name in tables.table.key {
            keys += "refused.\(Identifier(name))::text, "
        }
        var removed: Statement = ""
        var children: Statement = ""
        for (index, staged) in tables.children.enumerated() {
            let name = Identifier("child \(index)")
            removed += ", \(name) as (delete from \(staged) where _ordinal = \(ordinal) returning *)"
            children +=
                """
                \(unsafeSQL: index == 0 ? "" : ", ")\(tables.table.children[index].name)::text,
                (select coalesce(jsonb_agg(to_jsonb(rows) - '_ordinal'), '[]') from \(name) as rows)
                """
        }
        return """
            with refused as (
                delete from \(tables.parent)
                where _ordinal = \(ordinal)
                returning *
            )
            \(removed)
            select
                \(keys)
                jsonb_build_object(
                    'row', to_jsonb(refused) - '_ordinal' - '_fingerprint',
                    'children', jsonb_build_object(\(children))
                )::text
            from refused
            """
    }
}

extension PostgresError {
    /// Whether a table refused a row that its staging table took: for its value, or because a constraint (class 23) or a
    /// trigger (P0001, `raise exception`) that somebody added forbids it.
    var isRefusedRow: Bool {
        isRefusedValue || sqlState?.hasPrefix("23") == true || sqlState == "P0001"
    }
}
