internal import Postgres

extension Migrator {
    /// Runs a migration that no transaction can hold: one statement after the other, between a record that it has begun and one
    /// that it was applied.
    ///
    /// Whoever is killed in between leaves the first record, and the next run begins the file anew. Two migrators at once may
    /// both run it, and that is fine, since each statement does no harm the second time, and who is disturbed by the other tries
    /// again. The one that began last records it: only then is nobody at work who could still undo what was recorded, as by
    /// dropping an index to make it anew.
    ///
    /// Waits without a limit for the tables, since a limit would have to be a setting of the session. What such a file is for
    /// takes locks that readers and loads pass by.
    func applyOutside(
        _ migration: Migration, at destination: Destination, _ attempted: Attempted
    ) async throws -> AppliedMigration? {
        let attempt: Int? = try await connection.transaction { transaction in
            try await takeTurn(in: transaction)
            guard try await isNext(migration, at: destination, in: transaction) else { return nil }
            try await createSchema(destination.schema, in: transaction)
            return try await SchemaVersions.begin(
                migration, dataset: destination.dataset, sluiceVersion: sluiceVersion, in: transaction)
        }
        guard let attempt else { return nil }
        let duration = try await ContinuousClock().measure {
            try await runStatements(of: migration, at: destination, attempt: attempt, attempted)
        }
        let isRecorded = try await connection.transaction { transaction in
            try await takeTurn(in: transaction)
            let isRecorded = try await SchemaVersions.finish(
                migration, dataset: destination.dataset, attempt: attempt, duration: duration, in: transaction)
            if isRecorded { try await refuseInvalidIndexes(of: destination, attempted, in: transaction) }
            return isRecorded
        }
        if isRecorded { return AppliedMigration(migration, dataset: destination.dataset, duration: duration) }
        try await waitForOther(migration, at: destination)
        return nil
    }

    private func runStatements(
        of migration: Migration, at destination: Destination, attempt: Int, _ attempted: Attempted
    ) async throws {
        let schema = Identifier(destination.schema)
        for (index, part) in SQLScript(migration.sql).parts.enumerated() {
            do {
                try await connection.query(Statement(unsafeSQL: part.sql(in: schema)))
            } catch {
                if error.isConflict || error.isCancellation { throw error }
                if error.sqlState == SQLState.insufficientPrivilege.rawValue { throw error }
                let failure = MigrationError.failedOutside(
                    dataset: attempted.dataset, line: attempted.line, file: attempted.file, statement: index + 1,
                    cause: error, applied: attempted.applied)
                guard error.isAboutPresence, try await hasCompany(migration, at: destination, attempt: attempt) else {
                    throw failure
                }
                throw Disturbed(failure: failure)
            }
        }
    }

    /// Whether somebody else began it before this attempt, and may not be done, or after it.
    private func hasCompany(_ migration: Migration, at destination: Destination, attempt: Int) async throws -> Bool {
        if attempt > 1 { return true }
        return try await connection.transaction { transaction in
            try await !SchemaVersions.isAt(
                attempt, of: migration, dataset: destination.dataset, in: transaction)
        }
    }

    /// An index that could not be finished stays, is written to by every insert, and is used by no query.
    private func refuseInvalidIndexes(
        of destination: Destination, _ attempted: Attempted, in transaction: Transaction
    ) async throws {
        let invalid = try await transaction.query(
            """
            select relname::text
            from pg_catalog.pg_index
                join pg_catalog.pg_class on pg_class.oid = indexrelid
                join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
            where nspname = \(destination.schema) and not indisvalid
            order by relname
            """
        ).map { try $0.decode(0, as: String.self) }
        if !invalid.isEmpty {
            throw MigrationError.invalidIndexes(
                dataset: attempted.dataset, line: attempted.line, file: attempted.file,
                indexes: invalid.map { Identifier(destination.schema, $0).sql }, applied: attempted.applied)
        }
    }

    /// Waits until the migrator that began after us has recorded it. One that died will not, and then it is our turn again.
    private func waitForOther(_ migration: Migration, at destination: Destination) async throws {
        let deadline = ContinuousClock.now + retry.turn
        while try await connection.transaction({ try await isNext(migration, at: destination, in: $0) }) {
            guard ContinuousClock.now < deadline else { throw NoTurn() }
            try await Task.sleep(for: retry.pause(after: 1))
        }
    }
}

extension PostgresError {
    /// Whether something was there that should not be, or was not there, or went away: what two who do the same thing at once do
    /// to each other.
    fileprivate var isAboutPresence: Bool {
        // Duplicate and undefined tables and objects, a name entered twice in a catalogue, and "cache lookup failed".
        ["42P07", "42710", "42P01", "42704", "23505", "XX000"].contains(sqlState)
    }
}
