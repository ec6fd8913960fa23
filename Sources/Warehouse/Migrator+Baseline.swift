internal import Postgres

extension Migrator {
    /// Adopts tables that are there already and recorded nowhere: takes the versions up to `version` of the line for applied,
    /// without running them. What comes after them is for ``migrate(dataset:line:migrations:through:)``.
    ///
    /// For a database that was restored without schema `sluice`, or whose tables were made by hand from the files. Only whether
    /// each table is there is looked at; a load compares the columns. The metadata line is migrated as ever.
    ///
    /// - Returns: what was applied of the metadata line, and what was recorded without being run.
    package func baseline(
        dataset: String, line: String, migrations: [Migration], at version: Int
    ) async throws -> (applied: [AppliedMigration], recorded: [Migration]) {
        // Refused before anything is written, and looked at again under the lock.
        _ = try await adoptable(dataset: dataset, line: line, migrations: migrations, at: version)
        let destinations = try destinations(dataset: dataset, line: line, migrations: migrations)
        let applied = try await migrate(Array(destinations.prefix(1)), of: dataset)
        let attempted = Attempted(
            dataset: dataset, schema: dataset, line: line, file: "the baseline", applied: applied)
        let recorded = try await attempting(attempted) {
            try await connection.transaction { transaction in
                try await takeTurn(in: transaction)
                let adopted = try await adoptable(
                    dataset: dataset, line: line, migrations: migrations, at: version, in: transaction)
                for migration in adopted {
                    try await SchemaVersions.record(
                        migration, dataset: dataset, duration: .zero, sluiceVersion: sluiceVersion, in: transaction)
                }
                return adopted
            }
        }
        return (applied, recorded)
    }

    /// What ``baseline(dataset:line:migrations:at:)`` would record. Writes nothing, and refuses what it would refuse.
    package func adoptable(
        dataset: String, line: String, migrations: [Migration], at version: Int
    ) async throws -> [Migration] {
        _ = try destinations(dataset: dataset, line: line, migrations: migrations)
        return try await looking(dataset: dataset) { transaction in
            try await adoptable(
                dataset: dataset, line: line, migrations: migrations, at: version, in: transaction)
        }
    }

    private func adoptable(
        dataset: String, line: String, migrations: [Migration], at version: Int, in transaction: Transaction
    ) async throws -> [Migration] {
        let ordered = try Migration.ordered(migrations, line: line)
        guard ordered.indices ~= version - 1 else {
            throw MigrationError.unknownVersion(line: line, version: version, known: ordered.count)
        }
        let versions = try await SchemaVersions.read(dataset: dataset, line: line, in: transaction)
        guard versions.entries.isEmpty else {
            throw MigrationError.baselineTooLate(dataset: dataset, line: line, recorded: versions.last)
        }
        let adopted = Array(ordered.prefix(version))
        let made = adopted.reduce(into: []) { $0 = SQLScript($1.sql).tables(after: $0) }
        let present = try await transaction.query(
            """
            select relname::text
            from pg_catalog.pg_class join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
            where nspname = \(dataset) and relkind in ('r', 'p')
            """
        ).map { try $0.decode(0, as: String.self) }
        let missing = made.filter { !present.contains($0) }
        guard missing.isEmpty else {
            throw MigrationError.baselineLacksTables(dataset: dataset, line: line, version: version, tables: missing)
        }
        return adopted
    }
}
