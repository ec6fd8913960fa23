import Postgres

/// Rights are given as migrations are applied: one session at a time, and no longer in the way of readers than a migration may be.
extension Migrator {
    /// Runs what a database lacks of its roles, all or nothing; gives what was run.
    package func make(_ roles: RoleStatements) async throws -> [String] {
        try await apply(roles.dataset) { try await roles.missing(on: $0) }
    }

    /// Runs what loader and reader lack of the tables that the migrator made; gives what was run.
    package func grantBehind(_ roles: RoleStatements) async throws -> [String] {
        // Mostly nothing, and then there is nothing to wait for.
        guard try await !roles.missingBehindMigration(on: connection).isEmpty else { return [] }
        return try await apply(roles.dataset) { try await roles.missingBehindMigration(on: $0) }
    }

    private func apply(
        _ dataset: String, _ missing: nonisolated(nonsending) (Transaction) async throws -> [String]
    ) async throws -> [String] {
        let attempted = Attempted(
            dataset: dataset, schema: dataset, line: Self.metadataLine, file: "roles", applied: [])
        return try await attempting(attempted) {
            try await connection.transaction { transaction in
                try await takeTurn(in: transaction)
                try await transaction.run(
                    script: "set local lock_timeout = \(Int64(retry.lockTimeout / .milliseconds(1)))")
                let statements = try await missing(transaction)
                do {
                    for statement in statements { try await transaction.query(Statement(unsafeSQL: statement)) }
                } catch let error as PostgresError where error.sqlState == SQLState.insufficientPrivilege.rawValue {
                    throw RolesError.notPermitted(error.message)
                }
                return statements
            }
        }
    }
}
