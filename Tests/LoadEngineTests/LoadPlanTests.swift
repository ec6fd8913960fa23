import Foundation
import Testing
import Warehouse

@testable import LoadEngine

struct LoadPlanTests {
    private static let day = 86_400

    private static let incremental = Incremental(
        createdColumn: "created", start: "from", end: "to", ascending: [], maximumSpan: .seconds(100 * 86_400),
        earliest: Date(timeIntervalSince1970: 0),
        tiers: [
            Incremental.Tier("recent", lookback: .seconds(3 * 86_400), every: .zero),
            Incremental.Tier("daily", lookback: .seconds(45 * 86_400), every: .seconds(86_400)),
            Incremental.Tier("weekly", lookback: .seconds(390 * 86_400), every: .seconds(7 * 86_400)),
        ])
    private let plan = LoadPlan(incremental: incremental, resource: "orders", scope: "")

    private static func date(_ days: Double) -> Date { Date(timeIntervalSince1970: days * Double(day)) }
    private func date(_ days: Double) -> Date { Self.date(days) }

    private func span(
        _ tier: String, _ start: Double, _ end: Double, done: Double? = nil, scope: String = ""
    ) -> Span {
        Span(
            resource: "orders", scope: scope, tier: tier, start: date(start), end: date(end),
            doneAt: done.map { date($0) })
    }

    /// Tier, start and end in days; a second shows as a little more.
    private func shape(_ spans: [Span]) -> [String] {
        spans.map { span in
            func text(_ date: Date) -> String {
                let seconds = Int(date.timeIntervalSince1970)
                let rest = seconds % Self.day
                return "\(seconds / Self.day)" + (rest == 0 ? "" : "+\(rest)")
            }
            return "\(span.tier) \(text(span.start)) \(text(span.end))"
        }
    }

    private func new(since: Double = 800, end: Double, lookback: Double? = nil, everything: Bool = false, known: [Span])
        -> [Span]
    {
        plan.newSpans(
            LoadPlan.Wish(
                since: date(since), end: date(end), lookback: lookback.map { Duration.seconds($0 * Double(Self.day)) },
                everything: everything), known: known, now: date(end))
    }

