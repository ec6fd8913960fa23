internal import Postgres

extension Migrator {
    /// The sessions of others that hold locks on the tables, indexes and sequences of a schema, the oldest transaction first.
    ///
    /// Asked after an attempt has stepped back: who waits for a lock cannot ask on the same connection. Whoever was done
    /// meanwhile is not among them, and stands in nobody's way any more.
    func holders(ofTablesIn schema: String) async throws -> [Blocker] {
        try await blockers(
            """
            locktype = 'relation'
                and relation in (
                    select pg_class.oid
                    from pg_catalog.pg_class join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
                    where nspname = \(schema)
                )
            """)
    }

    /// Who holds the lock of the migrations: another migrator.
    func holdersOfTheTurn() async throws -> [Blocker] {
        // A 64-bit advisory lock shows as two halves (manual, "pg_locks").
        try await blockers(
            """
            locktype = 'advisory'
                and objsubid = 1
                and (classid::bigint << 32) | objid::bigint = \(Self.turn)
            """)
    }

    private func blockers(_ condition: Statement) async throws -> [Blocker] {
        try await connection.query(
            """
            select
                locks.pid, prepared.gid as prepared, coalesce(sessions.usename, prepared.owner)::text as role,
                sessions.application_name as application, coalesce(sessions.xact_start, prepared.prepared) as since
            from (
                select distinct pid, case when pid is null then virtualtransaction end as virtualtransaction
                from pg_catalog.pg_locks
                where granted
                    and pid is distinct from pg_backend_pid()
                    and database = (select oid from pg_catalog.pg_database where datname = current_database())
                    and \(condition)
            ) as locks
            left join pg_catalog.pg_stat_activity as sessions using (pid)
            -- A prepared transaction has no process; what tells it is the lock on its own id.
            left join pg_catalog.pg_locks as ids
                on ids.virtualtransaction = locks.virtualtransaction
                and ids.pid is null
                and ids.locktype = 'transactionid'
            left join pg_catalog.pg_prepared_xacts as prepared on prepared.transaction = ids.transactionid
            order by since, locks.pid
            """
        ).map { row in
            Blocker(
                processID: try row.decode("pid"), prepared: try row.decode("prepared"), role: try row.decode("role"),
                application: try row.decode("application"), since: try row.decode("since"))
        }
    }

    /// One lock for all lines and datasets of a database: they share the metadata tables.
    static let turn: Statement = "hashtextextended('sluice migrations', 0)"
}
