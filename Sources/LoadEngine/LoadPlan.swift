package import Foundation
package import Warehouse

/// Which spans of a resource a run reads: open ones of earlier runs first, then the look-back that is due, then what the
/// backfill has not reached yet, the newest first.
package struct LoadPlan: Sendable {
    package let incremental: Incremental
    package let resource: String
    package let scope: String

    package init(incremental: Incremental, resource: String, scope: String) {
        self.incremental = incremental
        self.resource = resource
        self.scope = scope
    }

    package static let backfill = "backfill"
    package static let asked = "asked"

    /// What the run is asked to read.
    package struct Wish: Sendable {
        /// Where the backfill ends.
        package var since: Date
        /// The end of everything: a little before now, by the slower of two clocks.
        package var end: Date
        /// Read so much again, whatever is due.
        package var lookback: Duration?
        /// Read everything from `since` to `end` again.
        package var everything = false

        package init(since: Date, end: Date, lookback: Duration? = nil, everything: Bool = false) {
            self.since = since
            self.end = end
            self.lookback = lookback
            self.everything = everything
        }
    }

    /// The spans to open in addition to those that are open.
    package func newSpans(_ wish: Wish, known: [Span], now: Date) -> [Span] {
        let known = known.filter { $0.scope == scope }
        guard wish.since < wish.end else { return [] }
        guard let lastEnd = known.map(\.end).max(), let firstStart = known.map(\.start).min() else {
            if wish.everything {
                return split(from: wish.since, to: wish.end, tier: Self.asked)
            }
            let lookback = wish.lookback ?? incremental.tiers.first?.lookback ?? .zero
            let start = max(wish.since, wish.end - lookback.timeInterval)
            return split(from: start, to: wish.end, tier: incremental.tiers.first?.name ?? Self.asked)
                + backfill(from: wish.since, to: start)
        }
        if wish.everything {
            return split(from: wish.since, to: wish.end, tier: Self.asked)
        }
        let floor = min(wish.since, firstStart)
        let tier = dueTier(known, floor: floor, now: now)
        let least = incremental.tiers.first?.lookback ?? .zero
        let lookback = wish.lookback ?? tier?.lookback ?? least
        let start = max(floor, min(wish.end - lookback.timeInterval, lastEnd - least.timeInterval))
        var spans: [Span] = []
        if start < wish.end {
            spans = split(
                from: start, to: wish.end, tier: wish.lookback == nil ? tier?.name ?? Self.asked : Self.asked)
        }
        return spans
            + gaps(from: wish.since, to: min(lastEnd, start), known: known)
            .flatMap { backfill(from: $0.start, to: $0.end) }
    }

    /// What no span has covered so far, the newest first: what lies before all of them, and between runs that were told
    /// where to begin and to end.
    private func gaps(from since: Date, to end: Date, known: [Span]) -> [(start: Date, end: Date)] {
        var gaps: [(start: Date, end: Date)] = []
        var reached = end
        for span in known.sorted(by: { $0.end > $1.end }) {
            if span.end < reached { gaps.append((max(since, span.end - 1), reached)) }
            reached = min(reached, span.start)
        }
        if since < reached - 1 { gaps.append((since, reached)) }
        return gaps.filter { $0.end > since }
    }

    /// The open spans that new ones read again as a whole, so that they need not be read on their own.
    package func superseded(by new: [Span], known: [Span]) -> [Span] {
        // Neighbours share their border, so pieces of one stretch count as one.
        var stretches: [(start: Date, end: Date)] = []
        for span in new.sorted(by: { $0.start < $1.start }) {
            if let last = stretches.last, span.start <= last.end {
                stretches[stretches.count - 1].end = max(last.end, span.end)
            } else {
                stretches.append((span.start, span.end))
            }
        }
        return known.filter { span in
            span.scope == scope && span.doneAt == nil
                && stretches.contains { $0.start <= span.start && span.end <= $0.end }
        }
    }

    /// The longest look-back whose interval is over. Those beyond the first wait until the backfill is done, and until
    /// their last span is no longer open.
    private func dueTier(_ known: [Span], floor: Date, now: Date) -> Incremental.Tier? {
        guard !known.contains(where: { $0.tier == Self.backfill && $0.doneAt == nil }) else {
            return incremental.tiers.first
        }
        let due = incremental.tiers.enumerated().filter { index, tier in
            if index > 0, known.contains(where: { $0.tier == tier.name && $0.doneAt == nil }) { return false }
            let last = known.filter { reads($0, backBy: tier.lookback, floor: floor) }.compactMap(\.doneAt).max()
            return index == 0 || last.map { $0 + tier.interval.timeInterval <= now } ?? true
        }
        return due.last?.element
    }

    /// Whether a span that was read whole is as good as a look-back: from about then on (the first look-back has the rest),
    /// so far back, or as far as there is anything.
    private func reads(_ span: Span, backBy lookback: Duration, floor: Date) -> Bool {
        guard let doneAt = span.doneAt else { return false }
        let rest = (incremental.tiers.first?.lookback ?? .zero).timeInterval + 86_400
        return span.end >= doneAt - rest && (span.start <= doneAt - lookback.timeInterval || span.start <= floor + 1)
    }

    private func backfill(from start: Date, to end: Date) -> [Span] {
        guard start < end else { return [] }
        // One second more than the border: the bounds of a span are complete only inside of them.
        return split(from: start, to: end + 1, tier: Self.backfill)
    }

    private func split(from start: Date, to end: Date, tier: String) -> [Span] {
        let start = start.second
        var spans: [Span] = []
        var upper = end.second
        while upper > start {
            let lower = max(start, upper - incremental.maximumSpan.timeInterval)
            spans.append(Span(resource: resource, scope: scope, tier: tier, start: lower, end: upper))
            guard lower > start else { break }
            upper = lower + 1
        }
        return spans
    }
}
