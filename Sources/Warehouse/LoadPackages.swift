package import Foundation
package import Postgres

/// The books about runs: `sluice.load_packages` and `sluice.load_jobs`.
///
/// The package row is committed before the first request, so that a crash is visible. Sums are added by the transaction that
/// merges a batch (``LoadBatch/record(in:)``), so that no row is ever there that no package accounts for.
package struct LoadPackages: Sendable {
    package let connection: Connection

    package init(connection: Connection) {
        self.connection = connection
    }

    /// Whether there is a package of that id.
    package func holds(_ id: UUID) async throws -> Bool {
        try await connection.query("select from sluice.load_packages where package_id = \(id)").isEmpty == false
    }

    package func begin(_ package: LoadPackage, fence: Fence, sluiceVersion: String, host: String) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            // Whoever else still stands as started on this dataset died without a word: the fence says that it is over.
            let dead = try await transaction.query(
                """
                update sluice.load_packages
                set status = 'abandoned', finished_at = clock_timestamp(),
                    error = 'the run ended without a word; the next run took over'
                where dataset = \(package.dataset)
                  and status = 'started'
                returning package_id
                """
            ).map { try $0.decode(0, as: UUID.self) }
            try await transaction.query(
                """
                update sluice.load_jobs
                set status = 'abandoned', finished_at = clock_timestamp()
                where status = 'started'
                  and package_id = any(\(dead)::uuid[])
                """)
            try await Reservations.close(packages: dead, in: transaction)
            try await transaction.query(
                """
                insert into sluice.load_packages (
                    package_id, dataset, source, trigger, status, started_at, fence, sluice_version, host
                )
                values (
                    \(package.id), \(package.dataset), \(package.source), \(package.trigger), 'started',
                    clock_timestamp(), \(fence.number), \(sluiceVersion), \(host)
                )
                """)
        }
    }

    /// - Parameter isWhole: false when only single records, or rejected ones, are to be read: then the job says nothing of how
    ///   fresh the resource is, however it ends.
    package func beginJob(_ resource: String, isWhole: Bool = true, fence: Fence) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await transaction.query(
                """
                insert into sluice.load_jobs (package_id, resource, status, started_at, is_whole)
                values (\(fence.packageID), \(resource), 'started', clock_timestamp(), \(isWhole))
                on conflict (package_id, resource) do update
                set status = 'started', finished_at = null, is_whole = excluded.is_whole
                """)
        }
    }

    /// - Parameter isWhole: as in ``beginJob(_:isWhole:fence:)``; a job that was begun as not whole stays so.
    package func finishJob(
        _ resource: String, status: LoadPackage.Status, isWhole: Bool = true, addedColumns: Int = 0,
        message: String? = nil, error: String? = nil, fence: Fence
    ) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await transaction.query(
                """
                insert into sluice.load_jobs as jobs (
                    package_id, resource, status, started_at, finished_at, is_whole, added_columns, message, error
                )
                values (
                    \(fence.packageID), \(resource), \(status.rawValue), clock_timestamp(), clock_timestamp(),
                    \(isWhole), \(addedColumns), \(message), \(error)
                )
                on conflict (package_id, resource) do update
                set status = excluded.status,
                    finished_at = excluded.finished_at,
                    requests = \(Reservations.requests(of: "jobs")),
                    is_whole = jobs.is_whole and excluded.is_whole,
                    added_columns = excluded.added_columns,
                    message = excluded.message,
                    error = excluded.error
                """)
        }
    }

    /// Ends a package and gives its dataset free, in one transaction.
    ///
    /// - Parameter exitStatus: what the process will leave with; nil when a signal decides it.
    package func finish(
        status: LoadPackage.Status, exitStatus: ExitStatus?, error: String? = nil, fence: Fence
    ) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await transaction.query(
                """
                update sluice.load_packages
                set status = \(status.rawValue), finished_at = clock_timestamp(), error = \(error),
                    exit_status = \(exitStatus?.rawValue)::smallint
                where package_id = \(fence.packageID)
                  and status = 'started'
                """)
            if status != .loaded {
                try await transaction.query(
                    """
                    update sluice.load_jobs
                    set status = \(status.rawValue), finished_at = clock_timestamp()
                    where package_id = \(fence.packageID)
                      and status = 'started'
                    """)
            }
            try await Reservations.close(packages: [fence.packageID], in: transaction)
            CrashPoint.packageFinishing.reach()
            try await transaction.query(
                """
                update sluice.leases
                set package_id = null, expires_at = clock_timestamp()
                where dataset = \(fence.dataset)
                  and fence = \(fence.number)
                """)
            try await transaction.query("select pg_notify('sluice', \(fence.packageID.uuidString.lowercased()))")
        }
        CrashPoint.packageFinished.reach()
    }
}
