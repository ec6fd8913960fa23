import Postgres
import TestSupport
import Testing
import Warehouse

struct MigratorTests {
    // MARK: - Applying

    @Test func `migrations are applied in order and recorded with their dataset`() async throws {
        try await withShop { connection, migrator in
            let applied = try await migrator.migrate(
                dataset: "berlin", line: "shop", migrations: [addTotal, createOrders])

            #expect(applied.filter { $0.line == "shop" }.map(\.name) == ["create_orders", "add_total"])
            #expect(applied.filter { $0.line == "shop" }.allSatisfy { $0.dataset == "berlin" })
            #expect(applied.prefix { $0.line == "sluice" }.map(\.version) == Array(1...applied.count - 2))
            try await connection.query("insert into berlin.orders (id, total) values (1, 9.5)")

            let rows = try await connection.query(
                """
                select version, name, checksum, sql, sluice_version, applied_by = session_user
                from sluice.schema_versions
                where dataset = 'berlin' and line = 'shop'
                order by version
                """)
            #expect(rows.count == 2)
            let (version, name, checksum, sql, program, byUs) = try rows[1].decode(
                (Int, String, String, String, String, Bool).self)
            #expect(version == 2 && name == "add_total" && checksum == addTotal.checksum && sql == addTotal.sql)
            #expect(program == "1.2.3" && byUs)
        }
    }

    @Test func `a second run applies nothing`() async throws {
        try await withShop { _, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
            #expect(try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders]).isEmpty)
            #expect(try await migrator.pending(dataset: "berlin", line: "shop", migrations: [createOrders]).isEmpty)
            let later = try await migrator.migrate(
                dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
            #expect(later.map(\.name) == ["add_total"])
        }
    }

    @Test func `one line serves several datasets of a database`() async throws {
        try await withShop { connection, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
            let graz = try await migrator.migrate(
                dataset: "Gräz \"1\"", line: "shop", migrations: [createOrders, addTotal])
            #expect(graz.map(\.name) == ["create_orders", "add_total"])
            try await connection.query("insert into \(Identifier("Gräz \"1\"", "orders")) (id, total) values (1, 2)")
            #expect(try await columns(of: "berlin", "orders", connection) == ["id"])
        }
    }

    @Test func `nothing outlives the transactions of a run`() async throws {
        try await withShop { connection, migrator in
            let state: Statement =
                """
                select current_setting('search_path') || current_setting('lock_timeout')
                    || current_setting('statement_timeout')
                    || (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
                """
            let before: String = try #require(try await connection.query(state).first).decode(0)
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
            let after: String = try #require(try await connection.query(state).first).decode(0)
            #expect(after == before)
        }
    }

    @Test func `a migration may take longer than a load's statements`() async throws {
        try await withDatabase { settings in
            var settings = settings
            settings.statementTimeout = .milliseconds(100)
            let slow = Migration(line: "shop", version: 1, name: "take_long", sql: "select pg_sleep(0.3)")
            try await Connection.withConnection(settings) { connection in
                let applied = try await shopMigrator(connection)
                    .migrate(dataset: "berlin", line: "shop", migrations: [slow])
                #expect(applied.last?.name == "take_long")
                #expect((applied.last?.duration ?? .zero) >= .milliseconds(300))
            }
        }
    }

