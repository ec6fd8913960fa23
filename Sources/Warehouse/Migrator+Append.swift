package import Postgres

extension Migrator {
    /// The line of the columns that a dataset gets beyond what its source declares. It has no files: each dataset has its own.
    package static let addedFieldsLine = "added_fields"

    /// Applies a migration that no file holds, as the next version of its line in the dataset, and records it with its SQL.
    ///
    /// For changes that are found out at run time and concern one dataset. It runs as the migration of a file does, with the
    /// same locks, attempts, `search_path` and errors. Two at once get two versions, one after the other.
    ///
    /// - Parameters:
    ///   - name: what it does, as a verb phrase: `add_lead_rating`.
    ///   - line: one that has no files, such as ``addedFieldsLine``.
    ///   - also: what belongs to it, done in the same transaction after the SQL; again with each attempt. An error of its own
    ///     is passed on as it is, and nothing is kept.
    package func append(
        name: String, sql: String, line: String, dataset: String,
        also: @Sendable (Transaction, _ version: Int) async throws -> Void
    ) async throws -> AppliedMigration {
        try Self.check(dataset: dataset)
        let attempted = Attempted(dataset: dataset, schema: dataset, line: line, file: name, applied: [])
        return try await attempting(attempted) {
            try await connection.transaction { transaction in
                try await takeTurn(in: transaction)
                let versions = try await SchemaVersions.read(dataset: dataset, line: line, in: transaction)
                let migration = Migration(line: line, version: versions.last + 1, name: name, sql: sql)
                let duration = try await run(migration, in: dataset, transaction)
                try await also(transaction, migration.version)
                try await SchemaVersions.record(
                    migration, dataset: dataset, duration: duration, sluiceVersion: sluiceVersion, in: transaction)
                return AppliedMigration(migration, dataset: dataset, duration: duration)
            }
        }
    }
}
