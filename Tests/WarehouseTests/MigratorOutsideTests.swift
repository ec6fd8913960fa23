import Postgres
import TestSupport
import Testing
import Warehouse

/// Migrations that no transaction can hold.
struct MigratorOutsideTests {
    private let indexOrders = outside(
        version: 2, "index_orders",
        """
        -- Orders are looked for by their total.
        drop index concurrently if exists :"schema".orders_total;
        create index concurrently orders_total on :"schema".orders (total); -- a; b
        """)
    private let createPriced = Migration(
        line: "shop", version: 1, name: "create_orders",
        sql: "create table orders (id bigint primary key, total numeric);")
    private let addTax = Migration(
        line: "shop", version: 3, name: "add_tax", sql: "alter table orders add column tax numeric;")

    private static func outside(version: Int, _ name: String, _ sql: String) -> Migration {
        Migration(line: "shop", version: version, name: name, sql: "\(Migration.outsideMark)\n\(sql)")
    }

    private func indexes(_ connection: Connection) async throws -> [String] {
        try await connection.query(
            """
            select relname || case when indisvalid then '' else ' invalid' end
            from pg_index join pg_class on pg_class.oid = indexrelid join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = 'berlin' and relname <> 'orders_pkey'
            order by 1
            """
        ).map { try $0.decode(0) }
    }

    /// Whether an index is being made concurrently and waits for a transaction that writes to the table.
    private func isBuilding(_ transaction: Transaction) async throws -> Bool {
        try await !transaction.query(
            """
            select
            from pg_locks as waiting join pg_locks as building using (pid)
            where waiting.locktype = 'virtualxid'
                and not waiting.granted
                and building.relation = 'berlin.orders'::regclass
                and building.mode = 'ShareUpdateExclusiveLock'
            """
        ).isEmpty
    }

