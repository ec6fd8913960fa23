package import Foundation
import RESTSource

/// The walk through a span in ascending creation time, as a pure value: it is told what a page held, and says what is now
/// known and what to ask next.
///
/// Always page 1, from the position on: whatever comes or goes elsewhere, no record can slip across the border of a page.
/// A page holds all records of its stretch of time up to its last second, which may be cut in two; so the next page begins
/// a second before that. An API that does not keep to this (an order of its own, bounds rounded to days) is noticed at
/// the page where it shows, and what is left of the span is read by numbered pages, with their totals as the check.
package struct SpanWalk: Sendable {
    /// What to ask for.
    package struct Ask: Sendable, Equatable {
        package let from: Date
        package let until: Date
        package let page: Int
    }

    /// What a page held: of each record its key and the instant of its creation, where it has a readable one.
    package struct Contents: Sendable {
        package let keys: [String]
        package let created: [Date?]
        package let total: Int

        package init(keys: [String], created: [Date?], total: Int) {
            self.keys = keys
            self.created = created
            self.total = total
        }
    }

    /// A stretch of creation time of which every record was received, both bounds exclusive: whether an API takes its own
    /// bounds for inclusive must not matter.
    package struct Stretch: Sendable, Equatable {
        package let after: Date
        package let before: Date
    }

    /// What is known after a page.
    package struct Progress: Sendable, Equatable {
        /// What is complete now, and was not before this page.
        package var complete: Stretch?
        /// The keys of the complete stretch, when more pages than this one brought them.
        package var keys: Set<String>?
        package var next: Next
    }

    package enum Next: Sendable, Equatable {
        case ask(Ask)
        case done
        /// The API never came out even: what it sent, and what it counted.
        case incomplete(received: Int, total: Int)
    }

    /// Why a span is not walked but read by numbered pages.
    package enum Irregularity: Sendable, Equatable, CustomStringConvertible {
        case notAscending
        case outsideOfBounds
        case total

        package var description: String {
            switch self {
            case .notAscending: "the API does not answer in ascending creation time"
            case .outsideOfBounds: "the API answers with records from outside of the dates that were asked for"
            case .total: "the API counts fewer records than it sends"
            }
        }
    }

    package let end: Date
    /// Every record created before it is known, but for its last second.
    package private(set) var position: Date
    package private(set) var irregularity: Irregularity?
    private var mode = Mode.walking
    /// The keys of an answer that is not believed yet, for its records are of other days.
    private var doubted: Set<String>?
    private var doubts = 0

    private enum Mode {
        case walking
        /// Numbered pages from the position until `until`; they start inclusive when a record at the very position came.
        case numbered(Paginator, until: Date, isCrowdedSecond: Bool, startsInclusive: Bool)
    }

    /// The position itself is still to be read: it was set behind a crowded second, as the API takes its start for inclusive.
    private var isPositionOpen = false

    /// What is complete after a page begins behind this instant. Finer than a microsecond there is none.
    private var after: Date {
        isPositionOpen ? position - 0.000_001 : position
    }

    package init(from position: Date, until end: Date) {
        self.position = position
        self.end = end
    }

    package var first: Ask {
        Ask(from: position, until: end, page: 1)
    }

    package mutating func take(_ contents: Contents) -> Progress {
        switch mode {
        case .walking: walk(contents)
        case .numbered: takeNumbered(contents)
        }
    }

    // MARK: - Walking

    private mutating func walk(_ contents: Contents) -> Progress {
        let count = contents.created.count
        if count == contents.total, isFromElsewhere(contents), doubted != Set(contents.keys) {
            // Records of other days: either the API does not keep to the dates, or this is the answer to another request, out of
            // some cache between. The same question again tells: an API that ignores the dates gives the same.
            doubted = Set(contents.keys)
            doubts += 1
            guard doubts < 10 else {
                return Progress(next: .incomplete(received: count, total: contents.total))
            }
            return Progress(next: .ask(Ask(from: position, until: end, page: 1)))
        }
        doubted = nil
        if count == contents.total {
            // All that the API has from here to the end, in whatever order.
            let complete = Stretch(after: after, before: end)
            position = end
            return Progress(complete: complete, keys: nil, next: .done)
        }
        if let irregularity = irregularity(of: contents) {
            self.irregularity = irregularity
            return readNumbered(until: end, isCrowdedSecond: false, beginningWith: contents)
        }
        let instants = contents.created.lazy.compactMap { $0?.second }
        guard let first = instants.first, let last = instants.last else {
            irregularity = .total
            return readNumbered(until: end, isCrowdedSecond: false, beginningWith: contents)
        }
        let next = last - 1
        // A page of a single second may be the newest one as well as the oldest: it does not show the order.
        if next > position, first < last {
            let complete = Stretch(after: after, before: last)
            isPositionOpen = false
            position = next
            return Progress(complete: complete, keys: nil, next: .ask(Ask(from: position, until: end, page: 1)))
        }
        // The page did not get beyond its second: there are more records in it than a page holds. It is read up to the second
        // behind it, since the API may leave out what lies at the end that it is given, or know instants between the seconds.
        let until = last + 1
        mode = .numbered(Paginator(), until: until, isCrowdedSecond: true, startsInclusive: false)
        return Progress(next: .ask(Ask(from: position, until: until, page: 1)))
    }

    /// Whether a record lies outside of the days that were asked for; some APIs round their bounds to days.
    private func isFromElsewhere(_ contents: Contents) -> Bool {
        contents.created.contains { instant in
            instant.map { $0 < position - 86_400 || $0 > end + 86_400 } ?? false
        }
    }

    private func irregularity(of contents: Contents) -> Irregularity? {
        guard contents.created.count < contents.total, !contents.created.isEmpty else { return .total }
        var previous = position
        for instant in contents.created.lazy.compactMap({ $0 }) {
            if instant < position || instant >= end + 1 { return .outsideOfBounds }
            if instant.second < previous.second { return .notAscending }
            previous = instant
        }
        return nil
    }

    // MARK: - Numbered pages

    private mutating func readNumbered(
        until: Date, isCrowdedSecond: Bool, beginningWith contents: Contents
    ) -> Progress {
        mode = .numbered(Paginator(), until: until, isCrowdedSecond: isCrowdedSecond, startsInclusive: false)
        return takeNumbered(contents)
    }

    private mutating func takeNumbered(_ contents: Contents) -> Progress {
        guard case .numbered(var paginator, let until, let isCrowdedSecond, var startsInclusive) = mode,
            case .page(let page, _) = paginator.next
        else { return Progress(next: .done) }
        mode = .walking  // Lets go of the paginator's keys, so that taking more of them copies nothing.
        startsInclusive = startsInclusive || contents.created.contains(position)
        paginator.take(page: page, total: contents.total, keys: contents.keys)
        mode = .numbered(paginator, until: until, isCrowdedSecond: isCrowdedSecond, startsInclusive: startsInclusive)
        switch paginator.next {
        case .page(let number, _):
            return Progress(next: .ask(Ask(from: position, until: until, page: number)))
        case .finished(.incomplete(let received, let total)):
            return Progress(next: .incomplete(received: received, total: total))
        case .finished(.complete):
            guard isCrowdedSecond else {
                let complete = Stretch(after: after, before: end)
                position = end
                return Progress(complete: complete, keys: paginator.keys, next: .done)
            }
            isPositionOpen = isPositionOpen || startsInclusive
            let complete = Stretch(after: after, before: until)
            // Where the start is inclusive, the walk goes on behind the second, else it would get it for ever. Where that is
            // not known, it goes on from the second itself, so that nothing is left out.
            let next = startsInclusive ? until : until - 1
            guard next > position else {
                return Progress(next: .incomplete(received: paginator.keys.count, total: contents.total))
            }
            isPositionOpen = startsInclusive
            position = next
            mode = .walking
            return Progress(
                complete: complete, keys: paginator.keys,
                next: position > end ? .done : .ask(Ask(from: position, until: end, page: 1)))
        }
    }
}

extension Date {
    /// The whole second that the instant lies in.
    var second: Date {
        Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down))
    }
}
