internal import Postgres

extension Migrator {
    /// Finds out which right was missing when the server refused something (SQLSTATE 42501), and names the grant.
    func missingRight(
        dataset: String, schema: String, cause: PostgresError, applied: [AppliedMigration]
    ) async throws -> MigrationError {
        .missingRight(
            grant: try await missingGrant(schema: schema, cause), dataset: dataset, cause: cause, applied: applied)
    }

    private func missingGrant(schema: String, _ cause: PostgresError) async throws -> String {
        let role = try await name(of: "current_user")
        let onDatabase = "grant create on database \(try await name(of: "current_database()")) to \(role)"
        let createsSchemas = try await holds("select has_database_privilege(current_database(), 'create')") == true

        // In the order in which a run needs them.
        for schema in [Self.metadataLine, schema] {
            switch try await holds(
                """
                select has_schema_privilege(oid, 'usage') and has_schema_privilege(oid, 'create')
                from pg_namespace
                where nspname = \(schema)
                """)
            {
            case true?: break
            case false?: return "grant usage, create on schema \(Identifier(schema).sql) to \(role)"
            case nil: if !createsSchemas { return onDatabase }
            }
            let recordsVersions = try await holds(
                """
                select has_table_privilege(pg_class.oid, 'select') and has_table_privilege(pg_class.oid, 'insert')
                from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                where nspname = \(Self.metadataLine) and relname = 'schema_versions'
                """)
            if recordsVersions == false {
                return "grant select, insert on \(Identifier(Self.metadataLine, "schema_versions").sql) to \(role)"
            }
        }
        if cause.message.contains("schema_versions") {
            // A migration outside a transaction is recorded in two steps, and a repair changes a record.
            return "grant update on \(Identifier(Self.metadataLine, "schema_versions").sql) to \(role)"
        }
        if !createsSchemas { return onDatabase }
        // What is left is a table of somebody else: only its owner may alter it.
        return "grant the role that owns the tables of schema \(Identifier(schema).sql) to \(role)"
    }

    private func name(of expression: String) async throws -> String {
        let rows = try await connection.query("select \(unsafeSQL: expression)::text")
        return Identifier(try rows.first?.decode(0) ?? "").sql
    }

    /// Nil when there is nothing to ask about.
    private func holds(_ question: Statement) async throws -> Bool? {
        try await connection.query(question).first?.decode(0)
    }
}
