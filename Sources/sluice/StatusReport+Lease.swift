import Foundation
import Postgres

extension StatusReport {
    /// The leases that have not run out.
    static func holders(on connection: Connection, dataset: String?) async throws -> [Holder] {
        try await connection.query(
            """
            select dataset, coalesce(holder, ''), package_id, heartbeat_at, expires_at
            from sluice.leases
            where package_id is not null
              and expires_at > clock_timestamp()
              and (\(dataset)::text is null or dataset = \(dataset))
            order by dataset
            """
        ).map { row in
            let (dataset, holder, package, heartbeat, expires) = try row.decode(
                (String, String, UUID?, Date, Date).self)
            return Holder(
                dataset: dataset, holder: holder, package: package, heartbeat_at: heartbeat, expires_at: expires)
        }
    }

    /// The requests of today (UTC), for each key that a dataset was loaded with today.
    static func budgets(on connection: Connection, dataset: String?) async throws -> [Budget] {
        try await connection.query(
            """
            select budget.day::text, used.datasets, budget.daily_limit, budget.spent, budget.reserved
            from sluice.request_budget as budget
            cross join lateral (
                select array_agg(distinct dataset order by dataset) as datasets
                from sluice.request_reservations as reservations
                where reservations.key_fingerprint = budget.key_fingerprint
                  and reservations.day = budget.day
            ) as used
            where budget.day = (clock_timestamp() at time zone 'UTC')::date
              and used.datasets is not null
              and (\(dataset)::text is null or \(dataset) = any(used.datasets))
            order by used.datasets
            """
        ).map { row in
            let (day, datasets, limit, spent, reserved) = try row.decode((String, [String], Int, Int, Int).self)
            return Budget(day: day, datasets: datasets, daily_limit: limit, spent: spent, reserved: reserved)
        }
    }
}
