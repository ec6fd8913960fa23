package import Postgres

/// Whether the tables that a load writes are there, for a load that is told not to migrate.
package struct TablePresence: Sendable {
    package let connection: Connection

    package init(connection: Connection) {
        self.connection = connection
    }

    /// Fails with ``WarehouseError/schemaDiffers(_:)``, which names what is missing.
    package func check(_ tables: [Table], dataset: String) async throws {
        for table in tables {
            let columns = (table.columns + table.systemColumns).map(\.name)
            try await check(table.name, columns: columns, dataset: dataset)
            for child in table.children {
                try await check(child.name, columns: child.columns.map(\.name), dataset: dataset)
            }
        }
    }

    private func check(_ table: String, columns: [String], dataset: String) async throws {
        let rows = try await connection.query(
            """
            select a.attname::text
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = \(dataset)
                and c.relname = \(table)
                and a.attnum > 0
                and not a.attisdropped
            """)
        guard !rows.isEmpty else {
            throw WarehouseError.schemaDiffers("table \(dataset).\(table) is not there")
        }
        let present = Set(try rows.map { try $0.decode(0, as: String.self) })
        for column in columns where !present.contains(column) {
            throw WarehouseError.schemaDiffers("column \(dataset).\(table).\(column) is not there")
        }
    }
}
