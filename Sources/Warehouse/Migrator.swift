package import Postgres

/// Brings a dataset's tables, and before them Sluice's own, to the version of the files.
///
/// Each migration runs in a transaction of its own, together with its record in `sluice.schema_versions`,
/// under an advisory lock that ends with the transaction; what is pending is read again under the lock. Two
/// migrators at once both succeed and each migration runs once. Nothing here outlives a transaction, so a
/// pooler in transaction mode may lie between.
///
/// A migration waits only shortly for the tables it changes: while it waits, every later reader of a table
/// waits behind it. Then it steps back and tries again.
package struct Migrator: Sendable {
    /// The line of Sluice's own tables. Its schema has the same name.
    package static let metadataLine = "sluice"

    let connection: Connection
    private let metadata: [Migration]
    private let sluiceVersion: String
    private let retry: Retry

    /// How a migration waits for locks.
    package struct Retry: Sendable {
        /// How often a migration is tried before it gives up.
        package let attempts: Int
        /// About the pause after the first attempt; each further one is twice as long, and each is jittered.
        package let base: Duration
        /// How long an attempt waits for the tables it changes.
        package let lockTimeout: Duration
        /// How long an attempt waits for another migrator to be done.
        package let turn: Duration

        package init(
            attempts: Int = 8, base: Duration = .milliseconds(250), lockTimeout: Duration = .seconds(2),
            turn: Duration = .seconds(60)
        ) {
            self.attempts = attempts
            self.base = base
            self.lockTimeout = lockTimeout
            self.turn = turn
        }

        func pause(after attempt: Int) -> Duration {
            base * Double(1 << min(attempt - 1, 5)) * Double.random(in: 0.5...1.5)
        }
    }

    /// `metadata` is the line ``metadataLine``, whose first migration makes `schema_versions`.
    package init(connection: Connection, metadata: [Migration], sluiceVersion: String, retry: Retry = Retry()) {
        self.connection = connection
        self.metadata = metadata
        self.sluiceVersion = sluiceVersion
        self.retry = retry
    }

    /// A line of migrations and where it goes.
    private struct Target: Sendable {
        /// Empty for the metadata tables.
        let dataset: String
        let schema: String
        let line: String
        let migrations: [Migration]
    }

    /// Applies what is pending, the metadata line first, and returns what was applied; nothing when all was there.
    ///
    /// A failure half-way keeps what had been applied and tells it in ``MigrationError/applied``. A
    /// cancellation is passed on.
    package func migrate(
        dataset: String, line: String, migrations: [Migration]
    ) async throws -> [AppliedMigration] {
        var applied: [AppliedMigration] = []
        for (target, pending) in try await plan(dataset: dataset, line: line, migrations: migrations) {
            for migration in pending {
                if let done = try await apply(migration, to: target, after: applied) { applied.append(done) }
            }
        }
        return applied
    }

    /// What ``migrate(dataset:line:migrations:)`` would apply, in order, each with its SQL. Writes nothing,
    /// and refuses what it would refuse.
    package func pending(dataset: String, line: String, migrations: [Migration]) async throws -> [Migration] {
        try await plan(dataset: dataset, line: line, migrations: migrations).flatMap(\.pending)
    }

    // MARK: - What is pending

    private func plan(
        dataset: String, line: String, migrations: [Migration]
    ) async throws -> [(target: Target, pending: [Migration])] {
        try Self.check(dataset: dataset)
        guard connection.serverVersion >= 150_000 else {
            throw MigrationError.serverTooOld(version: connection.serverVersion)
        }
        let targets = [
            Target(
                dataset: "", schema: Self.metadataLine, line: Self.metadataLine,
                migrations: try Migration.ordered(metadata, line: Self.metadataLine)),
            Target(
                dataset: dataset, schema: dataset, line: line, migrations: try Migration.ordered(migrations, line: line)
            ),
        ]
        do {
            return try await connection.transaction { transaction in
                try await transaction.run(script: "set transaction read only")
                var plan: [(target: Target, pending: [Migration])] = []
                for target in targets {
                    plan.append((target, try await pending(for: target, in: transaction)))
                }
                return plan
            }
        } catch let error as PostgresError where error.sqlState == SQLState.insufficientPrivilege.rawValue {
            throw try await missingRight(dataset: dataset, schema: dataset, cause: error, applied: [])
        }
    }

    private func pending(for target: Target, in transaction: Transaction) async throws -> [Migration] {
        try await SchemaVersions.read(dataset: target.dataset, line: target.line, in: transaction)
            .pending(of: target.migrations)
    }

    // MARK: - Applying

    /// Nil when another migrator was faster.
    private func apply(
        _ migration: Migration, to target: Target, after applied: [AppliedMigration]
    ) async throws -> AppliedMigration? {
        for attempt in 1...max(1, retry.attempts) {
            do {
                return try await connection.transaction { try await apply(migration, to: target, in: $0) }
            } catch let error as PostgresError {
                if error.isCancellation { throw error }
                switch error.sqlState.map(SQLState.init(rawValue:)) {
                case .lockNotAvailable, .deadlockDetected:
                    if attempt < retry.attempts { try await Task.sleep(for: retry.pause(after: attempt)) }
                case .insufficientPrivilege:
                    throw try await missingRight(
                        dataset: target.dataset, schema: target.schema, cause: error, applied: applied)
                default:
                    throw MigrationError.failed(
                        dataset: target.dataset, line: target.line, file: migration.file, cause: error, applied: applied
                    )
                }
            }
        }
        throw MigrationError.locked(
            dataset: target.dataset, line: target.line, file: migration.file, attempts: max(1, retry.attempts),
            applied: applied)
    }

    private func apply(
        _ migration: Migration, to target: Target, in transaction: Transaction
    ) async throws -> AppliedMigration? {
        // What another migrator has committed must be seen after the wait for the lock, whatever the role's default
        // isolation is; and a migration may take longer than the timeout that suits a load.
        try await transaction.run(
            script: """
                set transaction isolation level read committed, read write;
                set local statement_timeout = 0;
                set local lock_timeout = \(Int64(retry.turn / .milliseconds(1)))
                """)
        // One lock for all lines and datasets of a database: they share the metadata tables.
        try await transaction.query("select pg_advisory_xact_lock(hashtextextended('sluice migrations', 0))")
        guard try await pending(for: target, in: transaction).first == migration else { return nil }

        try await createSchema(target.schema, in: transaction)
        try await transaction.run(
            script: """
                set local lock_timeout = \(Int64(retry.lockTimeout / .milliseconds(1)));
                set local search_path = \(Identifier(target.schema).sql)
                """)
        let clock = ContinuousClock()
        let duration = try await clock.measure { try await transaction.run(script: migration.sql) }
        try await SchemaVersions.record(
            migration, dataset: target.dataset, duration: duration, sluiceVersion: sluiceVersion, in: transaction)
        return AppliedMigration(
            dataset: target.dataset, line: target.line, version: migration.version, name: migration.name,
            duration: duration)
    }

    /// `create schema if not exists` asks for the right to create one even where it exists, so it is looked
    /// up. A schema that the role may not use would silently be left out of `search_path`, so that is looked
    /// up as well.
    private func createSchema(_ name: String, in transaction: Transaction) async throws {
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
