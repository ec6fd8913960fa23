package import Foundation
package import Postgres

/// What a table holds in a stretch of creation time: the key of each row, its fingerprint, and whether it has a tombstone.
///
/// Read once per page, so that records that did not change are recognised before they are mapped or sent, and rows that
/// are gone are noticed.
package struct KnownRows: Sendable {
    package struct Row: Sendable {
        package let fingerprint: Fingerprint?
        package let isDeleted: Bool
        package let created: Date
    }

    package private(set) var rows: [RowKey: Row] = [:]

    package init() {}

    /// Reads the stretch, both ends included.
    ///
    /// - Parameter scope: the column and value that the reading is narrowed to.
    package static func read(
        table: Table, schema: String, from: Date, through: Date, scope: (column: String, value: String)?,
        on connection: Connection
    ) async throws -> KnownRows {
        guard let created = table.createdColumn else { return KnownRows() }
        let result = try await connection.query(
            statement(table: table, schema: schema, created: created, from: from, through: through, scope: scope))
        var known = KnownRows()
        known.rows.reserveCapacity(result.count)
        for row in result {
            let key = RowKey(
                first: try row.decode(3), others: try table.key.indices.dropFirst().map { try row.decode(3 + $0) })
            known.rows[key] = Row(
                fingerprint: try row.decode(0, as: [UInt8]?.self).flatMap { Fingerprint($0) },
                isDeleted: try row.decode(1, as: Bool.self), created: try row.decode(2, as: Date.self))
        }
        return known
    }

    /// The question, which the table's index on creation time is to answer.
    static func statement(
        table: Table, schema: String, created: String, from: Date, through: Date,
        scope: (column: String, value: String)?
    ) -> Statement {
        var keys: Statement = ""
        for (index, name) in table.key.enumerated() {
            keys += "\(unsafeSQL: index == 0 ? "" : ", ")\(Identifier(name))::text"
        }
        let fingerprint: Statement = table.keepsFingerprint ? "_fingerprint" : "null::bytea"
        let narrowed: Statement =
            scope.map { "and \(Identifier($0.column)) = \($0.value)::\(unsafeSQL: table.typeName($0.column))" } ?? ""
        return """
            select \(fingerprint), _deleted_at is not null, \(Identifier(created)), \(keys)
            from \(LiveTables(table: table, schema: schema).parent)
            where \(Identifier(created)) between \(from) and \(through)
            \(narrowed)
            """
    }
}