    @Test func `a marked file runs in the middle of a plan, statement by statement`() async throws {
        try await withShop { connection, migrator in
            let applied = try await migrator.migrateShop(createPriced, indexOrders, addTax)
            #expect(applied.suffix(3).map(\.name) == ["create_orders", "index_orders", "add_tax"])
            #expect(try await indexes(connection) == ["orders_total"])
            #expect(
                try await records(connection) == [
                    "1 create_orders applied 1", "2 index_orders applied 1", "3 add_tax applied 1",
                ])
            #expect(try await migrator.migrateShop(createPriced, indexOrders, addTax).isEmpty)
        }
    }

    @Test func `the schema is quoted, and another dataset is left alone`() async throws {
        try await withShop { connection, migrator in
            let name = "Gräz \"1\""
            try await migrator.migrateShop(createPriced)
            _ = try await migrator.migrate(dataset: name, line: "shop", migrations: [createPriced, indexOrders])
            #expect(try await indexes(connection).isEmpty)
            #expect(
                try await connection.query(
                    "select from pg_indexes where schemaname = \(name) and indexname = 'orders_total'"
                )
                .count == 1)
        }
    }

    @Test func `a file left half done is told, and the next run begins it anew`() async throws {
        try await withShop { connection, migrator in
            let broken = Self.outside(
                version: 2, "index_orders",
                """
                create table if not exists :"schema".half (id int);
                insert into :"schema".orders select 1 / 0;
                """)
            try await migrator.migrateShop(createPriced)
            let error = try await #require(throws: MigrationError.self) {
                try await migrator.migrateShop(createPriced, broken, addTax)
            }
            guard case .failedOutside("berlin", "shop", "0002_index_orders.sql", 2, let cause, _) = error else {
                Issue.record(error)
                return
            }
            #expect(cause.sqlState == "22012")
            #expect("\(error)".contains("what ran before it stays") && !"\(error)".contains("rolled back"))
            #expect(try await columns(of: "berlin", "half", connection) == ["id"])
            #expect(try await records(connection) == ["1 create_orders applied 1", "2 index_orders begun 1"])

            // It is pending, and since it was not applied its file may be mended.
            let pending = try await migrator.pending(
                dataset: "berlin", line: "shop", migrations: [createPriced, indexOrders, addTax])
            #expect(pending == [indexOrders, addTax])
            try await migrator.migrateShop(createPriced, indexOrders, addTax)
            #expect(
                try await records(connection) == [
                    "1 create_orders applied 1", "2 index_orders applied 2", "3 add_tax applied 1",
                ])
            let sql: String = try #require(
                try await connection.query("select sql from sluice.schema_versions where line = 'shop' and version = 2")
                    .first
            ).decode(0)
            #expect(sql == indexOrders.sql)
        }
    }

    @Test func `one that was begun may be mended into one that a transaction holds`() async throws {
        try await withShop { connection, migrator in
            let broken = Self.outside(version: 2, "add_total", "insert into :\"schema\".orders select 1 / 0;")
            await #expect(throws: MigrationError.self) { try await migrator.migrateShop(createOrders, broken) }
            try await migrator.migrateShop(createOrders, addTotal)
            #expect(try await records(connection) == ["1 create_orders applied 1", "2 add_total applied 2"])
        }
    }

    @Test func `an index that is left invalid is named and stops the record`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createPriced)
            try await connection.query("insert into berlin.orders values (1, 5), (2, 5)")
            // What a failed attempt of somebody leaves.
            await #expect(throws: PostgresError.self) {
                try await connection.query("create unique index concurrently left_over on berlin.orders (total)")
            }
            #expect(try await indexes(connection) == ["left_over invalid"])
            let error = try await #require(throws: MigrationError.self) {
                try await migrator.migrateShop(createPriced, indexOrders)
            }
            guard case .invalidIndexes("berlin", "shop", _, ["\"berlin\".\"left_over\""], _) = error else {
                Issue.record(error)
                return
            }
            #expect(try await records(connection).last == "2 index_orders begun 1")
            try await connection.query("drop index berlin.left_over")
            try await migrator.migrateShop(createPriced, indexOrders)
            #expect(try await records(connection).last == "2 index_orders applied 2")
        }
    }

    @Test func `a run that was cancelled in the middle leaves its record, and the next one finishes`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createPriced)
        } andThen: { settings in
            try await Connection.withConnection(settings) { reader in
                // Whoever writes to the table keeps the index waiting.
                try await reader.transaction { transaction in
                    try await transaction.query("insert into berlin.orders values (1, 2)")
                    let run = Task {
                        try await Connection.withConnection(settings) { connection in
                            try await shopMigrator(connection).migrateShop(createPriced, indexOrders, addTax)
                        }
                    }
                    while try await !isBuilding(transaction) {}
                    run.cancel()
                    await #expect(throws: (any Error).self) { try await run.value }
                }
                #expect(try await records(reader).last == "2 index_orders begun 1")
                #expect(try await indexes(reader) == ["orders_total invalid"])
                try await shopMigrator(reader).migrateShop(createPriced, indexOrders, addTax)
                #expect(try await indexes(reader) == ["orders_total"])
                #expect(try await records(reader).suffix(2) == ["2 index_orders applied 2", "3 add_tax applied 1"])
            }
        }
    }

    @Test func `several migrators at once all succeed, and the index is whole`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createPriced)
        } andThen: { settings in
            let applied = try await withThrowingTaskGroup(of: [AppliedMigration].self) { group in
                for _ in 1...4 {
                    group.addTask {
                        try await Connection.withConnection(settings) { connection in
                            try await shopMigrator(connection, attempts: 100)
                                .migrateShop(createPriced, indexOrders, addTax)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.map(\.name).sorted() == ["add_tax", "index_orders"])
            try await Connection.withConnection(settings) { connection in
                let (indexes, records) = (try await indexes(connection), try await records(connection))
                #expect(indexes == ["orders_total"])
                #expect(records.count == 3 && records.allSatisfy { $0.contains(" applied ") })
            }
        }
    }

    @Test func `who was overtaken does not record what the other may still undo`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createPriced)
        } andThen: { settings in
            try await Connection.withConnection(settings) { other in
                let slow = try await other.transaction { transaction in
                    try await transaction.query("insert into berlin.orders values (1, 2)")
                    let slow = Task {
                        try await Connection.withConnection(settings) { connection in
                            try await shopMigrator(connection, turn: .milliseconds(200))
                                .migrateShop(createPriced, indexOrders)
                        }
                    }
                    while try await !isBuilding(transaction) {}
                    // Another run begins it, and dies before it is done.
                    try await Connection.withConnection(settings) { connection in
                        _ = try await connection.query(
                            "update sluice.schema_versions set attempt = 2 where line = 'shop' and version = 2")
                    }
                    return slow
                }
                #expect(try await slow.value.map(\.name) == ["index_orders"])
                #expect(try await indexes(other) == ["orders_total"])
                #expect(try await records(other).last == "2 index_orders applied 3")
            }
        }
    }

    @Test func `a role that may not change a record is told the grant`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createPriced)
            let database: String = try #require(
                try await connection.query("select current_database()::text").first
            ).decode(0)
            let role = Identifier("\(database)_recorder")
            try await connection.query("create role \(role)")
            try await connection.query("grant usage, create on schema sluice, berlin to \(role)")
            try await connection.query("grant select, insert on sluice.schema_versions to \(role)")
            try await connection.query("set role \(role)")
            let error = await #expect(throws: MigrationError.self) {
                try await migrator.migrateShop(createPriced, indexOrders)
            }
            try await connection.query("reset role")
            try await connection.query("drop owned by \(role) cascade")
            try await connection.query("drop role \(role)")
            guard case .missingRight(let grant, _, _, _) = error else {
                Issue.record(error ?? CancellationError())
                return
            }
            #expect(grant == "grant update on \"sluice\".\"schema_versions\" to \(role)")
        }
    }

    @Test func `a pooler in transaction mode may lie between`() async throws {
        try await withDatabase { settings in
            try await withPgBouncer(to: settings, poolSize: 2) { pooled in
                try await Connection.withConnection(pooled) { connection in
                    try await shopMigrator(connection).migrateShop(createPriced, indexOrders, addTax)
                    #expect(try await indexes(connection) == ["orders_total"])
                    #expect(try await records(connection).count == 3)
                }
            }
        }
    }
}
