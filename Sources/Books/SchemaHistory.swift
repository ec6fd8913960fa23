package import Foundation
package import Postgres

/// A migration that was applied, or begun: `sluice.schema_versions`.
package struct AppliedMigration: Encodable, Sendable {
    package let dataset: String
    package let line: String
    package let version: Int
    package let name: String
    package let checksum: String
    package let state: String
    package let appliedAt: Date
    package let durationMs: Int?
    package let appliedBy: String
    package let sluiceVersion: String

    /// All of a dataset and of the books themselves (whose dataset is empty), by line, the newest first.
    package static func list(dataset: String?, on connection: some Queryable) async throws -> [AppliedMigration] {
        try await connection.query(
            """
            select
                dataset, line, version, name, checksum, state, applied_at, duration_ms, applied_by,
                sluice_version
            from sluice.schema_versions
            where \(dataset)::text is null or dataset in (\(dataset), '')
            order by dataset, line, version desc
            """
        ).map { row in
            AppliedMigration(
                dataset: try row.decode("dataset"), line: try row.decode("line"), version: try row.decode("version"),
                name: try row.decode("name"), checksum: try row.decode("checksum"), state: try row.decode("state"),
                appliedAt: try row.decode("applied_at"), durationMs: try row.decode("duration_ms"),
                appliedBy: try row.decode("applied_by"), sluiceVersion: try row.decode("sluice_version"))
        }
    }
}

/// A table and how large it is, as the server estimates it.
package struct TableSize: Encodable, Sendable {
    package let schema: String
    package let table: String
    /// As the server counted what was written; after a crash as of the last `analyze`, and nil without one. Exact counts would
    /// read the tables.
    package let estimatedRows: Int?
    /// With its indexes.
    package let bytes: Int
    package let comment: String?

    /// The tables of the schemas, by schema and name.
    package static func list(schemas: [String], on connection: some Queryable) async throws -> [TableSize] {
        try await connection.query(
            """
            select
                nspname::text as schema,
                relname::text as table,
                -- Not the planner's estimate at first: it may be as old as the first batch of the first load.
                coalesce(
                    nullif(pg_stat_get_live_tuples(pg_class.oid), 0),
                    nullif(reltuples, -1)::bigint,
                    case when relkind = 'r' and pg_relation_size(pg_class.oid) = 0 then 0 end
                ) as estimated_rows,
                pg_total_relation_size(pg_class.oid) as bytes,
                obj_description(pg_class.oid, 'pg_class') as comment
            from pg_class
            join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = any(\(schemas)::text[])
              and relkind in ('r', 'p')
            order by nspname, relname
            """
        ).map { row in
            TableSize(
                schema: try row.decode("schema"), table: try row.decode("table"),
                estimatedRows: try row.decode("estimated_rows"), bytes: try row.decode("bytes"),
                comment: try row.decode("comment"))
        }
    }
}
