import Foundation
import Testing

@testable import LoadEngine

struct SpanWalkTests {
    private func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    private func page(_ seconds: [Double], total: Int, from key: Int = 0) -> SpanWalk.Contents {
        .init(keys: seconds.indices.map { String($0 + key) }, created: seconds.map { at($0) }, total: total)
    }

    private func ask(_ from: Double, _ until: Double, _ page: Int = 1) -> SpanWalk.Next {
        .ask(.init(from: at(from), until: at(until), page: page))
    }

    private func stretch(_ after: Double, _ before: Double) -> SpanWalk.Stretch {
        .init(after: at(after), before: at(before))
    }

    // MARK: - Step by step

    @Test func `a span that one page holds is done with it`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        #expect(walk.first == .init(from: at(0), until: at(100), page: 1))
        let progress = walk.take(page([10, 20, 30], total: 3))
        #expect(progress == .init(complete: stretch(0, 100), keys: nil, next: .done))
        #expect(walk.position == at(100))
    }

    @Test func `an answer with records of other days is asked for again, and believed when it comes twice`() {
        let day = 86_400.0
        var walk = SpanWalk(from: at(100 * day), until: at(110 * day))
        // The page of another request, which some cache gave: complete in itself, and nothing is known of this stretch by it.
        let stale = page([10 * day, 20 * day], total: 2)
        #expect(walk.take(stale) == .init(next: ask(100 * day, 110 * day)))
        #expect(walk.position == at(100 * day))
        #expect(walk.take(page([101 * day], total: 1)) == .init(complete: stretch(100 * day, 110 * day), next: .done))

        // Another stale answer later on is doubted like the first.
        walk = SpanWalk(from: at(100 * day), until: at(110 * day))
        _ = walk.take(stale)
        #expect(walk.take(page([101 * day, 102 * day], total: 3)).next == ask(102 * day - 1, 110 * day))
        #expect(walk.take(stale) == .init(next: ask(102 * day - 1, 110 * day)))
        #expect(walk.take(page([1 * day], total: 1)).next == ask(102 * day - 1, 110 * day))

        // An API that ignores the dates gives the same again.
        walk = SpanWalk(from: at(100 * day), until: at(110 * day))
        _ = walk.take(stale)
        #expect(walk.take(stale).next == .done)

        // Bounds that are rounded to days are no reason for doubt.
        walk = SpanWalk(from: at(100 * day + 5), until: at(110 * day))
        #expect(walk.take(page([100 * day, 110 * day + 80_000], total: 2)).next == .done)
    }

    @Test func `an empty span is done`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        #expect(walk.take(page([], total: 0)).next == .done)
    }

    @Test func `the next page begins a second before the last record, so that a second cut in two is read whole`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        let progress = walk.take(page([10, 20, 20], total: 9))
        #expect(progress == .init(complete: stretch(0, 20), keys: nil, next: ask(19, 100)))
        #expect(walk.position == at(19))
        let second = walk.take(page([20, 20, 20, 21, 30, 30.7], total: 7))
        #expect(second == .init(complete: stretch(19, 30), keys: nil, next: ask(29, 100)))
    }

    @Test func `a short page is not taken for the last one`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        #expect(walk.take(page([9, 10], total: 3)).next == ask(9, 100))
    }

    @Test func `a second with more records than a page is read by numbered pages, and the walk goes on behind it`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        #expect(walk.take(page([10, 20, 20], total: 9)).next == ask(19, 100))
        #expect(walk.take(page([20, 20, 20], total: 8)) == .init(next: ask(19, 21)))
        #expect(walk.take(page([20, 20, 20], total: 5, from: 1)) == .init(next: ask(19, 21, 2)))
        let last = walk.take(page([20, 20], total: 5, from: 4))
        #expect(last.complete == stretch(19, 21))
        #expect(last.keys == ["1", "2", "3", "4", "5"])
        // Whether the start is inclusive is not known yet, so the walk goes on from the second itself.
        #expect(last.next == ask(20, 100))
        #expect(walk.take(page([20, 20, 20], total: 8)) == .init(next: ask(20, 21)))
        #expect(walk.take(page([20, 20, 20], total: 6, from: 1)).next == ask(20, 21, 2))
        #expect(walk.take(page([20, 20, 21], total: 6, from: 4)).next == ask(21, 100))
        #expect(walk.irregularity == nil)
    }

    @Test(
        arguments: [
            ([30, 20, 10], SpanWalk.Irregularity.notAscending), ([-1, 10, 20], .outsideOfBounds),
            ([10, 20, 102], .outsideOfBounds),
            ([], .total),
        ] as [([Double], SpanWalk.Irregularity)])
    func `an API that does not keep to the rules is read by numbered pages`(
        seconds: [Double], irregularity: SpanWalk.Irregularity
    ) {
        var walk = SpanWalk(from: at(0), until: at(100))
        let progress = walk.take(page(seconds, total: 6))
        #expect(walk.irregularity == irregularity)
        #expect(progress.complete == nil)
        #expect(progress.next == ask(0, 100, seconds.isEmpty ? 1 : 2))
    }

    @Test func `an API that sends more than it counts is read by numbered pages and told`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        var next = walk.take(page([1, 2, 3], total: 2)).next
        #expect(walk.irregularity == .total)
        while case .ask = next { next = walk.take(page([1, 2, 3], total: 2)).next }
        #expect(next == .incomplete(received: 3, total: 2))
    }

    @Test func `records without a readable instant do not stop the walk`() {
        var walk = SpanWalk(from: at(0), until: at(100))
        let contents = SpanWalk.Contents(keys: ["a", "b", "c"], created: [at(10), nil, at(20)], total: 5)
        #expect(walk.take(contents).next == ask(19, 100))
        var blind = SpanWalk(from: at(0), until: at(100))
        let unreadable = SpanWalk.Contents(keys: ["a"], created: [nil], total: 2)
        #expect(blind.take(unreadable).next == ask(0, 100, 2))
    }

    // MARK: - Against an API whose records come and go

    /// Walks a span to its end while records come and go elsewhere, and checks what must hold after each page.
    private func walk(_ api: SimulatedAPI, end: Double, churns: Bool, _ random: inout SplitMix) -> SpanWalk.Next {
        var api = api
        let stable = api.records
        var nextKey = Self.firstPassing
        var walk = SpanWalk(from: at(0), until: at(end))
        var received: Set<String> = []
        var stretches: [SpanWalk.Stretch] = []
        var next: SpanWalk.Next = .ask(walk.first)
        var asked = 0
        while case .ask(let ask) = next {
            asked += 1
            guard asked < 5_000 else {
                Issue.record("the walk does not end: \(api.habits)")
                return next
            }
            let contents = api.answer(ask, &random)
            let progress = walk.take(contents)
            received.formUnion(contents.keys)
            if let complete = progress.complete {
                // What the table has in the stretch and the page has not counts as deleted: nothing that is there may.
                let here = progress.keys.map { $0.union(contents.keys) } ?? Set(contents.keys)
                for record in stable where at(record.created) > complete.after && at(record.created) < complete.before {
                    #expect(here.contains(String(record.key)), "\(api.habits): \(record) counts as deleted")
                }
                stretches.append(complete)
            }
            next = progress.next
            if churns { change(&api, elsewhereThan: ask, end: end, nextKey: &nextKey, &random) }
        }
        guard case .done = next else { return next }
        for record in stable where record.created > 0 && record.created < end {
            #expect(received.contains(String(record.key)), "\(api.habits): \(record) was not received")
            let isCovered = stretches.contains { at(record.created) > $0.after && at(record.created) < $0.before }
            #expect(isCovered, "\(api.habits): \(record) lies in no complete stretch")
        }
        return next
    }

    /// Lets records come and go, but where numbered pages are being read: there only the totals tell of changes.
    private func change(
        _ api: inout SimulatedAPI, elsewhereThan ask: SpanWalk.Ask, end: Double, nextKey: inout Int,
        _ random: inout SplitMix
    ) {
        let numbered = ask.until < at(end) ? (ask.from - 3)...(ask.until + 3) : nil
        func isFree(_ second: Double) -> Bool {
            numbered?.contains(at(second)) != true
                && api.records.count { abs($0.created.rounded(.down) - second) <= 3 } < api.habits.pageSize - 1
        }
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let second = Double(Int.random(in: 0...Int(end), using: &random))
            if isFree(second) {
                api.records.append(.init(key: nextKey, created: second))
                nextKey += 1
            }
            let others = api.records.indices.filter {
                api.records[$0].key >= Self.firstPassing && numbered?.contains(at(api.records[$0].created)) != true
            }
            if Bool.random(using: &random), let gone = others.randomElement(using: &random) {
                api.records.remove(at: gone)
            }
        }
    }

    /// Records from this key on come and go; those below it stay.
    private static let firstPassing = 10_000

    private func records(_ count: Int, end: Int, crowds: Int, fractions: Bool, _ random: inout SplitMix)
        -> [SimulatedAPI.Record]
    {
        var records = (0..<count).map { key in
            let fraction = fractions ? Double(Int.random(in: 0...3, using: &random)) / 4 : 0
            return SimulatedAPI.Record(key: key, created: Double(Int.random(in: 0..<end, using: &random)) + fraction)
        }
        for crowd in 0..<crowds {
            let second = Double(Int.random(in: 5..<(end - 5), using: &random))
            for place in 0..<Int.random(in: 8...45, using: &random) {
                // Of a crowd, one record lies at the second itself.
                let fraction = fractions && place > 0 ? Double(Int.random(in: 0...3, using: &random)) / 4 : 0
                records.append(.init(key: count + crowd * 50 + place, created: second + fraction))
            }
        }
        return records
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func `no record that stays is lost or taken for deleted, whatever comes and goes elsewhere`(
        includesStart: Bool, includesEnd: Bool
    ) {
        for seed in 0..<60 {
            var random = SplitMix(seed: UInt64(seed))
            let end = Int.random(in: 20...400, using: &random)
            let count = Int.random(in: 0...(seed % 2 == 0 ? end / 2 : 300), using: &random)
            let crowds = seed % 3 == 0 ? Int.random(in: 1...3, using: &random) : 0
            var habits = SimulatedAPI.Habits()
            habits.includesStart = includesStart
            habits.includesEnd = includesEnd
            habits.pageSize = Int.random(in: 3...12, using: &random)
            habits.shufflesTies = crowds == 0 && seed % 2 == 0
            let api = SimulatedAPI(
                records: records(count, end: end, crowds: crowds, fractions: false, &random),
                habits: habits)
            // Numbered pages of an order that changes come out even by luck alone; then the walk says that it is incomplete.
            let isCrowded = (0..<end).contains { second in
                api.records.count { abs($0.created - Double(second)) <= 1 } >= habits.pageSize
            }
            if habits.shufflesTies, isCrowded { continue }
            #expect(walk(api, end: Double(end), churns: true, &random) == .done, "seed \(seed), \(habits)")
        }
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func `instants between the seconds change nothing of that`(includesStart: Bool, includesEnd: Bool) {
        for seed in 0..<50 {
            var random = SplitMix(seed: UInt64(seed))
            var habits = SimulatedAPI.Habits()
            habits.includesStart = includesStart
            habits.includesEnd = includesEnd
            habits.pageSize = Int.random(in: 5...12, using: &random)
            let api = SimulatedAPI(
                records: records(200, end: 300, crowds: seed % 3, fractions: true, &random), habits: habits)
            // An API that sends too many records of one second may leave no way on; but then it says so.
            _ = walk(api, end: 300, churns: true, &random)
        }
    }

    @Test(arguments: [true, false])
    func `an API with the newest first, or with bounds by the day, is read whole by numbered pages`(isDescending: Bool)
    {
        for seed in 0..<40 {
            var random = SplitMix(seed: UInt64(seed))
            var habits = SimulatedAPI.Habits()
            habits.isDescending = isDescending
            habits.day = isDescending ? nil : 100
            habits.pageSize = Int.random(in: 3...12, using: &random)
            let api = SimulatedAPI(
                records: records(200, end: 350, crowds: 0, fractions: false, &random), habits: habits)
            #expect(walk(api, end: 330, churns: false, &random) == .done, "seed \(seed), \(habits)")
        }
    }
}
