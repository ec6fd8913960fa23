import Books
import Foundation
import LoadEngine

/// What the books say at a glance, for people.
extension StatusReport {
    var text: String {
        guard let latest = packages.first else {
            return "no load has run in this database yet; begin with `sluice load`, or `sluice demo` to try it"
        }
        return [
            concernList, packageTable, latest.jobs.table(title: "The jobs of the latest"), latest.jobs.words,
            holderList, freshnessTable, budgetList, spanTable,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What needs somebody comes first: it is why people look.
    private var concernList: String {
        concerns.map { concern in
            let mark =
                switch concern.severity {
                case .problem: "✗"
                case .warning: "!"
                case .note: "·"
                }
            return "\(mark) \(RecordText.escaped(concern.text))" + (concern.advice.map { "\n    \($0)" } ?? "")
        }.joined(separator: "\n")
    }

    private var packageTable: String {
        let header = [
            "package", "dataset", "status", "exit", "started (UTC)", "seconds", "requests", "records", "rejected",
        ]
        let rows = packages.map { package in
            let summary = package.summary
            return [
                summary.packageID.uuidString.lowercased(), summary.dataset, summary.status,
                summary.exitStatus.map { String($0) } ?? "", summary.startedAt.column,
                String(format: "%.1f", summary.seconds), summary.requests.grouped, summary.records.grouped,
                summary.rejected.grouped,
            ]
        }
        return "The last load packages; `sluice status PACKAGE` tells one of them\n\n"
            + Table([header] + rows, leftAligned: [0, 1, 2, 4]).text
    }

    private var holderList: String {
        holders.map { holder in
            "at work on \(holder.dataset): \(holder.holder); last heartbeat \(holder.heartbeatAt.column), its lease "
                + "runs until \(holder.expiresAt.column) (UTC)"
        }.joined(separator: "\n")
    }

    private var freshnessTable: String {
        guard !freshness.isEmpty else { return "" }
        let header = ["dataset", "resource", "loaded whole (UTC)", "ago", "complete up to (UTC)", "read back to"]
        let rows = freshness.map { resource in
            [
                resource.dataset, resource.resource, resource.loadedAt?.column ?? "not yet",
                resource.secondsOld.map { Age.words($0) } ?? "", resource.completeUntil?.column ?? "",
                resource.readBackTo.map { String($0.column.prefix(10)) } ?? "",
            ]
        }
        return "How fresh it is\n\n" + Table([header] + rows, leftAligned: [0, 1, 2, 3, 4, 5]).text
    }

    private var budgetList: String {
        budgets.map { budget in
            "requests of the key of \(budget.datasets.joined(separator: ", ")) on \(budget.day) (UTC): "
                + "\(budget.spent.grouped) of \(budget.dailyLimit.grouped) spent"
                + (budget.reserved > 0 ? ", \(budget.reserved) under way" : "")
        }.joined(separator: "\n")
    }

    private var spanTable: String {
        guard !openSpans.isEmpty else { return "" }
        let header = ["dataset", "resource", "scope", "tier", "from (UTC)", "read up to (UTC)", "ends (UTC)"]
        let rows = openSpans.map { span in
            [
                span.dataset, span.resource, span.scope, span.tier, span.spanStart.column, span.position.column,
                span.spanEnd.column,
            ]
        }
        return "Open spans, which the next load goes on with\n\n"
            + Table([header] + rows, leftAligned: [0, 1, 2, 3, 4, 5, 6]).text
    }
}

extension [JobSummary] {
    func table(title: String) -> String {
        guard !isEmpty else { return "" }
        let header = [
            "resource", "status", "requests", "records", "inserted", "updated", "unchanged", "deleted", "rejected",
        ]
        let rows = map { job in
            [job.resource, job.status]
                + [
                    job.requests, job.records, job.inserted, job.updated, job.unchanged, job.deleted, job.rejected,
                ].map(\.grouped)
        }
        return "\(title)\n\n" + Table([header] + rows, leftAligned: [0, 1]).text
    }

    /// What the jobs say of themselves.
    var words: String {
        compactMap { job in job.message.map { "\(job.resource): \(RecordText.escaped($0))" } }.joined(separator: "\n")
    }
}
