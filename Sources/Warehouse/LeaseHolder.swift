package import Foundation
package import Postgres

/// Who holds a dataset, as its lease says.
package struct LeaseHolder: Sendable, Hashable {
    package let dataset: String
    package let fence: Int64
    /// Host and process.
    package let name: String
    /// Its load package; nil when the lease was given back.
    package let package: UUID?
    /// When its run began.
    package let since: Date
    package let heartbeat: Date
    package let until: Date
    /// Whether another run may take the dataset, by the server's clock.
    package let isOver: Bool

    /// How long the holder's lease lasts from one heartbeat on: its run's own setting, not ours.
    var timeToLive: Duration {
        .milliseconds(Int64(max(0, until.timeIntervalSince(heartbeat) * 1_000)))
    }

    /// The lease of a dataset; nil when it was never taken. Reads without a lock, so that watching hinders nobody.
    package static func read(dataset: String, on connection: Connection) async throws -> LeaseHolder? {
        let rows = try await connection.query(
            """
            select
                leases.fence,
                coalesce(leases.holder, ''),
                leases.package_id,
                coalesce(packages.started_at, leases.heartbeat_at),
                leases.heartbeat_at,
                leases.expires_at,
                leases.package_id is null or leases.expires_at <= clock_timestamp()
            from sluice.leases
            left join sluice.load_packages as packages using (package_id)
            where leases.dataset = \(dataset)
            """)
        guard let row = rows.first else { return nil }
        let (fence, name, package, since, heartbeat, until, isOver) =
            try row.decode((Int64, String, UUID?, Date, Date, Date, Bool).self)
        return LeaseHolder(
            dataset: dataset, fence: fence, name: name, package: package, since: since, heartbeat: heartbeat,
            until: until, isOver: isOver)
    }

    /// Whether its run lives: it has renewed the lease, or another run has taken it, since the earlier look.
    func hasMoved(since earlier: LeaseHolder) -> Bool {
        fence != earlier.fence || heartbeat != earlier.heartbeat
    }
}
