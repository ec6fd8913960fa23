import Postgres
import TestSupport
import Testing
import Warehouse

/// The files that ship with the program.
struct MigrationFilesTests {
    @Test func `they apply to two datasets of one database`() async throws {
        try await withMigrated(datasets: ["whatconverts", "Second Agency"]) { connection in
            let rows = try await connection.query(
                """
                select table_name::text as name
                from information_schema.tables
                where table_schema in ('whatconverts', 'Second Agency')
                group by table_name
                having count(*) = 2
                """)
            let names = Set(try rows.map { try $0.decode("name", as: String.self) })
            #expect(names.isSuperset(of: ["accounts", "leads", "lead_fields", "lead_journey_steps", "roles", "users"]))
        }
    }

    @Test func `every table and column has a comment`() async throws {
        try await withMigrated(datasets: ["whatconverts"]) { connection in
            let rows = try await connection.query(
                """
                select nspname || '.' || relname || coalesce('.' || attname, '') as name
                from pg_class
                    join pg_namespace on pg_namespace.oid = relnamespace
                    left join pg_attribute on attrelid = pg_class.oid and attnum >= 0 and not attisdropped
                where nspname in ('sluice', 'whatconverts')
                    and relkind = 'r'
                    and (coalesce(col_description(pg_class.oid, attnum), '') = ''
                        or coalesce(obj_description(pg_class.oid, 'pg_class'), '') = '')
                """)
            #expect(try rows.map { try $0.decode("name", as: String.self) } == [])
        }
    }

    @Test func `no text is too long for an index`() async throws {
        try await withMigrated(datasets: ["whatconverts"]) { connection in
            let columns: [String] = try await connection.query(
                """
                select column_name::text
                from information_schema.columns
                where table_schema = 'whatconverts' and table_name = 'leads' and data_type = 'text'
                """
            ).map { try $0.decode(0) }
            // Long, hard to compress, and four bytes a character.
            let text: Statement =
                """
                (select string_agg(chr(65536 + (i::bigint * i * 7919 % 50021)::int), '')
                from generate_series(1, 20000) i)
                """
            try await connection.query(
                """
                insert into whatconverts.leads
                    (lead_id, _package_id, _loaded_at, \(columns.map { Identifier($0) }.joined()))
                select 1, gen_random_uuid(), now(), \(columns.map { _ in text }.joined())
                """)
            try await connection.query(
                """
                insert into whatconverts.lead_fields (lead_id, field_group, position, name, value)
                select 1, 'additional_fields', 1, \(text), \(text)
                """)
        }
    }

    @Test func `a batch whose counts do not add up is refused`() async throws {
        try await withMigrated(datasets: ["whatconverts"]) { connection in
            func insert(records: Int) async throws {
                try await connection.query(
                    """
                    insert into sluice.load_batches
                        (package_id, resource, span_id, batch, records, inserted, updated, unchanged, duplicates,
                         rejected, discarded)
                    values (gen_random_uuid(), 'leads', gen_random_uuid(), 1, \(records), 1, 2, 3, 4, 5, 6)
                    """)
            }
            try await insert(records: 21)
            await #expect {
                try await insert(records: 22)
            } throws: { error in
                (error as? PostgresError)?.constraint == "load_batches_records_add_up"
            }
        }
    }

    @Test func `a new fence waits for a transaction that holds the old one, and a heartbeat does not`() async throws {
        try await withMigrated(datasets: ["whatconverts"]) { connection in
            try await connection.query("insert into sluice.leases (dataset, fence) values ('whatconverts', 7)")
        } andThen: { settings in
            try await Connection.withConnection(settings) { run in
                try await run.transaction { transaction in
                    try await transaction.query(
                        "select from sluice.leases where dataset = 'whatconverts' and fence = 7 for key share")
                    try await Connection.withConnection(settings) { other in
                        try await other.transaction { other in
                            try await other.run(script: "set local lock_timeout = '100ms'")
                            try await other.query("update sluice.leases set heartbeat_at = clock_timestamp()")
                        }
                        await #expect {
                            try await other.transaction { other in
                                try await other.run(script: "set local lock_timeout = '100ms'")
                                try await other.query("update sluice.leases set fence = fence + 1")
                            }
                        } throws: { error in
                            (error as? PostgresError)?.sqlState == SQLState.lockNotAvailable.rawValue
                        }
                    }
                }
            }
        }
    }

    private func withMigrated(
        datasets: [String], _ body: nonisolated(nonsending) (Connection) async throws -> Void,
        andThen more: nonisolated(nonsending) (ConnectionSettings) async throws -> Void = { _ in }
    ) async throws {
        let folder = try MigrationFolder.locate()
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let migrator = Migrator(
                    connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine),
                    sluiceVersion: "1.2.3")
                for dataset in datasets {
                    _ = try await migrator.migrate(
                        dataset: dataset, line: "whatconverts", migrations: try folder.migrations(line: "whatconverts"))
                }
                try await body(connection)
            }
            try await more(settings)
        }
    }
}
