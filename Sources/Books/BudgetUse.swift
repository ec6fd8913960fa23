package import Postgres

/// What was used of a key's requests of today (UTC). A key has no name: the datasets that it loaded today say which it is.
package struct BudgetUse: Encodable, Sendable {
    package let day: String
    /// The first eight characters of its fingerprint, which stay the same as long as the key does.
    package let key: String
    package let datasets: [String]
    package let dailyLimit: Int
    package let spent: Int
    package let reserved: Int

    package static func today(dataset: String?, on connection: some Queryable) async throws -> [BudgetUse] {
        try await connection.query(
            """
            select
                budget.day::text as day,
                left(budget.key_fingerprint, 8) as key,
                used.datasets,
                budget.daily_limit,
                budget.spent,
                budget.reserved
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
            BudgetUse(
                day: try row.decode("day"), key: try row.decode("key"), datasets: try row.decode("datasets"),
                dailyLimit: try row.decode("daily_limit"), spent: try row.decode("spent"),
                reserved: try row.decode("reserved"))
        }
    }
}
