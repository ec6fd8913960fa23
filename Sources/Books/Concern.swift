/// Something that is wrong or needs somebody, in plain words.
package struct Concern: Encodable, Sendable {
    package enum Severity: String, Encodable, Sendable, Comparable {
        /// The numbers are not in, or will not be.
        case problem
        /// They are in, and something is to be decided.
        case warning
        /// Good to know.
        case note

        package static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .problem: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    package let severity: Severity
    package let dataset: String
    /// What is so.
    package let text: String
    /// What to do about it.
    package let advice: String?

    /// A resource that nobody loaded for this long is not fresh: a day, and two hours for a run that takes its time.
    static let staleAfter: Double = 26 * 3_600

    /// - Parameter lastLoads: that of each dataset.
    static func all(
        lastLoads: [StatusReport.Package], holders: [Holder], freshness: [Freshness], budgets: [BudgetUse],
        openSpans: [OpenSpan], rejected: [RejectedSummary], unknownFields: [UnknownFieldSummary]
    ) -> [Concern] {
        let concerns =
            lastLoads.flatMap { ended($0, isHeld: holders.map(\.packageID).contains($0.summary.packageID)) }
            + stale(freshness) + spent(budgets) + waiting(rejected) + open(openSpans) + unknown(unknownFields)
        return concerns.enumerated().sorted {
            ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset)
        }.map(\.element)
    }

    // MARK: - The last load

    private static func ended(_ package: StatusReport.Package, isHeld: Bool) -> [Concern] {
        let summary = package.summary
        let job =
            package.jobs.filter { ["failed", "partial"].contains($0.status) }
            .compactMap { job in job.message.map { "\(job.resource): \($0)" } }.first
        // What ended the package is not what an earlier job of it lacks.
        let words = summary.status == "partial" ? job ?? summary.error : summary.error ?? job
        func concern(_ severity: Severity, _ what: String) -> Concern {
            Concern(
                severity: severity, dataset: summary.dataset, text: what + (words.map { ": \($0)" } ?? ""),
                advice: summary.advice)
        }
        switch summary.status {
        case "failed": return [concern(.problem, "the last load of \(summary.dataset) failed")]
        case "abandoned": return [concern(.problem, "the last load of \(summary.dataset) vanished")]
        case "started" where !isHeld:
            return [
                Concern(
                    severity: .problem, dataset: summary.dataset,
                    text: "the last load of \(summary.dataset) has not ended, and nobody is at work on it",
                    advice: "its process vanished; run `sluice load`, which goes on from where it stopped")
            ]
        case "cancelled": return [concern(.warning, "the last load of \(summary.dataset) was stopped")]
        case "partial": return [concern(.warning, "the last load of \(summary.dataset) is partial")]
        default: return []
        }
    }

    // MARK: - The rest

    private static func stale(_ freshness: [Freshness]) -> [Concern] {
        let stale = Dictionary(grouping: freshness) { $0.dataset }.sorted { $0.key < $1.key }
        return stale.compactMap { dataset, resources in
            let old = resources.filter { ($0.secondsOld ?? .infinity) > staleAfter }
            guard !old.isEmpty else { return nil }
            let names = old.map(\.resource).joined(separator: ", ")
            let hours = old.compactMap(\.secondsOld).max().map { Int($0 / 3_600) }
            return Concern(
                severity: .problem, dataset: dataset,
                text: "not loaded whole for \(hours.map { "\($0) hours" } ?? "as long as the books reach"): \(names)",
                advice: "see that `sluice load` is run at least once a day, and how its last runs ended")
        }
    }

    private static func spent(_ budgets: [BudgetUse]) -> [Concern] {
        budgets.compactMap { budget in
            let names = budget.datasets.joined(separator: ", ")
            guard budget.dailyLimit > 0, budget.spent * 10 >= budget.dailyLimit * 9 else { return nil }
            return Concern(
                severity: budget.spent >= budget.dailyLimit ? .warning : .note, dataset: budget.datasets.first ?? "",
                text:
                    "\(budget.spent) of the \(budget.dailyLimit) requests of today (UTC) are spent for the key of \(names)",
                advice: budget.spent >= budget.dailyLimit ? "the next load goes on tomorrow" : nil)
        }
    }

    private static func waiting(_ rejected: [RejectedSummary]) -> [Concern] {
        Dictionary(grouping: rejected) { $0.dataset }.sorted { $0.key < $1.key }.map { dataset, groups in
            let records = groups.reduce(0) { $0 + $1.records }
            let resources = Set(groups.map(\.resource)).sorted().joined(separator: ", ")
            return Concern(
                severity: .warning, dataset: dataset,
                text:
                    "\(records) record\(records == 1 ? "" : "s") of \(resources) did not fit and wait\(records == 1 ? "s" : "")",
                advice: "`sluice rejected` says why, `sluice rejected replay` brings them again once that is mended")
        }
    }

    private static func open(_ spans: [OpenSpan]) -> [Concern] {
        Dictionary(grouping: spans) { $0.dataset }.sorted { $0.key < $1.key }.map { dataset, spans in
            Concern(
                severity: .note, dataset: dataset,
                text: "\(spans.count) span\(spans.count == 1 ? " is" : "s are") not read to the end yet",
                advice: "each load goes on with \(spans.count == 1 ? "it" : "them")")
        }
    }

    private static func unknown(_ fields: [UnknownFieldSummary]) -> [Concern] {
        Dictionary(grouping: fields) { $0.dataset }.sorted { $0.key < $1.key }.map { dataset, fields in
            Concern(
                severity: .note, dataset: dataset,
                text: "the API sends \(fields.count) field\(fields.count == 1 ? "" : "s") that no column takes",
                advice:
                    "`sluice schema fields` shows \(fields.count == 1 ? "it" : "them"); the values are kept in extra")
        }
    }
}