    @Test func `a pooler in transaction mode may lie between`() async throws {
        try await withDatabase { settings in
            try await withPgBouncer(to: settings, poolSize: 2) { pooled in
                let applied = try await withThrowingTaskGroup(of: [AppliedMigration].self) { group in
                    for dataset in ["berlin", "graz", "oslo"] {
                        group.addTask {
                            try await Connection.withConnection(pooled) { connection in
                                try await shopMigrator(connection)
                                    .migrate(dataset: dataset, line: "shop", migrations: [createOrders, addTotal])
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(applied.filter { $0.line == "shop" }.count == 6)
                #expect(try applied.filter { $0.line == "sluice" }.count == metadata().count)
            }
        }
    }

    @Test(arguments: ["read committed", "serializable"])
    func `several migrators at once all succeed and run each migration once`(isolation: String) async throws {
        try await withShop { connection, _ in
            let database: String = try #require(
                try await connection.query("select current_database()::text").first
            ).decode(0)
            try await connection.query(
                """
                alter database \(Identifier(database))
                set default_transaction_isolation = '\(unsafeSQL: isolation)'
                """)
        } andThen: { settings in
            let applied = try await withThrowingTaskGroup(of: [AppliedMigration].self) { group in
                for _ in 1...4 {
                    group.addTask {
                        try await Connection.withConnection(settings) { connection in
                            try await shopMigrator(connection)
                                .migrate(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let known = try metadata().count + 2
            #expect(applied.count == known)
            #expect(Set(applied.map { "\($0.line) \($0.version)" }).count == known)
        }
    }

    // MARK: - Refusing

    @Test func `a gap in the files is refused before anything is written`() async throws {
        try await withShop { connection, migrator in
            let third = Migration(line: "shop", version: 3, name: "add_tax", sql: "select 1")
            await #expect {
                try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders, third])
            } throws: { error in
                if case MigrationError.missingFile("shop", 2, "0003_add_tax.sql") = error { true } else { false }
            }
            let made = try await schemas(connection)
            #expect(made.isEmpty)
        }
    }

    @Test func `a changed file is refused with the mend`() async throws {
        try await withShop { connection, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
            let changed = Migration(line: "shop", version: 1, name: "create_orders", sql: createOrders.sql + " ")
            await #expect {
                try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [changed, addTotal])
            } throws: { error in
                guard case MigrationError.changedFile("berlin", "shop", "0001_create_orders.sql") = error else {
                    return false
                }
                return "\(error)".contains("new migration")
            }
            #expect(try await columns(of: "berlin", "orders", connection) == ["id"])
        }
    }

    @Test func `a database that is newer than the files is refused`() async throws {
        try await withShop { _, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
            await #expect {
                try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
            } throws: { error in
                guard case MigrationError.newerDatabase("berlin", "shop", applied: 2, known: 1) = error else {
                    return false
                }
                return true
            }
        }
    }

    @Test func `a record that was lost is refused`() async throws {
        try await withShop { connection, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
            try await connection.query(
                "delete from sluice.schema_versions where dataset = 'berlin' and line = 'shop' and version = 1")
            await #expect {
                try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
            } throws: { error in
                if case MigrationError.missingRecord("berlin", "shop", 1) = error { true } else { false }
            }
        }
    }

    @Test(arguments: [
        "", "sluice", "sluice_staging", "Sluice2", "pg_temp", "PG_x", "information_schema",
        "a\nb", "ä234567890123456789012345678901234567890123456789012345678901234",
    ])
    func `a name that cannot be a dataset's is refused`(name: String) async throws {
        try await withShop { connection, migrator in
            await #expect {
                try await migrator.migrate(dataset: name, line: "shop", migrations: [createOrders])
            } throws: { error in
                if case MigrationError.badDatasetName(name, _) = error { true } else { false }
            }
            let made = try await schemas(connection)
            #expect(made.isEmpty)
        }
    }

    @Test(arguments: [
        "whatconverts", "wc 2026", "Ünïcode", "a23456789012345678901234567890123456789012345678901234567890123",
    ])
    func `other names are taken`(name: String) throws {
        try Migrator.check(dataset: name)
    }

    // MARK: - Failing

