package import Foundation
package import Postgres

/// How new the rows of some keys are: for a record that comes late and must not take the place of a newer one.
package struct RowAges: Sendable {
    package struct Age: Sendable {
        /// What the record says of its last change; nil where it does not say.
        package let updated: Date?
        /// When the row, or its tombstone, was written.
        package let written: Date
        package let isDeleted: Bool
        /// The package that wrote the row last.
        package let package: UUID
    }

    package private(set) var ages: [RowKey: Age] = [:]

    package subscript(key: RowKey) -> Age? { ages[key] }

    /// - Parameter updatedColumn: the column that says when a record was changed last, when there is one.
    package static func read(
        _ keys: [RowKey], of table: Table, schema: String, updatedColumn: String?, on connection: Connection
    ) async throws -> RowAges {
        var found = RowAges()
        let keys = keys.filter { isPossible($0, in: table) }
        guard !keys.isEmpty else { return found }
        var arrays: Statement = ""
        var texts: Statement = ""
        for (place, column) in table.keyColumns.enumerated() {
            let comma = place == 0 ? "" : ", "
            let type = isWholeNumber(column.type) ? "bigint" : "text"
            arrays += "\(unsafeSQL: comma)\(keys.map { $0.parts[place] })::\(unsafeSQL: type)[]"
            texts += ", live.\(Identifier(column.name))::text"
        }
        let updated: Statement = updatedColumn.map { "live.\(Identifier($0))" } ?? "null::timestamptz"
        let rows = try await connection.query(
            """
            select
                \(updated), greatest(live._loaded_at, live._deleted_at), live._deleted_at is not null, live._package_id
                \(texts)
            from unnest(\(arrays)) as keys (\(unsafeSQL: list(table.key)))
            join \(LiveTables(table: table, schema: schema).parent) as live
                on \(unsafeSQL: condition(table))
            """)
        for row in rows {
            let key = RowKey(try table.key.indices.map { try row.decode(4 + $0, as: String.self) })
            found.ages[key] = Age(
                updated: try row.decode(0), written: try row.decode(1), isDeleted: try row.decode(2),
                package: try row.decode(3))
        }
        return found
    }

    private static func condition(_ table: Table) -> String {
        table.keyColumns.map { column in
            let name = quote(column.name)
            let isComparable = isWholeNumber(column.type) || column.type == .text
            return "live.\(name)\(isComparable ? "" : "::text") = keys.\(name)"
        }.joined(separator: " and ")
    }

    private static func isWholeNumber(_ type: ColumnType) -> Bool {
        type == .bigint || type == .integer
    }

    /// A key that the columns could not hold has no row, and the server would refuse the whole question.
    private static func isPossible(_ key: RowKey, in table: Table) -> Bool {
        let parts = key.parts
        guard parts.count == table.keyColumns.count else { return false }
        return zip(parts, table.keyColumns).allSatisfy { part, column in
            isWholeNumber(column.type) ? Int64(part) != nil : !part.contains("\0")
        }
    }
}
