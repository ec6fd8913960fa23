import Postgres
import TestSupport
import Testing
import Warehouse

/// Migrations that no file holds.
struct MigratorAppendTests {
    private func add(_ column: String, _ migrator: Migrator, fails: Bool = false) async throws -> AppliedMigration {
        try await migrator.append(
            name: "add_\(column)", sql: "alter table orders add column \(column) text",
            line: Migrator.addedFieldsLine, dataset: "berlin"
        ) { transaction, version in
            try await transaction.query(
                """
                insert into sluice.added_fields (dataset, resource, field, column_name, column_type, version)
                values ('berlin', 'orders', \(column), \(column), 'text', \(version))
                """)
            if fails { throw Refused() }
        }
    }

    private struct Refused: Error {}

    @Test func `it takes the next version, is recorded with its SQL, and does what belongs to it with it`() async throws
    {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders)
            let first = try await add("rating", migrator)
            #expect(first.version == 1 && first.line == "added_fields" && first.dataset == "berlin")
            #expect(try await add("notes", migrator).version == 2)
            #expect(try await columns(of: "berlin", "orders", connection) == ["id", "rating", "notes"])
            #expect(
                try await records(of: "added_fields", connection) == [
                    "1 add_rating applied 1", "2 add_notes applied 1",
                ])
            let sql: String = try #require(
                try await connection.query(
                    "select sql from sluice.schema_versions where line = 'added_fields' and version = 2"
                ).first
            ).decode(0)
            #expect(sql == "alter table orders add column notes text")
            let versions: [Int] = try await connection.query("select version from sluice.added_fields order by 1")
                .map { try $0.decode(0) }
            #expect(versions == [1, 2])

            // Another dataset counts from 1, and nobody misses the files of a line that has none.
            _ = try await migrator.migrate(dataset: "graz", line: "shop", migrations: [createOrders])
            let other = try await migrator.append(
                name: "add_rating", sql: "alter table orders add column rating text", line: "added_fields",
                dataset: "graz"
            ) { _, _ in }
            #expect(other.version == 1)
            #expect(try await migrator.migrateShop(createOrders, addTotal).map(\.name) == ["add_total"])
            #expect(
                try await migrator.changedFiles(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
                    .isEmpty)
        }
    }

    @Test func `two at once get two versions`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createOrders)
        } andThen: { settings in
            let versions = try await withThrowingTaskGroup(of: Int.self) { group in
                for column in ["rating", "notes"] {
                    group.addTask {
                        try await Connection.withConnection(settings) { connection in
                            try await add(column, shopMigrator(connection, attempts: 100)).version
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(versions.sorted() == [1, 2])
        }
    }

    @Test func `when what belongs to it fails nothing is kept, and the error is its own`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders)
            await #expect(throws: Refused.self) { try await add("rating", migrator, fails: true) }
            #expect(try await columns(of: "berlin", "orders", connection) == ["id"])
            #expect(try await records(of: "added_fields", connection).isEmpty)
            #expect(try await connection.query("select from sluice.added_fields").isEmpty)
        }
    }

    @Test func `a locked table makes it step back, and it says who holds it`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createOrders)
        } andThen: { settings in
            try await Connection.withConnection(settings) { reader in
                try await reader.transaction { transaction in
                    try await transaction.query("lock table berlin.orders in access share mode")
                    try await Connection.withConnection(settings) { connection in
                        let error = try await #require(throws: MigrationError.self) {
                            try await add("rating", shopMigrator(connection))
                        }
                        guard case .locked("berlin", "added_fields", "add_rating", 3, let blockers, _) = error else {
                            Issue.record(error)
                            return
                        }
                        #expect(blockers.map(\.processID) == [reader.backendPID])
                        #expect(try await records(of: "added_fields", connection).isEmpty)
                    }
                }
            }
        }
    }

    @Test func `what the server refuses names the change`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createOrders)
            let error = try await #require(throws: MigrationError.self) { try await add("id", migrator) }
            guard case .failed("berlin", "added_fields", "add_id", let cause, _) = error else {
                Issue.record(error)
                return
            }
            #expect(cause.sqlState == "42701")
        }
    }
}
