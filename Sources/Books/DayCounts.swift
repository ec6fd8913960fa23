package import Postgres

/// What the packages of one day (UTC) brought.
package struct DayCounts: Encodable, Sendable {
    /// As 2024-01-31.
    package let day: String
    package let packages: Int
    /// Of the packages, those that failed or stayed partial.
    package let troubled: Int
    package let requests: Int
    package let records: Int
    package let rejected: Int

    /// The last days up to today, the oldest first; a day on which nothing ran has zeros.
    package static func list(dataset: String?, days: Int, on connection: some Queryable) async throws -> [DayCounts] {
        var ofDataset: Statement = ""
        if let dataset { ofDataset = "and packages.dataset = \(dataset)" }
        return try await connection.query(
            """
            with days as (
                select (now() at time zone 'UTC')::date - offset_days as day
                from generate_series(0, \(days)::int - 1) as offset_days
            ), counts as (
                select
                    (started_at at time zone 'UTC')::date as day, count(*) as packages,
                    count(*) filter (where status in ('failed', 'partial', 'abandoned')) as troubled,
                    sum(requests)::bigint as requests, sum(records)::bigint as records, sum(rejected)::bigint as rejected
                from sluice.load_packages as packages
                -- An instant that the planner can compute, so that it meets the index.
                where started_at >= date_trunc('day', now(), 'UTC') - make_interval(days => \(days)::int - 1)
                  \(ofDataset)
                group by 1
            )
            select
                days.day::text as day, coalesce(packages, 0) as packages, coalesce(troubled, 0) as troubled,
                coalesce(requests, 0) as requests, coalesce(records, 0) as records, coalesce(rejected, 0) as rejected
            from days
            left join counts using (day)
            order by days.day
            """
        ).map { row in
            DayCounts(
                day: try row.decode("day"), packages: try row.decode("packages"), troubled: try row.decode("troubled"),
                requests: try row.decode("requests"), records: try row.decode("records"),
                rejected: try row.decode("rejected"))
        }
    }
}
