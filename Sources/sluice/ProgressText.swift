import Books
import Foundation
import LoadEngine
import Warehouse

/// How a load's progress reads: as a bar that fits a terminal, as a sentence, as JSON.
extension LoadProgress {
    // MARK: - A bar

    /// What a terminal can show.
    struct Style: Sendable {
        var hasColor = false
        var isUnicode = true

        /// As the environment says: https://no-color.org, and the locale.
        static func of(_ environment: [String: String]) -> Style {
            let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
            return Style(
                hasColor: environment["NO_COLOR", default: ""].isEmpty,
                isUnicode: locale.lowercased().replacing("-", with: "").contains("utf8"))
        }
    }

    /// One line of at most so many columns. What matters least is left out when it does not fit.
    func bar(columns: Int, at now: Instant, style: Style = Style()) -> String {
        guard let job else { return String(waiting(at: now).prefix(columns)) }
        var pieces = pieces(of: job, at: now)
        let hasBar = job.fraction != nil
        func width() -> Int {
            job.resource.count + (hasBar ? 2 + Self.narrowest + 5 : 0) + pieces.reduce(0) { $0 + 2 + $1.text.count }
        }
        while width() > columns, let least = pieces.map(\.rank).max() {
            pieces.removeAll { $0.rank == least }
        }
        guard width() <= columns, let fraction = job.fraction else {
            let text = ([job.resource] + pieces.map(\.text)).joined(separator: "  ")
            return String(text.prefix(columns))
        }
        let room = min(Self.widest, Self.narrowest + columns - width())
        let percent = "\(Int(fraction * 100)) %"
        return ([job.resource, Self.drawn(fraction, room, style) + percent.leftPadded(to: 5)] + pieces.map(\.text))
            .joined(separator: "  ")
    }

    private static let narrowest = 10
    private static let widest = 30

    private static func drawn(_ fraction: Double, _ room: Int, _ style: Style) -> String {
        let full = Int(fraction * Double(room))
        let done = String(repeating: style.isUnicode ? "━" : "#", count: full)
        let rest = String(repeating: style.isUnicode ? "─" : "-", count: room - full)
        return style.hasColor ? "\u{1B}[32m\(done)\u{1B}[0m\u{1B}[2m\(rest)\u{1B}[0m" : done + rest
    }

    /// Before a resource has asked for anything, and when the last one has been read.
    private func waiting(at now: Instant) -> String {
        if let upcoming { return "\(upcoming) …" }
        let what =
            package == nil ? "making ready" : hasReadJob ? "finishing" : "asking what the key may read"
        return "\(what) … \(Self.words(now - began))"
    }

    /// What there is to say, in the order in which it reads; a lower rank matters more.
    private func pieces(of job: Job, at now: Instant) -> [(rank: Int, text: String)] {
        var pieces: [(rank: Int, text: String)] = [(1, Self.counted(job))]
        if let silence = job.silence(at: now) {
            pieces.append((2, "no answer for \(Self.words(silence))"))
        } else {
            if let left = job.timeLeft(at: now) { pieces.append((2, "\(Self.words(left)) left")) }
            pieces.append((3, "\(job.recordsPerSecond(at: now).grouped)/s"))
        }
        if let today { pieces.append((4, "\(today.used.grouped) of \(today.limit.grouped) requests today")) }
        if let spans = job.spans { pieces.append((5, "\(spans.done) of \(spans.all) spans")) }
        pieces.append((6, "\((job.bytes / 1_000_000).grouped) MB"))
        pieces.append((7, Self.pages(job)))
        if let span = job.span { pieces.append((8, Self.stretch(of: span.start, span.end))) }
        return pieces
    }

    private static func counted(_ job: Job) -> String {
        guard let total = job.total else { return "\(job.records.grouped) records" }
        return "\(job.records.grouped) of \(total.isEstimate ? "about " : "")\(max(total.records, job.records).grouped)"
    }

    private static func pages(_ job: Job) -> String {
        job.pages == 1 ? "1 page" : "\(job.pages.grouped) pages"
    }

    private static func stretch(of start: Date, _ end: Date) -> String {
        "\(day(start)) to \(day(end))"
    }

    private static func day(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle().year().month().day())
    }

    /// `42 s`, `3 min`, `1 h 20 min`.
    static func words(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        if seconds < 100 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        return minutes < 100 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }

    // MARK: - A sentence

    /// All there is to say, for a log and for whoever asks by a signal.
    func sentence(at now: Instant) -> String {
        guard let job else {
            return waiting(at: now).replacing(" …", with: "") + ", \(requests.grouped) requests so far"
        }
        var parts = [Self.counted(job) + (job.total == nil ? "" : " records")]
        if let fraction = job.fraction { parts[0] += " (\(Int(fraction * 100)) %)" }
        if let spans = job.spans { parts.append("\(spans.done) of \(spans.all) spans") }
        if let span = job.span { parts.append("now \(Self.stretch(of: span.start, span.end))") }
        parts.append(Self.pages(job))
        parts.append("\(job.recordsPerSecond(at: now).grouped) a second")
        parts.append("\((job.bytes / 1_000_000).grouped) MB")
        parts.append("\(requests.grouped) requests")
        if let today { parts.append("\(today.used.grouped) of the key's \(today.limit.grouped) today") }
        if let silence = job.silence(at: now) {
            parts.append("no answer for \(Self.words(silence))")
        } else if let left = job.timeLeft(at: now) {
            parts.append("about \(Self.words(left)) left")
        }
        return "\(job.resource): \(parts.joined(separator: ", "))"
    }

    // MARK: - JSON

    /// The members of a JSON object; those that nothing is known of are left out. `docs/progress-and-logs.md` tells them.
    func members(at now: Instant) -> [(name: String, value: LogLine.Value)] {
        var members: [(name: String, value: LogLine.Value)] = []
        func add(_ name: String, _ value: LogLine.Value?) {
            if let value { members.append((name, value)) }
        }
        add("package_id", package.map { .text($0.id.uuidString.lowercased()) })
        add("dataset", package.map { .text($0.dataset) })
        add("seconds", .decimal(((now - began).timeInterval * 10).rounded() / 10))
        add("requests", .number(requests))
        add("requests_today", today.map { .number($0.used) })
        add("daily_limit", today.map { .number($0.limit) })
        guard let job else { return members }
        add("resource", .text(job.resource))
        add("fraction", job.fraction.map { .decimal(($0 * 1000).rounded(.down) / 1000) })
        add("records", .number(job.records))
        add("records_total", job.total.map { .number(max($0.records, job.records)) })
        add("total_is_estimate", job.total.map { .truth($0.isEstimate) })
        add("records_per_second", .number(job.recordsPerSecond(at: now)))
        add("seconds_left", job.timeLeft(at: now).map { .number(Int($0.components.seconds)) })
        add("silent_seconds", job.silence(at: now).map { .number(Int($0.components.seconds)) })
        add("pages", .number(job.pages))
        add("bytes", .number(job.bytes))
        add("spans", job.spans.map { .number($0.all) })
        add("spans_done", job.spans.map { .number($0.done) })
        add("span", job.span.map { .text($0.interval) })
        return members
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
