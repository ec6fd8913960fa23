internal import Postgres

extension Migrator {
    /// The files, of the metadata line and of the source's, that are not what was applied, in order. Writes nothing.
    package func changedFiles(dataset: String, line: String, migrations: [Migration]) async throws -> [ChangedFile] {
        let destinations = try destinations(dataset: dataset, line: line, migrations: migrations)
        return try await looking(dataset: dataset) { try await changedFiles(at: destinations, in: $0) }
    }

    /// Records the text of the files in place of the text that ran, where comments and white space alone tell the two apart, and
    /// returns them.
    ///
    /// For a file that an editor or a checkout touched after it was applied: its checksum stops every later run, though it would
    /// do the same. When the statements of one differ nothing is recorded: what ran in some database and not in another is
    /// what checksums are there to find.
    package func repair(dataset: String, line: String, migrations: [Migration]) async throws -> [ChangedFile] {
        let destinations = try destinations(dataset: dataset, line: line, migrations: migrations)
        let attempted = Attempted(
            dataset: dataset, schema: dataset, line: line, file: "the repair", applied: [])
        return try await attempting(attempted) {
            try await connection.transaction { transaction in
                try await takeTurn(in: transaction)
                let changed = try await changedFiles(at: destinations, in: transaction)
                try Self.check(changed, dataset: dataset)
                for file in changed { try await record(file, in: transaction) }
                return changed
            }
        }
    }

    /// Refuses files whose statements differ from what was applied.
    package static func check(_ changed: [ChangedFile], dataset: String) throws(MigrationError) {
        let others = changed.filter { !$0.saysTheSame }
        guard !others.isEmpty else { return }
        let datasets = Set(others.map(\.dataset))
        throw .changedStatements(dataset: datasets == [""] ? "" : dataset, files: others.map(\.path))
    }

    private func changedFiles(at destinations: [Destination], in transaction: Transaction) async throws -> [ChangedFile]
    {
        var changed: [ChangedFile] = []
        for destination in destinations {
            let versions = try await SchemaVersions.read(
                dataset: destination.dataset, line: destination.line, in: transaction)
            for (entry, migration) in zip(versions.entries, destination.migrations)
            where entry.isApplied && entry.version == migration.version && entry.checksum != migration.checksum {
                let rows = try await transaction.query(
                    """
                    select sql
                    from sluice.schema_versions
                    where dataset = \(destination.dataset) and line = \(destination.line) and version = \(entry.version)
                    """)
                guard let row = rows.first else { continue }
                changed.append(
                    ChangedFile(dataset: destination.dataset, migration: migration, recorded: try row.decode("sql")))
            }
        }
        return changed
    }

    private func record(_ file: ChangedFile, in transaction: Transaction) async throws {
        try await transaction.query(
            """
            update sluice.schema_versions
            set checksum = \(file.migration.checksum),
                sql = \(file.migration.sql)
            where dataset = \(file.dataset)
                and line = \(file.migration.line)
                and version = \(file.migration.version)
            """)
    }
}
