import Postgres
import TestSupport
import Testing
import Warehouse

struct MigratorRepairTests {
    private func orders(_ sql: String) -> Migration {
        Migration(line: "shop", version: 1, name: "create_orders", sql: sql)
    }

    private func recordedSQL(_ connection: Connection) async throws -> String {
        try #require(
            try await connection.query(
                "select sql from sluice.schema_versions where line = 'shop' and version = 1"
            ).first
        ).decode(0)
    }

    @Test func `a file whose comments and white space changed is shown and recorded anew`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders, addTotal)
            let touched = orders("-- What was ordered.\ncreate table orders (\n    id bigint primary key\n);\n")
            let shown = try await migrator.changedFiles(
                dataset: "berlin", line: "shop", migrations: [touched, addTotal])
            #expect(shown.count == 1 && shown.first?.saysTheSame == true)
            let difference = shown.first?.difference ?? ""
            #expect(difference.contains("--- shop/0001_create_orders.sql as applied"))
            #expect(difference.contains("\n-create table orders (id bigint primary key);"))
            #expect(difference.contains("\n+-- What was ordered."))
            // Only looked at so far: the run is still refused.
            #expect(try await recordedSQL(connection) == createOrders.sql)
            await #expect(throws: MigrationError.self) { try await migrator.migrateShop(touched, addTotal) }

            let repaired = try await migrator.repair(dataset: "berlin", line: "shop", migrations: [touched, addTotal])
            #expect(repaired.map(\.migration) == [touched])
            #expect(try await recordedSQL(connection) == touched.sql)
            #expect(try await migrator.migrateShop(touched, addTotal).isEmpty)
            #expect(
                try await migrator.changedFiles(dataset: "berlin", line: "shop", migrations: [touched, addTotal])
                    .isEmpty)
        }
    }

    @Test(arguments: [
        "create table orders (id bigint);",
        "create table orders (id bigint primary key); -- and\ndrop table orders;",
        "-- create table orders (id bigint primary key);\nselect 1;",
        "-- sluice: no transaction\ncreate table orders (id bigint primary key);",
    ])
    func `a file whose statements changed is refused by name, and nothing is recorded`(sql: String) async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders, addTotal)
            let touched = Migration(line: "shop", version: 2, name: "add_total", sql: "\(addTotal.sql)\n-- more")
            let error = try await #require(throws: MigrationError.self) {
                try await migrator.repair(dataset: "berlin", line: "shop", migrations: [orders(sql), touched])
            }
            guard case .changedStatements("berlin", ["shop/0001_create_orders.sql"]) = error else {
                Issue.record(error)
                return
            }
            #expect("\(error)".contains("new migration"))
            #expect(try await recordedSQL(connection) == createOrders.sql)
            // The one that could have been repaired was not either.
            #expect(
                try await connection.query("select from sluice.schema_versions where sql = \(addTotal.sql)").count == 1)
        }
    }

    @Test func `other datasets keep their record`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders)
            _ = try await migrator.migrate(dataset: "graz", line: "shop", migrations: [createOrders])
            let touched = orders("\(createOrders.sql) -- orders")
            _ = try await migrator.repair(dataset: "berlin", line: "shop", migrations: [touched])
            try await migrator.migrateShop(touched)
            await #expect(throws: MigrationError.self) {
                try await migrator.migrate(dataset: "graz", line: "shop", migrations: [touched])
            }
        }
    }
}