    @Test func `a first run reads the recent days, then all before them, the newest first`() {
        #expect(
            shape(new(end: 1_000, known: [])) == [
                "recent 997 1000", "backfill 897+1 997+1", "backfill 800 897+2",
            ])
    }

    @Test func `neighbouring spans overlap, cover everything, and keep to the longest that may be asked for`() {
        for everything in [false, true] {
            let spans = new(since: 0, end: 1_000, everything: everything, known: [])
            #expect(spans.first?.end == date(1_000) && spans.last?.start == date(0))
            for (newer, older) in zip(spans, spans.dropFirst()) {
                // The bounds of a span are complete only inside of them: one second more on each side.
                #expect(newer.start < older.end && older.start < newer.start)
            }
            #expect(spans.allSatisfy { $0.end.timeIntervalSince($0.start) <= Double(100 * Self.day) })
            #expect(spans.allSatisfy { $0.position == $0.start && $0.doneAt == nil })
        }
    }

    @Test func `a first run of a young account has no backfill, and of nothing no span`() {
        #expect(shape(new(since: 999, end: 1_000, known: [])) == ["recent 999 1000"])
        #expect(new(since: 1_000, end: 1_000, known: []).isEmpty)
        #expect(new(since: 1_001, end: 1_000, known: []).isEmpty)
    }

    @Test func `while the backfill is open only the first look-back is due`() {
        let known = [span("recent", 997, 1_000, done: 1_000), span("backfill", 800, 997)]
        #expect(shape(new(end: 1_050, known: known)) == ["recent 997 1050"])
    }

    @Test(arguments: [
        // Read to 1000 at 1000, all look-backs included.
        (1_000.5, "recent 997 1000+43200"),
        (1_001.0, "daily 956 1001"),
        (1_006.9, "daily 961+77760 1006+77760"),
        (1_007.0, "weekly 907 1007"),
    ])
    func `the longest look-back whose interval is over is due`(end: Double, expected: String) {
        let known = [span("recent", 997, 1_000, done: 1_000), span("backfill", 0, 997, done: 1_000)]
        #expect(shape(new(since: 0, end: end, known: known)).first == expected)
    }

    @Test func `a longer look-back counts for the shorter ones, and not the other way round`() {
        let base = [span("backfill", 0, 997, done: 990)]
        let weekly = new(since: 0, end: 1_000.5, known: base + [span("weekly", 610, 1_000, done: 1_000)])
        #expect(weekly.first?.tier == "recent")
        let daily = new(since: 0, end: 1_000.5, known: base + [span("daily", 955, 1_000, done: 1_000)])
        #expect(daily.first?.tier == "weekly")
    }

    @Test func `a gap after a long pause is closed`() {
        let known = [span("weekly", 500, 1_000, done: 1_000), span("backfill", 0, 501, done: 1_000)]
        let spans = new(since: 0, end: 2_000, lookback: 1, known: known)
        #expect(spans.last.map { $0.start <= date(1_000) } == true)
        #expect(spans.first?.end == date(2_000))
        for (newer, older) in zip(spans, spans.dropFirst()) { #expect(newer.start < older.end) }
    }

    @Test func `a since that was lowered is filled up, and one that was raised changes nothing`() {
        let known = [span("recent", 997, 1_000, done: 1_000), span("backfill", 500, 997, done: 1_000)]
        #expect(shape(new(since: 450, end: 1_000.5, known: known)) == ["recent 997 1000+43200", "backfill 450 500+1"])
        #expect(shape(new(since: 600, end: 1_000.5, known: known)) == ["recent 997 1000+43200"])
    }

    @Test func `what a look-back reaches anyway is not filled up besides`() {
        let known = [span("recent", 997, 1_000, done: 1_000), span("backfill", 900, 997, done: 1_000)]
        let spans = new(since: 850, end: 1_000.5, known: known)
        #expect(spans.last?.start == date(850) && spans.first?.end == date(1_000.5))
        for (newer, older) in zip(spans, spans.dropFirst()) {
            #expect(newer.start < older.end && newer.start + 2 > older.end, "neighbours, and nothing twice")
        }
    }

    @Test func `a stretch between what earlier runs read is filled up`() {
        // A run with --since, then one with --since and --until far before: nothing has read what lies between.
        let known = [
            span("recent", 997, 1_000, done: 1_000), span("backfill", 500, 998, done: 1_000),
            span("asked", 300, 420, done: 1_000),
        ]
        let spans = new(since: 280, end: 1_000.5, known: known)
        #expect(spans.contains { $0.start <= date(420) && $0.end >= date(500) })
        #expect(spans.contains { $0.start == date(280) && $0.end > date(300) })
        #expect(shape(spans).first == "recent 997 1000+43200")
        #expect(spans.count == 3)
    }

    @Test func `everything reads everything again, and a look-back that is asked for is read`() {
        let known = [span("recent", 997, 1_000, done: 1_000), span("backfill", 800, 997, done: 1_000)]
        #expect(shape(new(since: 990, end: 1_000.5, everything: true, known: known)) == ["asked 990 1000+43200"])
        #expect(shape(new(end: 1_001, lookback: 20, known: known)) == ["asked 981 1001"])
    }

    @Test func `spans of another scope count for nothing`() {
        let known = [
            span("recent", 997, 1_000, done: 1_000, scope: "7"), span("backfill", 800, 997, done: 1_000, scope: "7"),
        ]
        #expect(new(end: 1_000, known: known).count == new(end: 1_000, known: []).count)
    }

    @Test func `an open span that a new one reads again as a whole is dropped, and no other`() {
        let inside = span("recent", 990, 999)
        let done = span("recent", 990, 999, done: 999)
        let backfill = span("backfill", 990, 999)
        let longer = span("weekly", 986, 999.5)
        let beyond = span("recent", 980, 999)
        let elsewhere = span("recent", 990, 999, scope: "7")
        // Two neighbours count as one.
        let new = [span("recent", 988, 1_000), span("recent", 985, 988.5)]
        let superseded = plan.superseded(by: new, known: [inside, done, backfill, longer, beyond, elsewhere])
        #expect(superseded == [inside, backfill, longer])
    }
}
