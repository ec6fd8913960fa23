import Foundation
import Testing

@testable import LoadEngine

/// An API over an array: filters by instant, sorts, counts and cuts pages, with the habits that one may have.
struct SimulatedAPI {
    struct Habits: Sendable, CustomStringConvertible {
        var includesStart = true
        var includesEnd = true
        /// The most records of a page, whatever is asked for.
        var pageSize = 10
        /// Newest first, whatever is asked for.
        var isDescending = false
        /// The bounds are rounded to whole days of so many seconds.
        var day: Double?
        /// Records of one instant come in another order each time.
        var shufflesTies = false

        var description: String {
            "\(includesStart ? "[" : "(")\(includesEnd ? "]" : ")") page \(pageSize)"
                + (isDescending ? " descending" : "") + (day == nil ? "" : " by days")
                + (shufflesTies ? " shuffled" : "")
        }
    }

    struct Record: Sendable {
        let key: Int
        let created: Double
    }

    var records: [Record] = []
    let habits: Habits

    func answer(_ ask: SpanWalk.Ask, _ random: inout SplitMix) -> SpanWalk.Contents {
        var from = ask.from.timeIntervalSince1970
        var until = ask.until.timeIntervalSince1970
        if let day = habits.day {
            from = (from / day).rounded(.down) * day
            until = (until / day).rounded(.down) * day + day - 1
        }
        let ties = records.map { _ in habits.shufflesTies ? random.next() : 0 }
        let chosen = zip(records, ties).filter { record, _ in
            (habits.includesStart ? record.created >= from : record.created > from)
                && (habits.includesEnd ? record.created <= until : record.created < until)
        }.sorted { ($0.0.created, $0.1, $0.0.key) < ($1.0.created, $1.1, $1.0.key) }.map(\.0)
        let ordered = habits.isDescending ? chosen.reversed() : chosen
        let page = ordered.dropFirst((ask.page - 1) * habits.pageSize).prefix(habits.pageSize)
        return SpanWalk.Contents(
            keys: page.map { String($0.key) }, created: page.map { Date(timeIntervalSince1970: $0.created) },
            total: chosen.count)
    }
}

/// Random numbers that come again with their seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
