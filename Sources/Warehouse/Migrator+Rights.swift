internal import Postgres

extension Migrator {
    /// Finds out which right was missing when the server refused something (SQLSTATE 42501), and names the grant.
    func missingRight(
        dataset: String, schema: String, cause: PostgresError, applied: [AppliedMigration]
    ) async throws -> MigrationError {
        .missingRight(
            grant: try await missingGrant(schema: schema), dataset: dataset, cause: cause, applied: applied)
    }

    private func missingGrant(schema: String) async throws -> String {
        let rows = try await connection.query(
            """
            select
                current_user::text as role,
                current_database()::text as database,
                has_database_privilege(current_database(), 'create') as creates_schemas
            """)
        guard let row = rows.first else { return "grant create on database …" }
        let role = Identifier(try row.decode("role", as: String.self)).sql
        let database = Identifier(try row.decode("database", as: String.self)).sql
        let createsSchemas: Bool = try row.decode("creates_schemas")

        for name in [Self.metadataLine, schema] {
            let schemas = try await connection.query(
                """
                select has_schema_privilege(oid, 'usage') and has_schema_privilege(oid, 'create') as suffices
                from pg_namespace
                where nspname = \(name)
                """)
            if let found = schemas.first {
                if try !found.decode("suffices") {
                    return "grant usage, create on schema \(Identifier(name).sql) to \(role)"
                }
            } else if !createsSchemas {
                return "grant create on database \(database) to \(role)"
            }
        }
        let versions = try await connection.query(
            """
            select has_table_privilege(pg_class.oid, 'select') and has_table_privilege(pg_class.oid, 'insert') as suffices
            from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = \(Self.metadataLine) and relname = 'schema_versions'
            """)
        if let found = versions.first, try !found.decode("suffices") {
            return "grant select, insert on \(Identifier(Self.metadataLine, "schema_versions").sql) to \(role)"
        }
        if !createsSchemas { return "grant create on database \(database) to \(role)" }
        // What is left is a table that belongs to somebody else: only its owner may alter it.
        return "grant <the owner of the tables of schema \(Identifier(schema).sql)> to \(role)"
    }
}
