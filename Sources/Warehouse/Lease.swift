package import Foundation
package import Postgres

/// The right to write a dataset, held by one run at a time: a row of `sluice.leases`.
///
/// Taking a dataset raises its fence, so that a run that lost its lease can no longer commit (``Fence``). All times are the
/// server's: two machines never compare their clocks.
package struct Lease: Sendable {
    package let connection: Connection
    package let timeToLive: Duration

    /// How long to wait for a run that keeps its lease locked, as one does that was stopped inside a transaction.
    package let lockTimeout: Duration

    package init(connection: Connection, timeToLive: Duration, lockTimeout: Duration = .seconds(5)) {
        self.connection = connection
        self.timeToLive = timeToLive
        self.lockTimeout = lockTimeout
    }

    /// Takes the dataset for a package, or fails with ``WarehouseError/datasetHeld(dataset:holder:since:package:until:)``.
    ///
    /// A lease that was given back or has run out can be taken; one that another run keeps alive cannot.
    package func take(dataset: String, packageID: UUID, holder: String) async throws -> Fence {
        guard let fence = try await raiseFence(dataset: dataset, packageID: packageID, holder: holder) else {
            throw try await heldError(dataset: dataset)
        }
        return Fence(dataset: dataset, number: fence, packageID: packageID)
    }

    /// Raises the fence and returns it; nil when another run holds the dataset, by its lease or by a lock on it.
    private func raiseFence(dataset: String, packageID: UUID, holder: String) async throws -> Int64? {
        do {
            return try await connection.transaction { transaction in
                try await transaction.query("set local lock_timeout = \(unsafeSQL: "\(lockTimeout.milliseconds)")")
                return try await transaction.query(
                    """
                    insert into sluice.leases as leases (
                        dataset, fence, holder, package_id, backend_pids, heartbeat_at, expires_at
                    )
                    values (
                        \(dataset), 1, \(holder), \(packageID), array[pg_backend_pid()], clock_timestamp(),
                        clock_timestamp() + make_interval(secs => \(timeToLive.timeInterval)::double precision)
                    )
                    on conflict (dataset) do update
                    set fence = leases.fence + 1,
                        holder = excluded.holder,
                        package_id = excluded.package_id,
                        backend_pids = excluded.backend_pids,
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

    /// Moves the lease's end; `false` when the dataset was taken by another run.
    package func renew(_ fence: Fence) async throws -> Bool {
        try await connection.query(
            """
            update sluice.leases
            set heartbeat_at = clock_timestamp(),
                expires_at = clock_timestamp() + make_interval(secs => \(timeToLive.timeInterval)::double precision)
            where dataset = \(fence.dataset)
              and fence = \(fence.number)
              and package_id = \(fence.packageID)
            """
        ).affectedRows == 1
    }

    private func heldError(dataset: String) async throws -> any Error {
        let rows = try await connection.query(
            """
            select leases.holder, coalesce(packages.started_at, leases.heartbeat_at), leases.package_id, leases.expires_at
            from sluice.leases
            left join sluice.load_packages as packages using (package_id)
            where leases.dataset = \(dataset)
            """)
        guard let row = rows.first else { return WarehouseError.leaseLost(dataset: dataset) }
        let (holder, since, package, until) = try row.decode((String, Date, UUID?, Date).self)
        return WarehouseError.datasetHeld(
            dataset: dataset, holder: holder, since: since, package: package, until: until)
    }
}

extension Duration {
    /// In seconds, as dates and the server's intervals count.
    package var timeInterval: TimeInterval {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
