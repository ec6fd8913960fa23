package import Foundation
package import Postgres

/// The right to write a dataset, held by one run at a time: a row of `sluice.leases`.
///
/// Taking a dataset raises its fence, so that a run that lost its lease can no longer commit (``Fence``). All times are the
/// server's: two machines never compare their clocks.
package struct Lease: Sendable {
    package let connection: Connection
    package let timeToLive: Duration

    /// How long to wait for a transaction of a run that has lost its right, before its server processes are ended.
    package let lockTimeout: Duration

    package init(connection: Connection, timeToLive: Duration, lockTimeout: Duration = .seconds(1)) {
        self.connection = connection
        self.timeToLive = timeToLive
        self.lockTimeout = lockTimeout
    }

    /// Takes the dataset for a package.
    ///
    /// A lease that was given back or has run out is taken at once. Any other is watched until it has run out: one that its
    /// run keeps alive moves, and then this fails with ``WarehouseError/datasetHeld(_:)``, or goes on waiting when
    /// `waits` says so; a run that died does not move it. A run that is paused inside a transaction holds the lease by a
    /// lock, against which no timeout of the server helps: its server processes are ended.
    ///
    /// - Parameter onWait: told once who is waited for, when `waits` is set.
    package func take(
        dataset: String, packageID: UUID, holder: String, waits: Bool = false,
        onWait: (LeaseHolder) -> Void = { _ in }
    ) async throws -> Fence {
        var watch = Watch()
        while true {
            guard let found = try await LeaseHolder.read(dataset: dataset, on: connection), !found.isOver else {
                if let fence = try await seize(dataset: dataset, packageID: packageID, holder: holder, &watch) {
                    return Fence(dataset: dataset, number: fence, packageID: packageID)
                }
                continue
            }
            if watch.sees(found), !waits { throw WarehouseError.datasetHeld(found) }
            if waits, watch.isFirstLook { onWait(found) }
            watch.note(found)
            try await Task.sleep(for: min(.seconds(1), max(.milliseconds(20), found.timeToLive / 10)))
        }
    }

    /// What was seen of a lease that another run has.
    private struct Watch {
        private var last: LeaseHolder?
        var attempts = 0

        var isFirstLook: Bool { last == nil }

        /// Whether the run that has it was seen to live.
        func sees(_ found: LeaseHolder) -> Bool {
            last.map { found.hasMoved(since: $0) } ?? false
        }

        mutating func note(_ found: LeaseHolder) {
            last = found
            attempts = 0
        }
    }

    /// Takes a lease that is free or has run out. Nil when another run was faster, which the next look shows, or when the old
    /// run is still inside a transaction, whose server processes are ended then.
    private func seize(
        dataset: String, packageID: UUID, holder: String, _ watch: inout Watch
    ) async throws -> Int64? {
        if let fence = try await raiseFence(dataset: dataset, packageID: packageID, holder: holder) { return fence }
        let old = try await LeaseHolder.read(dataset: dataset, on: connection)
        if let old, !old.isOver { return nil }
        watch.attempts += 1
        guard watch.attempts <= 5 else {
            throw WarehouseError.leaseLocked(dataset: dataset, processes: try await lockingProcesses())
        }
        if let old { try await endProcesses(of: old) }
        return nil
    }

    /// Raises the fence and returns it; nil when another run was faster, or still has a lock on the lease.
    private func raiseFence(dataset: String, packageID: UUID, holder: String) async throws -> Int64? {
        do {
            return try await connection.transaction { transaction in
                // Who is paused right here must not keep everybody else from the dataset.
                try await transaction.query(
                    """
                    select
                        set_config('lock_timeout', \("\(lockTimeout.milliseconds)ms"), true),
                        set_config('idle_in_transaction_session_timeout', '5s', true)
                    """)
                return try await transaction.query(
                    """
                    insert into sluice.leases as leases (
                        dataset, fence, holder, package_id, heartbeat_at, expires_at
                    )
                    values (
                        \(dataset), 1, \(holder), \(packageID), clock_timestamp(),
                        clock_timestamp() + make_interval(secs => \(timeToLive.timeInterval)::double precision)
                    )
                    on conflict (dataset) do update
                    set fence = leases.fence + 1,
                        holder = excluded.holder,
                        package_id = excluded.package_id,
                        heartbeat_at = excluded.heartbeat_at,
                        expires_at = excluded.expires_at
                    where leases.package_id is null
                       or leases.expires_at <= clock_timestamp()
                    returning fence
                    """
                ).first?.decode(0, as: Int64.self)
            }
        } catch let error as PostgresError where error.sqlState == "55P03" {
            return nil
        }
    }

    /// Ends the server processes that still work for a run whose lease has run out; what they had not committed is undone.
    private func endProcesses(of holder: LeaseHolder) async throws {
        do {
            // A 64-bit advisory lock shows as two halves (manual, "pg_locks"). A run that has just woken and renewed its lease
            // is left alone.
            try await connection.query(
                """
                select pg_terminate_backend(pid)
                from pg_catalog.pg_locks
                where locktype = 'advisory'
                  and database = (select oid from pg_catalog.pg_database where datname = current_database())
                  and objsubid = 1
                  and (classid::bigint << 32) | objid::bigint
                      = \(Fence.lock(dataset: holder.dataset, number: holder.fence))
                  and exists (
                      select
                      from sluice.leases
                      where dataset = \(holder.dataset)
                        and fence = \(holder.fence)
                        and (package_id is null or expires_at <= clock_timestamp())
                  )
                """)
        } catch {
            throw error.sqlState == "42501" ? WarehouseError.holderNotEnded(holder) : error
        }
    }

    /// Who else is inside a transaction that has to do with leases.
    private func lockingProcesses() async throws -> [Int32] {
        try await connection.query(
            """
            select distinct pid
            from pg_catalog.pg_locks
            where relation = 'sluice.leases'::regclass
              and pid <> pg_backend_pid()
            order by pid
            """
        ).map { try $0.decode(0, as: Int32.self) }
    }

    /// Moves the lease's end; `false` when the dataset was taken by another run. A lease that was given back stays free.
    package func renew(_ fence: Fence) async throws -> Bool {
        try await connection.query(
            """
            update sluice.leases
            set heartbeat_at = clock_timestamp(),
                expires_at = clock_timestamp() + make_interval(secs => \(timeToLive.timeInterval)::double precision)
            where dataset = \(fence.dataset)
              and fence = \(fence.number)
            """
        ).affectedRows == 1
    }
}

extension Duration {
    /// In seconds, as dates and the server's intervals count.
    package var timeInterval: TimeInterval {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
