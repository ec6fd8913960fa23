package import Postgres

/// Whether the tables that a load writes are there, with the columns and types that it writes them with.
///
/// Migrations that were applied say nothing of what was altered by hand since. Columns beyond those that are needed may be
/// there.
package struct TablePresence: Sendable {
    package let connection: Connection

    package init(connection: Connection) {
        self.connection = connection
    }

    /// Fails with ``WarehouseError/schemaDiffers(_:)``, which names what is missing or of another type.
    package func check(_ tables: [Table], dataset: String) async throws {
        let types = try await types(dataset: dataset)
        for table in tables {
            try check(table.name, columns: table.columns + table.systemColumns, types: types, dataset: dataset)
            for child in table.children {
                try check(child.name, columns: child.columns, types: types, dataset: dataset)
            }
        }
    }

    private func check(
        _ table: String, columns: [Column], types: [String: [String: String]], dataset: String
    ) throws(WarehouseError) {
        guard let present = types[table] else { throw .schemaDiffers("table \(dataset).\(table) is not there") }
        for column in columns {
            guard let type = present[column.name] else {
                throw .schemaDiffers("column \(dataset).\(table).\(column.name) is not there")
            }
            guard type == column.type.catalogueName else {
                throw .schemaDiffers(
                    "column \(dataset).\(table).\(column.name) is \(type) and should be \(column.type.catalogueName)")
            }
        }
    }

    /// The types of all columns of the schema, by table and name, in one query.
    private func types(dataset: String) async throws -> [String: [String: String]] {
        let rows = try await connection.query(
            """
            select c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod)
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = \(dataset)
                and c.relkind in ('r', 'p')
                and a.attnum > 0
                and not a.attisdropped
            """)
        var types: [String: [String: String]] = [:]
        for row in rows {
            let (table, column, type) = try row.decode((String, String, String).self)
            types[table, default: [:]][column] = type
        }
        return types
    }
}
