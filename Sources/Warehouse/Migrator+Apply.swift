internal import Postgres

extension Migrator {
    /// Nil when another migrator was faster.
    func apply(
        _ migration: Migration, at destination: Destination, after applied: [AppliedMigration]
    ) async throws -> AppliedMigration? {
        let attempted = Attempted(
            dataset: destination.dataset, schema: destination.schema, line: destination.line, file: migration.file,
            applied: applied)
        return try await attempting(attempted) {
            guard migration.isTransactional else {
                return try await applyOutside(migration, at: destination, attempted)
            }
            return try await connection.transaction { try await apply(migration, at: destination, in: $0) }
        }
    }

    private func apply(
        _ migration: Migration, at destination: Destination, in transaction: Transaction
    ) async throws -> AppliedMigration? {
        try await takeTurn(in: transaction)
        guard try await isNext(migration, at: destination, in: transaction) else { return nil }
        let duration = try await run(migration, in: destination.schema, transaction)
        try await SchemaVersions.record(
            migration, dataset: destination.dataset, duration: duration, sluiceVersion: sluiceVersion, in: transaction)
        return AppliedMigration(migration, dataset: destination.dataset, duration: duration)
    }

    /// Whether nobody has applied it since it was looked up.
    func isNext(_ migration: Migration, at destination: Destination, in transaction: Transaction) async throws -> Bool {
        try await SchemaVersions.read(dataset: destination.dataset, line: destination.line, in: transaction)
            .pending(of: destination.migrations).first == migration
    }

    /// Runs its SQL with unqualified names going to the schema, which is made if it is not there.
    func run(_ migration: Migration, in schema: String, _ transaction: Transaction) async throws -> Duration {
        try await createSchema(schema, in: transaction)
        try await transaction.run(
            script: """
                set local lock_timeout = \(Int64(retry.lockTimeout / .milliseconds(1)));
                set local search_path = \(Identifier(schema).sql)
                """)
        return try await ContinuousClock().measure { try await transaction.run(script: migration.sql) }
    }

    /// `create schema if not exists` asks for the right to create one even where it exists, so it is looked
    /// up. A schema that the role may not use would silently be left out of `search_path`, so that is looked
    /// up as well.
    func createSchema(_ name: String, in transaction: Transaction) async throws {
        let rows = try await transaction.query(
            """
            select has_schema_privilege(oid, 'usage') and has_schema_privilege(oid, 'create')
            from pg_namespace
            where nspname = \(name)
            """)
        guard let row = rows.first else {
            try await transaction.query("create schema \(Identifier(name))")
            return
        }
        if try !row.decode(0, as: Bool.self) {
            throw PostgresError(
                kind: .server(.insufficientPrivilege), message: "permission denied for schema \(name)",
                sqlState: SQLState.insufficientPrivilege.rawValue)
        }
    }
}

extension AppliedMigration {
    init(_ migration: Migration, dataset: String, duration: Duration) {
        self.init(
            dataset: dataset, line: migration.line, version: migration.version, name: migration.name,
            duration: duration)
    }
}
