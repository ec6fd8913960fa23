package import Postgres

/// Copies the rows of pages into the staging tables of one slot.
///
/// Each page is staged in a transaction of its own that begins with the fence. When the server refuses a value that the
/// mapping let pass, the records to blame are found by halving, and the others are staged all the same.
package struct Staging: Sendable {
    package let tables: StagingTables
    package let connection: Connection
    package let fence: Fence

    package init(tables: StagingTables, connection: Connection, fence: Fence) {
        self.tables = tables
        self.connection = connection
        self.fence = fence
    }

    /// A record that the server would not take, by its place among the staged records.
    package struct Refusal: Sendable {
        package let record: Int
        package let error: PostgresError
    }

    /// Stages all records of a page but those that the server refuses, which are returned.
    package func stage(_ rows: StagedRows) async throws -> [Refusal] {
        try await stage(rows, records: 0..<rows.count)
    }

    private func stage(_ rows: StagedRows, records: Range<Int>) async throws -> [Refusal] {
        guard !records.isEmpty else { return [] }
        do {
            try await connection.transaction { transaction in
                try await fence.hold(in: transaction, mayBeLost: true)
                try await copy(rows, records: records, in: transaction)
                CrashPoint.copied.reach()
            }
            CrashPoint.staged.reach()
            return []
        } catch let error as PostgresError where error.isRefusedValue {
            guard records.count > 1 else { return [Refusal(record: records.lowerBound, error: error)] }
            let middle = records.lowerBound + records.count / 2
            let first = try await stage(rows, records: records.lowerBound..<middle)
            return try await first + stage(rows, records: middle..<records.upperBound)
        }
    }

    private func copy(_ rows: StagedRows, records: Range<Int>, in transaction: Transaction) async throws {
        let columnLists =
            [tables.parentColumns.map(\.name)] + tables.table.children.map { $0.columns.map(\.name) }
        for (index, table) in ([tables.parent] + tables.children).enumerated() {
            let bytes = rows.bytes(ofTable: index, records: records)
            guard !bytes.isEmpty else { continue }
            let columns = [StagingTables.ordinal] + columnLists[index].map { Identifier($0) }
            try await transaction.copy(into: table, columns: columns) { writer in
                // In two halves, so that a test can stand between them.
                let middle = bytes.index(bytes.startIndex, offsetBy: bytes.count / 2)
                try await writer.write(bytes[..<middle])
                CrashPoint.copyHalfway.reach()
                try await writer.write(bytes[middle...])
            }
        }
    }
}
