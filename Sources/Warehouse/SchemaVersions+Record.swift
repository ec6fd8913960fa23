internal import Postgres

extension SchemaVersions {
    /// Records that a migration was applied, in the transaction that applied it.
    static func record(
        _ migration: Migration, dataset: String, duration: Duration, sluiceVersion: String, in transaction: Transaction
    ) async throws {
        if try await isBegun(migration, dataset: dataset, in: transaction) {
            // It was left half done by a run outside a transaction, and then was mended so that one holds it.
            let attempt = try await begin(
                migration, dataset: dataset, sluiceVersion: sluiceVersion, in: transaction)
            _ = try await finish(migration, dataset: dataset, attempt: attempt, duration: duration, in: transaction)
            return
        }
        try await transaction.query(
            """
            insert into sluice.schema_versions
                (dataset, line, version, name, checksum, sql, duration_ms, sluice_version)
            values
                (\(dataset), \(migration.line), \(migration.version), \(migration.name), \(migration.checksum),
                 \(migration.sql), \(milliseconds(duration)), \(sluiceVersion))
            """)
    }

    /// Records that a migration begins which no transaction holds, and returns the number of this attempt.
    static func begin(
        _ migration: Migration, dataset: String, sluiceVersion: String, in transaction: Transaction
    ) async throws -> Int {
        let rows = try await transaction.query(
            """
            insert into sluice.schema_versions as old
                (dataset, line, version, name, checksum, sql, duration_ms, sluice_version, state)
            values
                (\(dataset), \(migration.line), \(migration.version), \(migration.name), \(migration.checksum),
                 \(migration.sql), 0, \(sluiceVersion), 'begun')
            on conflict (dataset, line, version) do update
            set name = excluded.name,
                checksum = excluded.checksum,
                sql = excluded.sql,
                applied_at = excluded.applied_at,
                applied_by = excluded.applied_by,
                sluice_version = excluded.sluice_version,
                attempt = old.attempt + 1
            where old.state = 'begun'
            returning attempt
            """)
        return try rows.first?.decode(0) ?? 0
    }

    /// Records that what was begun was applied; false when somebody has begun it anew since.
    static func finish(
        _ migration: Migration, dataset: String, attempt: Int, duration: Duration, in transaction: Transaction
    ) async throws -> Bool {
        let rows = try await transaction.query(
            """
            update sluice.schema_versions
            set state = 'applied',
                duration_ms = \(milliseconds(duration)),
                applied_at = clock_timestamp()
            where dataset = \(dataset)
                and line = \(migration.line)
                and version = \(migration.version)
                and state = 'begun'
                and attempt = \(attempt)
            returning version
            """)
        return !rows.isEmpty
    }

    /// Whether it is still this attempt that is recorded as begun.
    static func isAt(
        _ attempt: Int, of migration: Migration, dataset: String, in transaction: Transaction
    ) async throws -> Bool {
        try await !transaction.query(
            """
            select
            from sluice.schema_versions
            where dataset = \(dataset)
                and line = \(migration.line)
                and version = \(migration.version)
                and state = 'begun'
                and attempt = \(attempt)
            """
        ).isEmpty
    }

    private static func isBegun(
        _ migration: Migration, dataset: String, in transaction: Transaction
    ) async throws -> Bool {
        try await read(dataset: dataset, line: migration.line, in: transaction)
            .entries.contains { $0.version == migration.version && !$0.isApplied }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        Int64((duration / .milliseconds(1)).rounded())
    }
}
