package import Foundation
package import Postgres

/// What the books say at a glance: the status, and the overview of the dashboard.
package struct StatusReport: Encodable, Sendable {
    package struct Package: Encodable, Sendable {
        package let summary: PackageSummary
        package let jobs: [JobSummary]

        private enum CodingKeys: String, CodingKey {
            case jobs
        }

        /// One flat object: the package, and its jobs.
        package func encode(to encoder: any Encoder) throws {
            try summary.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(jobs, forKey: .jobs)
        }
    }

    /// By the server's clock.
    package let now: Date
    /// What is wrong or needs somebody, in plain words; the worst first.
    package let concerns: [Concern]
    package let packages: [Package]
    package let holders: [Holder]
    package let freshness: [Freshness]
    package let budgets: [BudgetUse]
    package let openSpans: [OpenSpan]
    package let rejected: [RejectedSummary]
    package let unknownFields: [UnknownFieldSummary]

    /// The datasets that a load was ever begun for; none before the first.
    package static func datasets(on connection: some Queryable) async throws -> [String] {
        guard try await BooksPresence.areThere(on: connection) else { return [] }
        return try await connection.query("select dataset from sluice.leases order by dataset")
            .map { try $0.decode(0, as: String.self) }
    }

    /// - Parameters:
    ///   - dataset: nil for all of the database.
    ///   - last: how many packages to list.
    package static func read(dataset: String?, last: Int, on connection: some Queryable) async throws -> StatusReport {
        let clock = try await connection.query("select clock_timestamp()")
        let now = try clock.first?.decode(0, as: Date.self) ?? Date()
        guard try await BooksPresence.areThere(on: connection) else {
            return StatusReport(
                now: now, concerns: [], packages: [], holders: [], freshness: [], budgets: [], openSpans: [],
                rejected: [], unknownFields: [])
        }
        let packages = try await PackageSummary.list(.init(dataset: dataset, limit: last), on: connection)
        // A dataset that is loaded often does not hide one that failed.
        let lastLoads = try await PackageSummary.lastLoads(dataset: dataset, on: connection)
        let jobs = try await JobSummary.list(of: (packages + lastLoads).map(\.packageID), on: connection)
        let holders = try await Holder.list(dataset: dataset, on: connection)
        let freshness = try await Freshness.list(dataset: dataset, on: connection)
        let budgets = try await BudgetUse.today(dataset: dataset, on: connection)
        let openSpans = try await OpenSpan.list(dataset: dataset, on: connection)
        let rejected = try await RejectedSummary.list(dataset: dataset, on: connection)
        let unknown = try await UnknownFieldSummary.list(dataset: dataset, on: connection)
        func withJobs(_ packages: [PackageSummary]) -> [Package] {
            packages.map { Package(summary: $0, jobs: jobs[$0.packageID] ?? []) }
        }
        let listed = withJobs(packages)
        return StatusReport(
            now: now,
            concerns: Concern.all(
                lastLoads: withJobs(lastLoads), holders: holders, freshness: freshness, budgets: budgets,
                openSpans: openSpans, rejected: rejected, unknownFields: unknown),
            packages: listed, holders: holders, freshness: freshness, budgets: budgets, openSpans: openSpans,
            rejected: rejected, unknownFields: unknown)
    }
}
