package import Postgres

/// The rights that a role lacks for a load, as the statements that give them: what the owner of the tables, or of the database,
/// has to run, and nothing beyond.
package struct MissingGrants: Sendable {
    /// The schema that the data is in.
    package let dataset: String
    /// The migrations that would be applied first.
    private let pending: [Migration]
    /// The tables of the dataset that are the source's; others there are somebody else's.
    private let declared: [String]

    package init(dataset: String, pending: [Migration], declared: [String]) {
        self.dataset = dataset
        self.pending = pending
        self.declared = declared
    }

    /// In the order in which they are to be run; empty when nothing is missing.
    package func statements(on connection: Connection) async throws -> [String] {
        let schemas = try await schemas(connection)
        let (user, database, mayCreate) = try await session(connection)
        let role = Identifier(user).plainSQL
        let names = [Migrator.metadataLine, dataset, StagingTables.schema]
        // Those of the lines that are pending, and what the books' line makes beside its own.
        var made = Set(pending.map(schema(of:)))
        if made.contains(Migrator.metadataLine) { made.insert(StagingTables.schema) }
        var statements: [String] = []
        if names.contains(where: { schemas[$0] == nil && made.contains($0) }), !mayCreate {
            statements.append("grant create on database \(database) to \(role);")
        }
        for name in names {
            guard let schema = schemas[name] else { continue }
            // Staging tables are made as they are needed.
            let needsCreate = made.contains(name) || name == StagingTables.schema
            let missing = (schema.usage ? [] : ["usage"]) + (schema.create || !needsCreate ? [] : ["create"])
            if !missing.isEmpty {
                statements.append(
                    "grant \(missing.joined(separator: ", ")) on schema \(Identifier(name).plainSQL) to \(role);")
            }
        }
        // Only the owner of a table may alter it.
        statements += try await owners(connection).map { "grant \($0) to \(role);" }
        return try await statements + tables(connection, role: user)
    }

    // MARK: - Database and schemas

    private func session(_ connection: Connection) async throws -> (role: String, database: String, mayCreate: Bool) {
        let rows = try await connection.query(
            "select current_user::text, current_database()::text, has_database_privilege(current_database(), 'create')")
        guard let row = rows.first else { return ("", "", false) }
        let (role, database, mayCreate) = try row.decode((String, String, Bool).self)
        return (role, Identifier(database).plainSQL, mayCreate)
    }

    private func schemas(_ connection: Connection) async throws -> [String: (usage: Bool, create: Bool)] {
        let rows = try await connection.query(
            """
            select nspname::text, has_schema_privilege(oid, 'usage'), has_schema_privilege(oid, 'create')
            from pg_catalog.pg_namespace
            where nspname in ('sluice', \(StagingTables.schema), \(dataset))
            """)
        var schemas: [String: (usage: Bool, create: Bool)] = [:]
        for row in rows {
            let (name, usage, create) = try row.decode((String, Bool, Bool).self)
            schemas[name] = (usage, create)
        }
        return schemas
    }

    private func schema(of migration: Migration) -> String {
        migration.line == Migrator.metadataLine ? Migrator.metadataLine : dataset
    }

    /// Those of the tables that the pending migrations reach. What cannot be read off their statements may reach all of ours.
    private func owners(_ connection: Connection) async throws -> [String] {
        var books: Set<String> = []
        var data: Set<String> = []
        var reachesAllBooks = false
        for entry in MigrationLocks.of(pending) {
            let isBooks = schema(of: entry.migration) == Migrator.metadataLine
            // Who only writes rows need not own their table.
            let altered = entry.locks.filter { $0.mode > .rowExclusive }.map(\.table)
            if isBooks {
                books.formUnion(altered)
                reachesAllBooks = reachesAllBooks || entry.hasUnknown
            } else {
                data.formUnion(altered)
                if entry.hasUnknown { data.formUnion(declared) }
            }
        }
        guard reachesAllBooks || !books.isEmpty || !data.isEmpty else { return [] }
        return try await connection.query(
            """
            select distinct pg_get_userbyid(relowner)::text
            from pg_catalog.pg_class
            join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
            where relkind in ('r', 'p')
              and (
                  nspname = 'sluice' and (\(reachesAllBooks)::boolean or relname = any(\(Array(books))::text[]))
                  or nspname = \(dataset) and relname = any(\(Array(data))::text[])
              )
              and not pg_has_role(relowner, 'usage')
            order by 1
            """
        ).map { Identifier(try $0.decode(0, as: String.self)).plainSQL }
    }

    // MARK: - Tables

    /// Of the books and of what is staged, whose tables others may have made; those of the data are ``SchemaCheck``'s, which knows
    /// which of them are declared.
    private func tables(_ connection: Connection, role: String) async throws -> [String] {
        let staged = StagingTables.possibleNames(of: declared, dataset: dataset)
        let rows = try await connection.query(
            """
            select nspname::text, relname::text
            from pg_catalog.pg_class
            join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
            where relkind in ('r', 'p')
              and (
                  nspname = 'sluice'
                  or nspname = \(StagingTables.schema) and relname = any(\(staged)::text[])
              )
            order by 1, 2
            """)
        let migrates = !pending.isEmpty
        return try await TableGrants(role: role).missing(
            rows.map { row in
                let (schema, table) = try row.decode((String, String).self)
                return TableGrants.Wanted(
                    schema: schema, table: table,
                    rights: schema == StagingTables.schema
                        ? LoadRights.staging : LoadRights.books(table, migrates: migrates))
            }, on: connection)
    }
}