    @Test func `a failing migration is rolled back, and what was applied before is kept and told`() async throws {
        try await withShop { connection, migrator in
            let broken = Migration(
                line: "shop", version: 2, name: "add_tax", sql: "create table taxes (id int); select 1 / 0;")
            await #expect {
                try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders, broken])
            } throws: { error in
                guard case MigrationError.failed("berlin", "shop", "0002_add_tax.sql", let cause, let applied) = error
                else {
                    return false
                }
                return cause.sqlState == "22012" && applied.last?.name == "create_orders"
                    && "\(error)".contains("create_orders")
            }
            #expect(try await columns(of: "berlin", "taxes", connection).isEmpty)

            // It was recorded nowhere, so it may still be mended.
            let mended = try await migrator.migrate(
                dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
            #expect(mended.map(\.name) == ["add_total"])
        }
    }

    @Test func `a table that stays locked is given up after the attempts`() async throws {
        try await withShop { connection, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
        } andThen: { settings in
            try await Connection.withConnection(settings) { reader in
                try await reader.transaction { transaction in
                    try await transaction.query("select from berlin.orders")
                    try await Connection.withConnection(settings) { connection in
                        await #expect {
                            try await shopMigrator(connection)
                                .migrate(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
                        } throws: { error in
                            guard case MigrationError.locked("berlin", "shop", "0002_add_total.sql", 3, _, _) = error
                            else {
                                return false
                            }
                            return true
                        }
                    }
                }
            }
        }
    }

    @Test func `a table that is locked for a while is migrated afterwards`() async throws {
        try await withShop { connection, migrator in
            _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: [createOrders])
        } andThen: { settings in
            try await Connection.withConnection(settings) { reader in
                async let applied = Connection.withConnection(settings) { connection in
                    try await shopMigrator(connection, attempts: 10_000)
                        .migrate(dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
                }
                try await reader.transaction { transaction in
                    try await transaction.query("select from berlin.orders")
                    // Until the migration was seen to wait and then to step back.
                    for state in [true, false] {
                        while try await isWaited(for: "berlin.orders", in: transaction) != state {}
                    }
                }
                #expect(try await applied.map(\.name) == ["add_total"])
            }
        }
    }

    @Test func `a missing right is named with its grant`() async throws {
        try await withShop { connection, migrator in
            let database: String = try #require(
                try await connection.query("select current_database()::text").first
            ).decode(0)
            let role = Identifier("\(database)_reader")
            try await connection.query("create role \(role)")
            do {
                try await refuseStepByStep(connection, migrator, role: role, database: database)
                try await connection.query("reset role")
            } catch {
                try await connection.query("reset role")
                try await connection.query("drop owned by \(role) cascade")
                try await connection.query("drop role \(role)")
                throw error
            }
            try await connection.query("drop owned by \(role) cascade")
            try await connection.query("drop role \(role)")
        }
    }

    /// Each grant that an error asks for brings the migrator to the next one, and at last to the end.
    private func refuseStepByStep(
        _ connection: Connection, _ migrator: Migrator, role: Identifier, database: String
    ) async throws {
        let tables = [createOrders, addTotal]
        var granted: [String] = []
        for _ in 1...6 {
            try await connection.query("set role \(role)")
            do {
                _ = try await migrator.migrate(dataset: "berlin", line: "shop", migrations: tables)
                break
            } catch MigrationError.missingRight(let grant, _, let cause, _) {
                #expect(cause.sqlState == "42501")
                granted.append(grant)
                try await connection.query("reset role")
                try await connection.query(Statement(unsafeSQL: grant))
                if granted.count == 1 {
                    // From here on somebody else has made the schemas and tables, as an administrator may.
                    _ = try await migrator.migrate(dataset: "graz", line: "shop", migrations: tables)
                    try await connection.query("create schema berlin")
                }
            }
        }
        #expect(
            granted == [
                "grant create on database \"\(database)\" to \(role)",
                "grant usage, create on schema \"sluice\" to \(role)",
                "grant select, insert on \"sluice\".\"schema_versions\" to \(role)",
                "grant usage, create on schema \"berlin\" to \(role)",
            ])
        #expect(try await columns(of: "berlin", "orders", connection) == ["id", "total"])
    }

    // MARK: - Looking only

    @Test func `what is pending is told with its SQL and nothing is written`() async throws {
        try await withShop { connection, migrator in
            let pending = try await migrator.pending(
                dataset: "berlin", line: "shop", migrations: [createOrders, addTotal])
            #expect(try pending == metadata() + [createOrders, addTotal])
            let made = try await schemas(connection)
            #expect(made.isEmpty)
        }
    }

    // MARK: - Looking at the database

    /// The schemas that a run could have made.
    private func schemas(_ connection: Connection) async throws -> [String] {
        try await connection.query(
            """
            select nspname::text
            from pg_namespace
            where nspname not like 'pg\\_%' and nspname not in ('public', 'information_schema')
            """
        ).map { try $0.decode(0) }
    }

    private func isWaited(for table: String, in transaction: Transaction) async throws -> Bool {
        let rows = try await transaction.query(
            "select from pg_locks where relation = \(table)::regclass and not granted")
        return !rows.isEmpty
    }
}
