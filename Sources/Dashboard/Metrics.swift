import Books
import Foundation
import Postgres

/// What the books say as numbers, for Prometheus; docs/metrics.md lists them.
struct Metrics: Sendable {
    /// What this server itself did.
    struct Runs: Sendable {
        let started: Int
        let underWay: Int
        let lastExitStatus: Int?
    }

    private struct Totals: Sendable {
        let dataset: String
        let status: String
        let packages: Int
        let requests: Int
        let records: Int
        let rejected: Int
    }

    private let datasets: [String]
    private let last: [PackageSummary]
    private let totals: [Totals]
    private let freshness: [Freshness]
    private let budgets: [BudgetUse]
    private let rejected: [RejectedSummary]
    private let holders: [Holder]

    static func read(_ books: Transaction) async throws -> Metrics {
        guard try await BooksPresence.areThere(on: books) else { throw Unavailable.noBooks }
        return Metrics(
            datasets: try await StatusReport.datasets(on: books),
            last: try await PackageSummary.lastLoads(dataset: nil, on: books), totals: try await totals(books),
            freshness: try await Freshness.list(dataset: nil, on: books),
            budgets: try await BudgetUse.today(dataset: nil, on: books),
            rejected: try await RejectedSummary.list(dataset: nil, on: books),
            holders: try await Holder.list(dataset: nil, on: books))
    }

    private static func totals(_ books: Transaction) async throws -> [Totals] {
        try await books.query(
            """
            select
                dataset, status, count(*) as packages, sum(requests)::bigint as requests, sum(records)::bigint as records,
                sum(rejected)::bigint as rejected
            from sluice.load_packages
            group by dataset, status
            order by dataset, status
            """
        ).map { row in
            Totals(
                dataset: try row.decode("dataset"), status: try row.decode("status"),
                packages: try row.decode("packages"), requests: try row.decode("requests"),
                records: try row.decode("records"), rejected: try row.decode("rejected"))
        }
    }

    func text(version: String, runs: Runs, openConnections: Int) -> String {
        var text = MetricsText()
        add(to: &text, version: version, runs: runs, openConnections: openConnections)
        addLastPackages(to: &text)
        addTotals(to: &text)
        addState(to: &text)
        return text.text
    }

    private func add(to text: inout MetricsText, version: String, runs: Runs, openConnections: Int) {
        text.add(
            "sluice_build_info", .gauge, "The version of the server that answers; always 1.",
            [(["version": version], 1)])
        text.add(
            "sluice_http_connections", .gauge, "Open connections to the server that answers.", Double(openConnections))
        text.add(
            "sluice_runs_started_total", .counter, "Loads that this server started since it began.",
            Double(runs.started))
        text.add(
            "sluice_runs_under_way", .gauge, "Loads that this server started and that are at work.",
            Double(runs.underWay))
        if let status = runs.lastExitStatus {
            text.add(
                "sluice_run_last_exit_status", .gauge, "What the last load that this server started left with.",
                Double(status))
        }
    }

    /// Replays, promotions and single records are among the totals: how they ended says nothing of the dataset.
    private func addLastPackages(to text: inout MetricsText) {
        text.add(
            "sluice_last_package_status", .gauge,
            "1 for the status of the last load of a dataset: started, loaded, partial, failed, cancelled or abandoned.",
            last.map { (["dataset": $0.dataset, "status": $0.status], 1) })
        text.add(
            "sluice_last_package_exit_status", .gauge,
            "The exit status of the last load of a dataset; missing while it works and when it vanished.",
            last.compactMap { package in package.exitStatus.map { (["dataset": package.dataset], Double($0)) } })
        text.add(
            "sluice_last_package_start_timestamp_seconds", .gauge, "When the last load of a dataset began.",
            last.map { (["dataset": $0.dataset], $0.startedAt.timeIntervalSince1970) })
        text.add(
            "sluice_last_package_end_timestamp_seconds", .gauge,
            "When the last load of a dataset ended; missing while it works.",
            last.compactMap { package in
                package.finishedAt.map { (["dataset": package.dataset], $0.timeIntervalSince1970) }
            })
        text.add(
            "sluice_last_package_duration_seconds", .gauge,
            "How long the last load of a dataset took, or has worked until now.",
            last.map { (["dataset": $0.dataset], $0.seconds) })
        text.add(
            "sluice_last_package_records", .gauge, "Records that the last load of a dataset received.",
            last.map { (["dataset": $0.dataset], Double($0.records)) })
        text.add(
            "sluice_last_package_rejected_records", .gauge,
            "Records of the last load of a dataset that were rejected.",
            last.map { (["dataset": $0.dataset], Double($0.rejected)) })
    }

