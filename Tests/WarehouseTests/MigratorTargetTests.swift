import Postgres
import TestSupport
import Testing
import Warehouse

/// Stopping before the last version, and adopting tables that are there already.
struct MigratorTargetTests {
    private let addTax = Migration(
        line: "shop", version: 3, name: "add_tax",
        sql: "create table taxes (id int); alter table orders add column tax numeric;")

    // MARK: - A version to stop at

    @Test func `a line is migrated up to a version, and later on from there`() async throws {
        try await withShop { connection, migrator in
            let first = try await migrator.migrateShop(createOrders, addTotal, addTax, through: 2)
            #expect(first.filter { $0.line == "shop" }.map(\.version) == [1, 2])
            // What the program itself needs is never stopped.
            #expect(try first.filter { $0.line == "sluice" }.count == metadata().count)
            #expect(try await columns(of: "berlin", "orders", connection) == ["id", "total"])
            #expect(try await migrator.migrateShop(createOrders, addTotal, addTax, through: 2).isEmpty)
            #expect(try await migrator.migrateShop(createOrders, addTotal, addTax).map(\.version) == [3])
        }
    }

    @Test func `what is pending up to a version is told`() async throws {
        try await withShop { _, migrator in
            let pending = try await migrator.pending(
                dataset: "berlin", line: "shop", migrations: [createOrders, addTotal, addTax], through: 2)
            #expect(try pending == metadata() + [createOrders, addTotal])
        }
    }

    @Test func `a version behind what is applied is refused`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders, addTotal)
            await #expect {
                try await migrator.migrateShop(createOrders, addTotal, addTax, through: 1)
            } throws: { error in
                guard case MigrationError.targetBehind("berlin", "shop", target: 1, applied: 2) = error else {
                    return false
                }
                return "\(error)".contains("only go forward")
            }
            #expect(try await records(connection).count == 2)
        }
    }

    @Test func `a version beyond the files is refused before anything is written`() async throws {
        try await withShop { connection, migrator in
            await #expect {
                try await migrator.migrateShop(createOrders, addTotal, through: 3)
            } throws: { error in
                if case MigrationError.unknownVersion("shop", version: 3, known: 2) = error { true } else { false }
            }
            let schemas = try await connection.query("select from pg_namespace where nspname = 'sluice'")
            #expect(schemas.isEmpty)
        }
    }

    // MARK: - A baseline

    private func adopt(_ migrator: Migrator, at version: Int) async throws -> [String] {
        let (applied, recorded) = try await migrator.baseline(
            dataset: "berlin", line: "shop", migrations: [createOrders, addTotal, addTax], at: version)
        #expect(applied.allSatisfy { $0.line == "sluice" })
        return recorded.map(\.name)
    }

    @Test func `tables that are recorded nowhere are adopted without running anything, and the rest is applied`()
        async throws
    {
        try await withShop { connection, migrator in
            try await connection.query("create schema berlin")
            try await connection.query("create table berlin.orders (id bigint primary key, total numeric, note text)")
            try await connection.query("insert into berlin.orders values (1, 2.5, 'kept')")
            #expect(try await adopt(migrator, at: 2) == ["create_orders", "add_total"])
            #expect(try await records(connection) == ["1 create_orders applied 1", "2 add_total applied 1"])
            let rows = try await connection.query(
                "select checksum, sql from sluice.schema_versions where line = 'shop' order by version")
            #expect(
                try rows.map { try $0.decode("checksum", as: String.self) } == [
                    createOrders.checksum, addTotal.checksum,
                ])
            #expect(try rows.map { try $0.decode("sql", as: String.self) } == [createOrders.sql, addTotal.sql])

            #expect(try await migrator.migrateShop(createOrders, addTotal, addTax).map(\.name) == ["add_tax"])
            #expect(try await columns(of: "berlin", "orders", connection) == ["id", "total", "note", "tax"])
            #expect(try await connection.query("select from berlin.orders where note = 'kept'").count == 1)
        }
    }

    @Test func `what is recorded already is refused`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createOrders)
            await #expect {
                try await adopt(migrator, at: 1)
            } throws: { error in
                if case MigrationError.baselineTooLate("berlin", "shop", recorded: 1) = error { true } else { false }
            }
        }
    }

    @Test(arguments: [0, 4])
    func `a version that is not known is refused`(version: Int) async throws {
        try await withShop { connection, migrator in
            await #expect {
                try await adopt(migrator, at: version)
            } throws: { error in
                if case MigrationError.unknownVersion("shop", version: version, known: 3) = error {
                    true
                } else {
                    false
                }
            }
            let schemas = try await connection.query("select from pg_namespace where nspname = 'sluice'")
            #expect(schemas.isEmpty)
        }
    }

    @Test func `tables that are missing are named, and nothing is written`() async throws {
        try await withShop { connection, migrator in
            try await connection.query("create schema berlin")
            try await connection.query("create table berlin.orders (id int)")
            try await connection.query("create view berlin.taxes as select 1 as id")
            await #expect {
                try await adopt(migrator, at: 3)
            } throws: { error in
                guard case MigrationError.baselineLacksTables("berlin", "shop", version: 3, ["taxes"]) = error else {
                    return false
                }
                return "\(error)".contains("taxes is missing")
            }
            let schemas = try await connection.query("select from pg_namespace where nspname = 'sluice'")
            #expect(schemas.isEmpty)
            // As far as they are there they can be adopted.
            #expect(try await adopt(migrator, at: 2) == ["create_orders", "add_total"])
        }
    }

    @Test func `of two who adopt at once one is refused`() async throws {
        try await withShop { connection, migrator in
            try await connection.query("create schema berlin")
            try await connection.query("create table berlin.orders (id int, total numeric)")
        } andThen: { settings in
            let refused = await withTaskGroup(of: Int.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        do {
                            _ = try await Connection.withConnection(settings) { connection in
                                try await adopt(shopMigrator(connection), at: 2)
                            }
                            return 0
                        } catch MigrationError.baselineTooLate {
                            return 1
                        } catch {
                            Issue.record(error)
                            return 1
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(refused == 1)
        }
    }
}
