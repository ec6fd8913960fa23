import Postgres
import TestSupport
import Testing
import Warehouse

/// A line of two migrations, and what migrates it into an empty database.
let createOrders = Migration(
    line: "shop", version: 1, name: "create_orders", sql: "create table orders (id bigint primary key);")
let addTotal = Migration(
    line: "shop", version: 2, name: "add_total", sql: "alter table orders add column total numeric;")

func metadata() throws -> [Migration] {
    try MigrationFolder.locate().migrations(line: Migrator.metadataLine)
}

/// Patient with other migrators, and quick to step back from a locked table.
func shopMigrator(
    _ connection: Connection, attempts: Int = 3, turn: Duration = .seconds(60)
) throws -> Migrator {
    Migrator(
        connection: connection, metadata: try metadata(), sluiceVersion: "1.2.3",
        retry: .init(attempts: attempts, base: .milliseconds(1), lockTimeout: .milliseconds(20), turn: turn))
}

func withShop(
    _ body: nonisolated(nonsending) (Connection, Migrator) async throws -> Void,
    andThen more: nonisolated(nonsending) (ConnectionSettings) async throws -> Void = { _ in }
) async throws {
    try await withDatabase { settings in
        try await Connection.withConnection(settings) { connection in
            try await body(connection, shopMigrator(connection))
        }
        try await more(settings)
    }
}

extension Migrator {
    /// Migrates the shop into dataset berlin.
    @discardableResult
    func migrateShop(_ migrations: Migration..., through target: Int? = nil) async throws -> [AppliedMigration] {
        try await migrate(dataset: "berlin", line: "shop", migrations: migrations, through: target)
    }
}

func columns(of schema: String, _ table: String, _ connection: Connection) async throws -> [String] {
    try await connection.query(
        """
        select column_name::text
        from information_schema.columns
        where table_schema = \(schema) and table_name = \(table)
        order by ordinal_position
        """
    ).map { try $0.decode(0) }
}

/// Version, state and how often it was begun, of each record of the line in dataset berlin.
func records(of line: String = "shop", _ connection: Connection) async throws -> [String] {
    try await connection.query(
        """
        select version || ' ' || name || ' ' || state || ' ' || attempt
        from sluice.schema_versions
        where dataset = 'berlin' and line = \(line)
        order by version
        """
    ).map { try $0.decode(0) }
}
