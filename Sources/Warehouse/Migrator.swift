package import Postgres

/// Brings a dataset's tables, and before them Sluice's own, to the version of the files.
///
/// Each migration runs in a transaction of its own, together with its record in `sluice.schema_versions`,
/// under an advisory lock that ends with the transaction; what is pending is read again under the lock. Two
/// migrators at once both succeed and each migration runs once. Nothing here outlives a transaction, so a
/// pooler in transaction mode may lie between.
///
/// A migration waits only shortly for the tables it changes: while it waits, every later reader of a table
/// waits behind it. Then it steps back and tries again, and at last it says who holds them.
///
/// What cannot run in a transaction is marked in its file (``Migration/isTransactional``), recorded before and after, and run
/// again when it was left half done.
package struct Migrator: Sendable {
    /// The line of Sluice's own tables. Its schema has the same name.
    package static let metadataLine = "sluice"

    let connection: Connection
    let metadata: [Migration]
    let sluiceVersion: String
    let retry: Retry

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
            self.attempts = max(1, attempts)
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

    /// Where a line of migrations goes.
    struct Destination: Sendable {
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
    ///
    /// - Parameter target: the version to stop at; nil for the last one. The metadata line is never stopped, since the
    ///   program needs it as it knows it. Migrations only go forward, so a version below what is applied is refused.
    package func migrate(
        dataset: String, line: String, migrations: [Migration], through target: Int? = nil
    ) async throws -> [AppliedMigration] {
        try await migrate(
            destinations(dataset: dataset, line: line, migrations: migrations), of: dataset, through: target)
    }

    func migrate(
        _ destinations: [Destination], of dataset: String, through target: Int? = nil
    ) async throws -> [AppliedMigration] {
        var applied: [AppliedMigration] = []
        for (destination, pending) in try await plan(destinations, of: dataset, through: target) {
            for migration in pending {
                if let done = try await apply(migration, at: destination, after: applied) { applied.append(done) }
            }
        }
        return applied
    }

    /// What ``migrate(dataset:line:migrations:through:)`` would apply, in order, each with its SQL. Writes nothing,
    /// and refuses what it would refuse.
    package func pending(
        dataset: String, line: String, migrations: [Migration], through target: Int? = nil
    ) async throws -> [Migration] {
        try await plan(
            destinations(dataset: dataset, line: line, migrations: migrations), of: dataset, through: target
        ).flatMap(\.pending)
    }

    // MARK: - What is pending

    private func plan(
        _ destinations: [Destination], of dataset: String, through target: Int?
    ) async throws -> [(destination: Destination, pending: [Migration])] {
        try await looking(dataset: dataset) { transaction in
            var plan: [(destination: Destination, pending: [Migration])] = []
            for destination in destinations {
                let versions = try await SchemaVersions.read(
                    dataset: destination.dataset, line: destination.line, in: transaction)
                var pending = try versions.pending(of: destination.migrations)
                if let target, destination.line != Self.metadataLine {
                    try versions.check(target: target, known: destination.migrations.count)
                    pending = pending.filter { $0.version <= target }
                }
                plan.append((destination, pending))
            }
            return plan
        }
    }

    /// The metadata line and that of the source, in the order in which they are migrated.
    func destinations(dataset: String, line: String, migrations: [Migration]) throws -> [Destination] {
        try Self.check(dataset: dataset)
        guard connection.serverVersion >= 150_000 else {
            throw MigrationError.serverTooOld(version: connection.serverVersion)
        }
        return [
            Destination(
                dataset: "", schema: Self.metadataLine, line: Self.metadataLine,
                migrations: try Migration.ordered(metadata, line: Self.metadataLine)),
            Destination(
                dataset: dataset, schema: dataset, line: line, migrations: try Migration.ordered(migrations, line: line)
            ),
        ]
    }

    /// Reads in a transaction that can write nothing.
    nonisolated(nonsending) func looking<Result>(
        dataset: String, _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        do {
            return try await connection.transaction { transaction in
                try await transaction.run(script: "set transaction read only")
                return try await body(transaction)
            }
        } catch let error as PostgresError where error.sqlState == SQLState.insufficientPrivilege.rawValue {
            throw try await missingRight(dataset: dataset, schema: dataset, cause: error, applied: [])
        }
    }
}
