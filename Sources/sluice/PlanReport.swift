import Books
import Foundation
import LoadEngine
import RESTSource
import Warehouse

/// A forecast for people: a table of what would be read, and sentences about what follows.
struct PlanReport {
    let forecast: Forecast
    let baseURL: BaseURL

    init(_ forecast: Forecast, baseURL: BaseURL) {
        self.forecast = forecast
        self.baseURL = baseURL
    }

    var exitStatus: ExitStatus {
        forecast.requests < forecast.wanted || forecast.isRefusedForNow ? .requestsSpent : .loaded
    }

    var text: String {
        [
            "plan of a load of \(baseURL) into dataset \(forecast.dataset); nothing was loaded", table,
            sentences.joined(separator: "\n"), migrations,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    // MARK: - The table

    private var table: String {
        let header = ["resource", "what", "from (UTC)", "to (UTC)", "requests", "records", "size", "time"]
        var rows: [[String]] = [header]
        if forecast.probeRequests > 0 {
            rows.append(["", "which key it is", "", "", forecast.probeRequests.grouped, "", "", ""])
        }
        for resource in forecast.resources {
            if resource.way == .spans, !resource.spans.isEmpty {
                rows += resource.spans.map { row(of: $0, in: resource) }
            } else {
                rows.append(row(of: resource))
            }
        }
        rows.append([
            "all", "", "", "", forecast.requests.grouped, forecast.records.grouped,
            forecast.bytes > 0 ? Figure.bytes(Int(forecast.bytes)) : "", Self.time(forecast.seconds),
        ])
        return Table(rows, leftAligned: [0, 1, 2, 3]).text
    }

    private func row(of resource: ResourceForecast) -> [String] {
        let what =
            switch resource.way {
            case .list: resource.isSkipped ? "skipped" : "list"
            case .spans: resource.isSkipped ? "skipped" : "no spans"
            case .details: "details"
            case .single: "by id"
            }
        return [
            resource.resource, what, "", "",
            resource.isSkipped ? "" : Self.requests(resource.requests, resource.wanted),
            resource.records?.grouped ?? (resource.isSkipped ? "" : "?"),
            resource.bytes.map { Figure.bytes(Int($0)) } ?? "",
            resource.isSkipped ? "" : Self.time(resource.seconds),
        ]
    }

    private func row(of span: SpanForecast, in resource: ResourceForecast) -> [String] {
        var what = span.span.tier
        if !span.span.scope.isEmpty { what += " of \(span.span.scope)" }
        if span.isOpen { what += ", goes on" }
        if span.readsSeparately { what += ", twice for spam" }
        return [
            resource.resource, what, span.span.position.minute, span.span.end.minute,
            Self.requests(span.requests, span.wanted), span.records?.grouped ?? "?",
            resource.bytes(of: span).map { Figure.bytes(Int($0)) } ?? "", Self.time(resource.seconds(of: span)),
        ]
    }

    /// What is sent, of what all of it takes.
    private static func requests(_ sent: Int, _ wanted: Int) -> String {
        sent < wanted ? "\(sent.grouped) of \(wanted.grouped)" : sent.grouped
    }

    private static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.5: "< 1 s"
        case ..<90: "\(Int(seconds.rounded())) s"
        case ..<5_400: "\(Int((seconds / 60).rounded())) min"
        default: "\(String(format: "%.1f", seconds / 3_600)) h"
        }
    }

    // MARK: - The sentences

    private var sentences: [String] {
        [keySentence, budgetSentence, ownSentence, backfillSentence, ratesSentence, holderSentence].compactMap { $0 }
            + forecast.resources.compactMap { resource in
                resource.note.map { "\(resource.resource)\(resource.way == .details ? ", details" : ""): \($0)" }
            } + unknownSentence + forecast.notes
    }

    private var keySentence: String? {
        guard let kind = forecast.keyKind else {
            return forecast.isRefusedForNow
                ? "the kind of the key is not known: the API takes no requests for now"
                : "the kind of the key is not known: no request was left to ask"
        }
        let owner = forecast.keyScope?.split(separator: ":").dropFirst().first
        return "the key is of the kind \(kind)\(owner.map { ", of \($0)" } ?? "")"
    }

