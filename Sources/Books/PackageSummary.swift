package import Foundation
package import Postgres
import Warehouse

/// One run, as its row in `sluice.load_packages` tells it.
package struct PackageSummary: Encodable, Sendable, Identifiable {
    package let packageID: UUID
    package let dataset: String
    package let source: String
    package let trigger: String
    package let status: String
    package let startedAt: Date
    /// Nil while it works, and when it vanished.
    package let finishedAt: Date?
    /// How long it took, or has worked until now.
    package let seconds: Double
    package let requests: Int
    package let records: Int
    package let rejected: Int
    package let sluiceVersion: String
    package let host: String
    package let error: String?
    package let exitStatus: Int?
    /// What to do about it; nil when nothing is.
    package let advice: String?

    package var id: UUID { packageID }

    /// Which packages to list.
    package struct Choice: Sendable {
        package var dataset: String?
        package var status: String?
        /// Only those that began before this package did, to go on behind a page of them.
        package var before: UUID?
        package var limit: Int

        package init(dataset: String? = nil, status: String? = nil, before: UUID? = nil, limit: Int) {
            self.dataset = dataset
            self.status = status
            self.before = before
            self.limit = limit
        }
    }

    /// The packages, the latest first.
    package static func list(_ choice: Choice, on connection: some Queryable) async throws -> [PackageSummary] {
        // Each condition stands alone, so that the index on (dataset, started_at) or on the key is met.
        var conditions: Statement = "true"
        if let dataset = choice.dataset { conditions += " and dataset = \(dataset)" }
        if let status = choice.status { conditions += " and status = \(status)" }
        if let before = choice.before {
            conditions +=
                """
                 and (started_at, package_id) < (
                    select started_at, package_id from sluice.load_packages where package_id = \(before)
                )
                """
        }
        return try await connection.query(
            """
            select \(columns)
            from sluice.load_packages as packages
            where \(conditions)
            order by started_at desc, package_id desc
            limit \(choice.limit)
            """
        ).map { try PackageSummary($0) }
    }

    /// The last load of each dataset, by their names. What reads single records or rejected ones, and what gives a field a column,
    /// is left out: how it ended says nothing of whether the numbers are in.
    package static func lastLoads(dataset: String?, on connection: some Queryable) async throws -> [PackageSummary] {
        try await connection.query(
            """
            select \(columns)
            from (
                select dataset as name
                from sluice.leases
                where \(dataset)::text is null or dataset = \(dataset)
            ) as datasets
            cross join lateral (
                select packages.*
                from sluice.load_packages as packages
                where packages.dataset = datasets.name
                  and coalesce(
                      (
                          select bool_or(jobs.is_whole)
                          from sluice.load_jobs as jobs
                          where jobs.package_id = packages.package_id
                      ),
                      -- One that ended before its first job, or has none at all.
                      packages.trigger not in ('replay', 'promote')
                  )
                order by packages.started_at desc, packages.package_id desc
                limit 1
            ) as packages
            order by dataset
            """
        ).map { try PackageSummary($0) }
    }

    static func read(_ id: UUID, on connection: some Queryable) async throws -> PackageSummary? {
        try await connection.query(
            "select \(columns) from sluice.load_packages as packages where package_id = \(id)"
        ).first.map { try PackageSummary($0) }
    }

    /// Of `packages`. While one works, its requests are those of the resources that it has come to the end of.
    private static let columns: Statement =
        """
        package_id, dataset, source, trigger, status, started_at, finished_at,
        extract(epoch from coalesce(finished_at, clock_timestamp()) - started_at)::double precision as seconds,
        case
            when status = 'started' then (
                select coalesce(sum(jobs.requests), 0)::bigint
                from sluice.load_jobs as jobs
                where jobs.package_id = packages.package_id
            )
            else requests
        end as requests,
        records, rejected, sluice_version, host, error, exit_status::int as exit_status
        """

    private init(_ row: Row) throws {
        packageID = try row.decode("package_id")
        dataset = try row.decode("dataset")
        source = try row.decode("source")
        trigger = try row.decode("trigger")
        status = try row.decode("status")
        startedAt = try row.decode("started_at")
        finishedAt = try row.decode("finished_at")
        seconds = max(0, try row.decode("seconds"))
        requests = try row.decode("requests")
        records = try row.decode("records")
        rejected = try row.decode("rejected")
        sluiceVersion = try row.decode("sluice_version")
        host = try row.decode("host")
        error = try row.decode("error")
        let exitStatus = try row.decode("exit_status", as: Int?.self)
        self.exitStatus = exitStatus
        advice = Self.advice(status: status, exitStatus: exitStatus)
    }

    private static func advice(status: String, exitStatus: Int?) -> String? {
        switch status {
        case "started", "loaded": nil
        case "cancelled": ExitStatus.terminated.advice
        case "abandoned": "its process vanished and a later run took over, which reads what was missing"
        default: exitStatus.flatMap { ExitStatus(rawValue: Int32($0)) }?.advice
        }
    }
}
