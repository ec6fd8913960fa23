internal import Postgres

/// What `sluice.schema_versions` holds about one line in one dataset.
struct SchemaVersions: Sendable {
    struct Entry: Sendable {
        let version: Int
        let checksum: String
        /// False while a migration runs that no transaction holds, and after it was left half done.
        let isApplied: Bool
    }

    let dataset: String
    let line: String
    /// By version.
    let entries: [Entry]

    /// The last version that is recorded; 0 when none is.
    var last: Int { entries.last?.version ?? 0 }

    /// Reads them. As long as the table is missing nothing was applied: the first migration of the metadata
    /// line makes it.
    static func read(dataset: String, line: String, in transaction: Transaction) async throws -> SchemaVersions {
        var entries: [Entry] = []
        if let hasStates = try await tableHasStates(in: transaction) {
            let rows = try await transaction.query(
                """
                select version, checksum, \(unsafeSQL: hasStates ? "state = 'applied'" : "true") as is_applied
                from sluice.schema_versions
                where dataset = \(dataset) and line = \(line)
                order by version
                """)
            for row in rows {
                entries.append(
                    Entry(
                        version: try row.decode("version"), checksum: try row.decode("checksum"),
                        isApplied: try row.decode("is_applied")))
            }
        }
        return SchemaVersions(dataset: dataset, line: line, entries: entries)
    }

    /// The migrations that were not applied yet, one that was begun and not finished included. Throws when the record and the
    /// files do not agree: nothing is guessed.
    func pending(of migrations: [Migration]) throws(MigrationError) -> [Migration] {
        for (index, entry) in entries.enumerated() {
            guard entry.version == index + 1 else {
                throw .missingRecord(dataset: dataset, line: line, version: index + 1)
            }
            guard index < migrations.count else {
                throw .newerDatabase(dataset: dataset, line: line, applied: last, known: migrations.count)
            }
            guard entry.isApplied else {
                // What was not applied may still be mended. It is the last one: no other begins before it is done.
                guard index == entries.count - 1 else {
                    throw .missingRecord(dataset: dataset, line: line, version: entry.version)
                }
                return Array(migrations.dropFirst(index))
            }
            guard entry.checksum == migrations[index].checksum else {
                throw .changedFile(dataset: dataset, line: line, file: migrations[index].file)
            }
        }
        return Array(migrations.dropFirst(entries.count))
    }

    /// Refuses a version to stop at that is behind or beyond the files.
    func check(target: Int, known: Int) throws(MigrationError) {
        guard 0...known ~= target else { throw .unknownVersion(line: line, version: target, known: known) }
        let applied = entries.last { $0.isApplied }?.version ?? 0
        guard target >= applied else {
            throw .targetBehind(dataset: dataset, line: line, target: target, applied: applied)
        }
    }

    /// Nil when the table is missing; false before the migration that tells what was begun from what was applied.
    private static func tableHasStates(in transaction: Transaction) async throws -> Bool? {
        try await transaction.query(
            """
            select exists (
                select
                from pg_attribute
                where attrelid = pg_class.oid and attname = 'state' and not attisdropped
            )
            from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = 'sluice' and relname = 'schema_versions'
            """
        ).first?.decode(0)
    }
}
