internal import Postgres

extension Migrator {
    /// What is tried, for the errors that it can end with.
    struct Attempted: Sendable {
        let dataset: String
        let schema: String
        let line: String
        /// The file, or what stands for one.
        let file: String
        /// What this run had applied before.
        let applied: [AppliedMigration]
    }

    /// Another migrator holds the lock, or runs what was to be run.
    struct NoTurn: Error {}

    /// Something failed that another migrator, which is at the same thing, may have brought about.
    struct Disturbed: Error {
        let failure: MigrationError
    }

    /// Does the work, again after a while as long as others stand in its way, and says at last who they are.
    nonisolated(nonsending) func attempting<Result>(
        _ attempted: Attempted, _ work: nonisolated(nonsending) () async throws -> Result
    ) async throws -> Result {
        var blockers: [Blocker] = []
        var failure: MigrationError?
        for attempt in 1...retry.attempts {
            switch try await outcome(of: work, attempted) {
            case .done(let result):
                return result
            case .disturbed(let by):
                failure = by
            case .noTurn:
                failure = .anotherMigration(
                    dataset: attempted.dataset, line: attempted.line, file: attempted.file, attempts: retry.attempts,
                    by: try await seen(holding: nil), applied: attempted.applied)
            case .conflict:
                let holders = try await seen(holding: attempted.schema)
                // Whoever was seen last is better than nobody: one may have gone in this very moment.
                if !holders.isEmpty { blockers = holders }
                failure = .locked(
                    dataset: attempted.dataset, line: attempted.line, file: attempted.file, attempts: retry.attempts,
                    by: blockers, applied: attempted.applied)
            }
            if attempt < retry.attempts { try await Task.sleep(for: retry.pause(after: attempt)) }
        }
        guard let failure else { preconditionFailure("there is at least one attempt") }
        throw failure
    }

    private enum Outcome<Result> {
        case done(Result)
        case disturbed(MigrationError)
        case noTurn
        case conflict
    }

    private nonisolated(nonsending) func outcome<Result>(
        of work: nonisolated(nonsending) () async throws -> Result, _ attempted: Attempted
    ) async throws -> Outcome<Result> {
        do {
            return .done(try await work())
        } catch is NoTurn {
            return .noTurn
        } catch let error as Disturbed {
            return .disturbed(error.failure)
        } catch let error as PostgresError {
            guard error.isConflict else { throw try await failure(of: attempted, error) }
            return .conflict
        }
    }

    /// Takes the lock of the migrations for the rest of the transaction. The settings are the transaction's own.
    func takeTurn(in transaction: Transaction) async throws {
        // What another migrator has committed must be seen after the wait for the lock, whatever the role's default
        // isolation is; and a migration may take longer than the timeout that suits a load.
        try await transaction.run(
            script: """
                set transaction isolation level read committed, read write;
                set local statement_timeout = 0;
                set local lock_timeout = \(Int64(retry.turn / .milliseconds(1)))
                """)
        do {
            try await transaction.query("select pg_advisory_xact_lock(\(Self.turn))")
        } catch {
            if error.isConflict { throw NoTurn() }
            throw error
        }
    }

    /// An error of the server that another attempt would not mend, as what it means for a migration.
    private func failure(of attempted: Attempted, _ error: PostgresError) async throws -> any Error {
        if error.isCancellation { return error }
        if error.sqlState == SQLState.insufficientPrivilege.rawValue {
            return try await missingRight(
                dataset: attempted.dataset, schema: attempted.schema, cause: error, applied: attempted.applied)
        }
        return MigrationError.failed(
            dataset: attempted.dataset, line: attempted.line, file: attempted.file, cause: error,
            applied: attempted.applied)
    }

    /// Who blocks is worth knowing, and not worth losing the error that it explains: a server that does not say it leaves the
    /// list empty.
    ///
    /// - Parameter schema: whose tables are meant; nil for the lock of the migrations.
    private func seen(holding schema: String?) async throws -> [Blocker] {
        do {
            if let schema { return try await holders(ofTablesIn: schema) }
            return try await holdersOfTheTurn()
        } catch let error as PostgresError where !error.isCancellation {
            return []
        }
    }
}

extension PostgresError {
    /// Whether a lock was not to be had, or each waited for the other.
    var isConflict: Bool {
        switch sqlState.map(SQLState.init(rawValue:)) {
        case .lockNotAvailable, .deadlockDetected: true
        default: false
        }
    }
}
