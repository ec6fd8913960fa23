import Foundation

extension StatusReport {
    var text: String {
        guard let latest = packages.first else {
            return "no load has run in this database yet; begin with `sluice load`, or `sluice demo` to try it"
        }
        return
            ([packageTable, jobTable(of: latest), words(on: latest), holderList, budgetList, spanList, rejectionList])
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var packageTable: String {
        let header = ["package", "dataset", "status", "started (UTC)", "seconds", "requests", "records", "rejected"]
        let rows = packages.map { package in
            [
                package.package.uuidString.lowercased(), package.dataset, package.status,
                Self.instant(package.started_at),
                package.finished_at.map { String(format: "%.1f", $0.timeIntervalSince(package.started_at)) } ?? "",
                package.requests.grouped, package.records.grouped, package.rejected.grouped,
            ]
        }
        return "The last load packages\n\n" + Table([header] + rows, leftAligned: [0, 1, 2, 3]).text
    }

    private func jobTable(of package: Package) -> String {
        guard !package.jobs.isEmpty else { return "" }
        let header = [
            "resource", "status", "requests", "records", "inserted", "updated", "unchanged", "deleted", "rejected",
        ]
        let rows = package.jobs.map { job in
            [job.resource, job.status]
                + [
                    job.requests, job.records, job.inserted, job.updated, job.unchanged, job.deleted, job.rejected,
                ].map(\.grouped)
        }
        return "The jobs of the latest\n\n" + Table([header] + rows, leftAligned: [0, 1]).text
    }

    private func words(on package: Package) -> String {
        var lines = package.jobs.compactMap { job in job.message.map { "\(job.resource): \($0)" } }
        // A package's error repeats those of its jobs.
        if lines.isEmpty, let error = package.error { lines.append("it ended with: \(error)") }
        return lines.joined(separator: "\n")
    }

    private var holderList: String {
        holders.map { holder in
            "at work on \(holder.dataset): \(holder.holder); last heartbeat \(Self.instant(holder.heartbeat_at)), its lease "
                + "runs until \(Self.instant(holder.expires_at)) (UTC)"
        }.joined(separator: "\n")
    }

    private var budgetList: String {
        budgets.map { budget in
            "requests of the key of \(budget.datasets.joined(separator: ", ")) on \(budget.day) (UTC): "
                + "\(budget.spent.grouped) of \(budget.daily_limit.grouped) spent"
                + (budget.reserved > 0 ? ", \(budget.reserved) under way" : "")
        }.joined(separator: "\n")
    }

    private var spanList: String {
        guard !open_spans.isEmpty else { return "" }
        let header = ["dataset", "resource", "scope", "tier", "read up to (UTC)", "ends (UTC)"]
        let rows = open_spans.map { span in
            [
                span.dataset, span.resource, span.scope, span.tier, Self.instant(span.position),
                Self.instant(span.span_end),
            ]
        }
        return "Open spans, which the next load goes on with\n\n"
            + Table([header] + rows, leftAligned: [0, 1, 2, 3, 4, 5]).text
    }

    /// How much waits; what it is has a command of its own.
    private var rejectionList: String {
        guard let latest = rejected.first else { return "" }
        let records = rejected.reduce(0) { $0 + $1.records }
        let resources = Set(rejected.map(\.resource)).sorted().joined(separator: ", ")
        return "\(records.grouped) rejected record\(records == 1 ? "" : "s") of \(resources), the last one seen "
            + "\(Self.instant(latest.last_seen)) (UTC): `sluice rejected` says why"
    }

    private static func instant(_ date: Date) -> String {
        date.column
    }
}