    private var budgetSentence: String {
        let budget = forecast.budget
        let after = max(0, budget.left - forecast.requests)
        let run = budget.maximumRequests.map { "; a run may send \($0.grouped)" } ?? ""
        return
            "requests: \(budget.used.grouped) of \(budget.dailyLimit.grouped) are spent today (UTC), this load would send "
            + "\(forecast.requests.grouped)\(forecast.requests < forecast.wanted ? " of the \(forecast.wanted.grouped) that it takes" : ""), "
            + "which leaves \(after.grouped)\(run)"
    }

    private var ownSentence: String {
        let sent = forecast.budget.ownRequests
        let words = "the plan itself sent \(sent.grouped) \(sent == 1 ? "request" : "requests")"
        return forecast.budget.isCounted
            ? "\(words), counted in what is spent"
            : "\(words), which nothing counts yet: the books come with the first migrations, and begin at 0"
    }

    private var backfillSentence: String? {
        guard let backfill = forecast.backfill else { return nil }
        if backfill.remainingRequests == 0 {
            return backfill.completeOn == nil ? nil : "the back-fill is complete with this load"
        }
        guard let date = backfill.completeOn else {
            return "when the back-fill will be complete is not known, since not all of it could be asked for"
        }
        return
            "the back-fill is complete on \(date.day) with a load a day: \(backfill.remainingRequests.grouped) requests "
            + "remain after this one, and a day has \(backfill.requestsADay.grouped) for them"
    }

    private var ratesSentence: String? {
        let read = forecast.resources.filter { !$0.isSkipped && $0.way != .details }
        guard read.allSatisfy({ $0.rates == PastRates() }) else { return nil }
        return "nothing was loaded yet: sizes are not known, and a request is presumed to take a second"
    }

    private var holderSentence: String? {
        forecast.holder.map { holder in
            "\(holder.name) holds the dataset since \(holder.since.minute) UTC: until it is done a load leaves with exit status 20, "
                + "or waits with --wait; what it reads meanwhile is planned here once more"
        }
    }

    private var unknownSentence: [String] {
        forecast.isWhole
            ? []
            : [
                "not all could be asked for: \"?\" stands for what is not known, and a request is counted where there may be more"
            ]
    }

    // MARK: - Migrations

    private var migrations: String {
        let count = forecast.migrations.count
        guard count > 0 else { return "no migration is pending" }
        let locking = forecast.migrations.filter { !$0.locks.isEmpty || $0.hasUnknown }
        let lines = locking.map { "  \($0.migration.line)/\($0.migration.file): \(Self.words($0))" }
        let begin =
            "\(count) \(count == 1 ? "migration is" : "migrations are") applied first, each in a transaction of its own "
            + "(`sluice migrate --dry-run` prints their SQL)"
        if lines.isEmpty { return "\(begin); none locks a table that is in use" }
        return "\(begin); \(lines.count == count ? "they lock" : "the others lock no table that is in use"):\n\n"
            + lines.joined(separator: "\n")
    }

    private static func words(_ entry: MigrationLocks) -> String {
        var words = entry.locks.map { "\($0.mode.name) on \($0.table) (\($0.mode.consequence))" }
        if entry.hasUnknown { words.append("what it locks is not known, look at its SQL") }
        return words.joined(separator: "; ")
    }
}

extension ResourceForecast {
    /// Of one span.
    func bytes(of span: SpanForecast) -> Double? {
        guard let records = span.records, let rate = rates.bytesPerRecord else { return nil }
        return rate * Double(records)
    }

    func seconds(of span: SpanForecast) -> Double {
        requests == 0 ? 0 : seconds * Double(span.requests) / Double(requests)
    }
}

extension Date {
    /// `2026-11-25 04:30`, in UTC.
    fileprivate var minute: String { String(ISO8601Format().prefix(16)).replacing("T", with: " ") }

    var day: String { String(ISO8601Format().prefix(10)) }
}
