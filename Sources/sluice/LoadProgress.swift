import Foundation
import LoadEngine
import Warehouse

/// How far a load is, as its events tell: a value that is told them, with the instants at which they came.
struct LoadProgress: Sendable {
    typealias Instant = ContinuousClock.Instant

    let began: Instant
    private(set) var package: LoadPackage?
    private(set) var job: Job?
    /// What has begun and not asked for anything yet.
    private(set) var upcoming: String?
    /// Requests of this run, and those of the key today, over all runs.
    private(set) var requests = 0
    private(set) var today: (used: Int, limit: Int)?
    /// Whether a resource was read already.
    private(set) var hasReadJob = false

    init(began: Instant) {
        self.began = began
    }

    mutating func take(_ event: LoadEvent, at now: Instant) {
        switch event {
        case .packageBegan(let package): self.package = package
        case .jobBegan(let resource):
            if job != nil { endJob() }
            // Those that are nested in it begin with it; the first is the one that is asked for.
            upcoming = upcoming ?? resource
        case .spansPlanned(let resource, let spans):
            begin(resource, now)
            job?.plan(spans)
        case .spanFinished(let span): job?.finish(span)
        case .requestSent(let place, _, let used, let limit):
            requests += 1
            today = (used, limit)
            guard !place.resource.isEmpty else { return }
            begin(place.resource, now)
            job?.send(at: now)
        case .requestEnded(let place):
            if job?.resource == place.resource { job?.hear(at: now) }
        case .pageReceived(let page):
            begin(page.place.resource, now)
            job?.take(page)
        case .jobFinished:
            endJob()
            hasReadJob = true
        case .migrated, .requestFailed, .batchMerged, .leaseRenewed, .packageFinished, .notice: break
        }
    }

    /// The load as a whole.
    var withoutJob: LoadProgress {
        var load = self
        load.job = nil
        return load
    }

    private mutating func begin(_ resource: String, _ now: Instant) {
        guard job?.resource != resource else { return }
        endJob()
        job = Job(resource: resource, began: now)
    }

    private mutating func endJob() {
        job = nil
        upcoming = nil
    }

    // MARK: - One resource

    struct Job: Sendable {
        let resource: String
        let began: Instant
        private(set) var pages = 0
        private(set) var bytes = 0
        /// The span of the last page.
        private(set) var span: Span?
        private var parts: [Part] = []
        private var underWay = 0
        private var heard: Instant
        private var reached = 0.0

        fileprivate init(resource: String, began: Instant) {
            self.resource = resource
            self.began = began
            heard = began
        }

        /// What is read in one go: a span, a list, or records one by one.
        private struct Part {
            enum Name: Equatable {
                case span(UUID)
                case list(Int)
                case each
            }

            let name: Name
            /// How much it is likely to hold, against the others: its time, for spans.
            let weight: Double
            var received = 0
            var askedReceived = 0
            /// Nil as long as the API has not counted it.
            var rest: Int?
            var isFinished = false

            var isKnown: Bool { rest != nil || isFinished }
            var total: Int { received + (isFinished ? 0 : rest ?? 0) }
        }

        fileprivate mutating func plan(_ spans: [Span]) {
            parts += spans.map { span in
                Part(name: .span(span.id), weight: max(1, span.end.timeIntervalSince(span.position)))
            }
        }

        fileprivate mutating func finish(_ span: Span) {
            guard let index = index(of: .span(span.id)) else { return }
            parts[index].isFinished = true
            note()
        }

        fileprivate mutating func send(at now: Instant) {
            if underWay == 0 { heard = now }
            underWay += 1
        }

        /// A request is over, whatever came of it.
        fileprivate mutating func hear(at now: Instant) {
            underWay = max(0, underWay - 1)
            heard = now
        }

