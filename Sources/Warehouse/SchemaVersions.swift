internal import Postgres

/// What `sluice.schema_versions` holds about one line in one dataset.
struct SchemaVersions: Sendable {
    struct Entry: Sendable {
        let version: Int
        let checksum: String
    }

    let dataset: String
    let line: String
    /// By version.
    let entries: [Entry]

    /// Reads them. As long as the table is missing nothing was applied: the first migration of the metadata
    /// line makes it.
    static func read(dataset: String, line: String, in transaction: Transaction) async throws -> SchemaVersions {
        var entries: [Entry] = []
        if try await tableExists(in: transaction) {
            let rows = try await transaction.query(
                """
                select version, checksum
                from sluice.schema_versions
                where dataset = \(dataset) and line = \(line)
                order by version
                """)
            for row in rows {
                entries.append(Entry(version: try row.decode("version"), checksum: try row.decode("checksum")))
            }
        }
        return SchemaVersions(dataset: dataset, line: line, entries: entries)
    }

    /// The migrations that were not applied yet. Throws when the record and the files do not agree: nothing
    /// is guessed.
    func pending(of migrations: [Migration]) throws(MigrationError) -> [Migration] {
        for (index, entry) in entries.enumerated() {
            guard entry.version == index + 1 else {
                throw .missingRecord(dataset: dataset, line: line, version: index + 1)
            }
            guard index < migrations.count else {
                throw .newerDatabase(
                    dataset: dataset, line: line, applied: entries.last?.version ?? 0, known: migrations.count)
            }
            guard entry.checksum == migrations[index].checksum else {
                throw .changedFile(dataset: dataset, line: line, file: migrations[index].file)
            }
        }
        return Array(migrations.dropFirst(entries.count))
    }

    static func record(
        _ migration: Migration, dataset: String, duration: Duration, sluiceVersion: String, in transaction: Transaction
    ) async throws {
        let milliseconds = Int64((duration / .milliseconds(1)).rounded())
        try await transaction.query(
            """
            insert into sluice.schema_versions
                (dataset, line, version, name, checksum, sql, duration_ms, sluice_version)
            values
                (\(dataset), \(migration.line), \(migration.version), \(migration.name), \(migration.checksum),
                 \(migration.sql), \(milliseconds), \(sluiceVersion))
            """)
    }

    private static func tableExists(in transaction: Transaction) async throws -> Bool {
        let rows = try await transaction.query(
            """
            select exists (
                select
                from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                where nspname = 'sluice' and relname = 'schema_versions'
            )
            """)
        return try rows.first?.decode(0) ?? false
    }
}
