package import Foundation
package import Postgres

/// Who works on a dataset just now: its lease, as long as it has not run out.
package struct Holder: Encodable, Sendable {
    package let dataset: String
    package let holder: String
    package let packageID: UUID?
    package let heartbeatAt: Date
    package let expiresAt: Date

    package static func list(dataset: String?, on connection: some Queryable) async throws -> [Holder] {
        try await connection.query(
            """
            select dataset, coalesce(holder, '') as holder, package_id, heartbeat_at, expires_at
            from sluice.leases
            where package_id is not null
              and expires_at > clock_timestamp()
              and (\(dataset)::text is null or dataset = \(dataset))
            order by dataset
            """
        ).map { row in
            Holder(
                dataset: try row.decode("dataset"), holder: try row.decode("holder"),
                packageID: try row.decode("package_id"), heartbeatAt: try row.decode("heartbeat_at"),
                expiresAt: try row.decode("expires_at"))
        }
    }
}