        fileprivate mutating func take(_ page: ReceivedPage) {
            pages += 1
            bytes += page.bytes
            span = page.place.span ?? span
            // What is read twice on purpose is no headway.
            guard page.purpose != .separate, page.purpose != .check else { return }
            let name: Part.Name =
                page.purpose == .records ? page.place.span.map { .span($0.id) } ?? .list(page.list) : .each
            count(page, in: indexMaking(name, lists: page.lists))
            note()
        }

        private mutating func count(_ page: ReceivedPage, in index: Int) {
            var part = parts[index]
            defer { parts[index] = part }
            if page.place.number == 1, part.name != .each {
                part.askedReceived = 0
                // A list that is read again begins anew.
                if case .list = part.name { part.received = 0 }
            }
            part.received += page.records
            part.askedReceived += page.records
            if page.countsRest, let total = page.total {
                part.rest = max(0, total - part.askedReceived)
            } else if let rest = part.rest {
                part.rest = max(0, rest - page.records)
            }
        }

        private func index(of name: Part.Name) -> Int? {
            parts.firstIndex { $0.name == name }
        }

        private mutating func indexMaking(_ name: Part.Name, lists: Int) -> Int {
            if let index = index(of: name) { return index }
            if case .list = name {
                parts = (0..<max(1, lists)).map { Part(name: .list($0), weight: 1) }
            } else {
                parts.append(Part(name: name, weight: 1))
            }
            return index(of: name) ?? 0
        }

        /// Records that came, each time that a list is read anew counted from its beginning.
        var records: Int { parts.reduce(0) { $0 + $1.received } }

        private var counted: Int { parts.filter(\.isKnown).reduce(0) { $0 + $1.total } }

        private var unknownWeight: Double { parts.filter { !$0.isKnown }.reduce(0) { $0 + $1.weight } }

        /// How many records there are; estimated from the time that spans cover, while some of them are not counted yet. Nil
        /// as long as that would be a guess.
        var total: (records: Int, isEstimate: Bool)? {
            let knownWeight = parts.filter(\.isKnown).reduce(0) { $0 + $1.weight }
            guard knownWeight > 0, knownWeight >= unknownWeight else { return nil }
            let likely = Double(counted) / knownWeight * unknownWeight
            return (counted + Int(likely.rounded()), unknownWeight > 0)
        }

        /// The most that there may be, if what is not counted yet is as full as the fullest that is: as more is known, more of it
        /// turns out to be done, and a bar need neither run back nor stand still.
        private var mostRecords: Double? {
            guard parts.contains(where: \.isKnown) else { return nil }
            let density = parts.filter(\.isKnown).map { Double($0.total) / $0.weight }.max() ?? 0
            return Double(counted) + density * unknownWeight
        }

        /// How much of it is done, from 0 to 1; never less than it was, though estimates change. Nil when nothing is known.
        var fraction: Double? { mostRecords == nil ? nil : reached }

        private mutating func note() {
            guard let mostRecords else { return }
            let isOver = parts.allSatisfy { $0.isFinished || $0.rest == 0 }
            let done = mostRecords > 0 ? Double(records) / mostRecords : 0
            reached = max(reached, isOver ? 1 : min(0.99, done))
        }

        /// How many spans are done, and how many there are.
        var spans: (done: Int, all: Int)? {
            let spans = parts.filter { if case .span = $0.name { true } else { false } }
            return spans.isEmpty ? nil : (spans.count { $0.isFinished }, spans.count)
        }

        func recordsPerSecond(at now: Instant) -> Int {
            Int(Double(records) / max(0.001, (now - began).timeInterval))
        }

        /// How long it will still take; nil as long as that would be a guess.
        func timeLeft(at now: Instant) -> Duration? {
            let elapsed = now - began
            guard let total, records > 0, elapsed > .seconds(2), let fraction, fraction > 0.01 else { return nil }
            let rest = max(0, total.records - records)
            return elapsed * (Double(rest) / Double(records))
        }

        /// How long the API has not answered, when it should have.
        func silence(at now: Instant) -> Duration? {
            underWay > 0 && now - heard >= .seconds(5) ? now - heard : nil
        }
    }
}
