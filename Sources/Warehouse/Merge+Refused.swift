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

    /// Removes a record from the staging tables, and returns its key and its row as JSON: the page that it came in is gone.
    func takeOut(
        _ ordinal: Int64, on connection: Connection, fence: Fence
    ) async throws -> (key: RowKey, row: [UInt8]) {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            var keys: Statement = ""
            for name in tables.table.key {
                keys += "\(Identifier(name))::text, "
            }
            let rows = try await transaction.query(
                """
                delete from \(tables.parent) as staged
                where _ordinal = \(ordinal)
                returning \(keys)(to_jsonb(staged) - '_ordinal' - '_fingerprint')::text
                """)
            for child in tables.children {
                try await transaction.query("delete from \(child) where _ordinal = \(ordinal)")
            }
            guard let row = rows.first else { return (RowKey([]), []) }
            let parts = try tables.table.key.indices.map { try row.decode($0, as: String.self) }
            return (RowKey(parts), Array(try row.decode(tables.table.key.count, as: String.self).utf8))
        }
    }
}

extension PostgresError {
    /// Whether a table refused a row that its staging table took: for its value, or because a constraint (class 23) or a
    /// trigger (P0001, `raise exception`) that somebody added forbids it.
    var isRefusedRow: Bool {
        isRefusedValue || sqlState?.hasPrefix("23") == true || sqlState == "P0001"
    }
}