    private func addTotals(to text: inout MetricsText) {
        text.add(
            "sluice_packages", .gauge, "Load packages in the books, by how they stand.",
            totals.map { (["dataset": $0.dataset, "status": $0.status], Double($0.packages)) })
        text.add(
            "sluice_requests_total", .counter,
            "Requests to the API that all packages of a dataset sent, retries included.",
            totals.map { (["dataset": $0.dataset], Double($0.requests)) })
        text.add(
            "sluice_records_total", .counter, "Records that all packages of a dataset received.",
            totals.map { (["dataset": $0.dataset], Double($0.records)) })
        text.add(
            "sluice_rejected_records_total", .counter, "Records that all packages of a dataset rejected.",
            totals.map { (["dataset": $0.dataset], Double($0.rejected)) })
    }

    private func addState(to text: inout MetricsText) {
        text.add(
            "sluice_freshness_seconds", .gauge, "Seconds since a resource was last loaded whole.",
            freshness.compactMap { fresh in
                fresh.secondsOld.map { (["dataset": fresh.dataset, "resource": fresh.resource], $0) }
            })
        text.add(
            "sluice_loaded_timestamp_seconds", .gauge, "When a resource was last loaded whole.",
            freshness.compactMap { fresh in
                fresh.loadedAt.map {
                    (["dataset": fresh.dataset, "resource": fresh.resource], $0.timeIntervalSince1970)
                }
            })
        text.add(
            "sluice_open_spans", .gauge, "Stretches of creation time that the next load goes on with.",
            freshness.map { (["dataset": $0.dataset, "resource": $0.resource], Double($0.openSpans)) })
        text.add(
            "sluice_rejected_records_waiting", .gauge, "Rejected records that wait to be replayed.",
            rejected.map { (["dataset": $0.dataset, "resource": $0.resource], Double($0.records)) })
        text.add(
            "sluice_dataset_held", .gauge, "1 while a load is at work on a dataset, else 0.",
            datasets.map { dataset in
                (["dataset": dataset], holders.contains { $0.dataset == dataset } ? 1 : 0)
            })
        addBudgets(to: &text)
    }

    /// A key has no name: its fingerprint stays the same over the day, and the datasets that it loads come one after the other.
    private func addBudgets(to text: inout MetricsText) {
        func samples(_ value: (BudgetUse) -> Int) -> [(labels: KeyValuePairs<String, String>, value: Double)] {
            budgets.map { (["key": $0.key], Double(value($0))) }
        }
        text.add(
            "sluice_request_budget_info", .gauge, "The datasets that a key loaded today (UTC); always 1.",
            budgets.flatMap { budget in budget.datasets.map { (["key": budget.key, "dataset": $0], 1) } })
        text.add(
            "sluice_request_budget_limit", .gauge, "Requests that a key may send today (UTC).", samples(\.dailyLimit))
        text.add("sluice_request_budget_spent", .gauge, "Requests that were sent with it today.", samples(\.spent))
        text.add(
            "sluice_request_budget_reserved", .gauge, "Requests that running loads have set aside of it.",
            samples(\.reserved))
    }
}
