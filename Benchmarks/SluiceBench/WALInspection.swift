import Postgres

/// The records of the write-ahead log that touch tables of the data, their indexes and their TOAST tables.
///
/// Without those that only save a page whose hint bits were set: any reader may cause them, and they say nothing new.
struct WALInspection: Sendable {
    let records: Int
    let bytes: Int
    /// Of the bytes, the images of whole pages: the first change of a page after a checkpoint saves all of it, so they say
    /// how lately there was one, too.
    let imageBytes: Int

    /// Nil when the server has no pg_walinspect.
    static func inspect(
        _ server: BenchServer, _ database: String, from start: String, to end: String
    ) async throws -> WALInspection? {
        guard server.canInspectWAL else { return nil }
        let files = try await Connection.withConnection(ConnectionSettings(server.connectionString(database))) {
            connection in
            try await connection.query(
                """
                with tables as (
                    select oid, reltoastrelid from pg_class where relnamespace = 'whatconverts'::regnamespace
                ), relations as (
                    select oid from tables
                    union select reltoastrelid from tables
                    union select indexrelid from pg_index where indrelid in (select reltoastrelid from tables)
                )
                select pg_relation_filenode(oid)::bigint as file from relations
                where pg_relation_filenode(oid) is not null
                """
            ).map { row throws(PostgresError) in try row.decode("file", as: Int.self) }
        }
        // The log can be read as far as it is on disk, and a commit takes all of it there. No checkpoint: it would remove the
        // files that are to be read.
        try await server.monitor.query("select pg_logical_emit_message(true, 'SluiceBench', '')")
        let result = try await server.monitor.query(
            """
            select
                count(*) as records, coalesce(sum(record_length), 0)::bigint as bytes,
                coalesce(sum(fpi_length), 0)::bigint as image_bytes
            from pg_get_wal_records_info(\(start)::pg_lsn, \(end)::pg_lsn)
            where record_type <> 'FPI_FOR_HINT' and exists (
                select from regexp_matches(block_ref, 'rel \\d+/(\\d+)/(\\d+)', 'g') as block
                where block[1]::bigint = (select oid::bigint from pg_database where datname = \(database))
                    and block[2]::bigint = any(\(files)::bigint[])
            )
            """)
        let row = result[0]
        return WALInspection(
            records: try row.decode("records"), bytes: try row.decode("bytes"),
            imageBytes: try row.decode("image_bytes"))
    }
}
