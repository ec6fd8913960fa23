import Foundation
import LoadEngine
import Testing
import Warehouse

@testable import sluice

struct LoadProgressTests {
    private let start = ContinuousClock.now

    private func span(_ year: Int, position: Date? = nil) -> Span {
        let from = Date(timeIntervalSince1970: Double(year - 1970) * 31_536_000)
        return Span(resource: "leads", tier: "backfill", start: from, end: from + 31_536_000, position: position)
    }

    private func page(_ span: Span?, records: Int, total: Int?, number: Int = 1, countsRest: Bool = true) -> LoadEvent {
        .pageReceived(
            ReceivedPage(
                PagePlace(resource: span?.resource ?? "users", span: span, number: number), records: records,
                total: total, countsRest: countsRest, bytes: 1_000_000))
    }

    @Test func `a bar never runs back and never past its end, whatever the spans turn out to hold`() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<200 {
            var load = LoadProgress(began: start)
            let spans = (0..<Int.random(in: 1...9, using: &generator)).map { span(2010 + $0) }
            var left = spans.map { _ in [0, 10, 5_000, 60_000].randomElement(using: &generator) ?? 0 }
            load.take(.jobBegan(resource: "leads"), at: start)
            load.take(.spansPlanned(resource: "leads", spans), at: start)
            var last = 0.0
            var open = Array(spans.indices)
            while let place = open.randomElement(using: &generator) {
                let records = min(left[place], 2_500)
                // Records come and go while they are read.
                let counted = max(records, left[place] + Int.random(in: -20...20, using: &generator))
                load.take(page(spans[place], records: records, total: counted), at: start)
                left[place] -= records
                if left[place] <= 0 {
                    open.removeAll { $0 == place }
                    load.take(.spanFinished(spans[place]), at: start)
                }
                let fraction = load.job?.fraction ?? 0
                #expect(fraction >= last && fraction <= 1)
                #expect(fraction < 1 || open.isEmpty)
                last = fraction
            }
            #expect(last == 1)
        }
    }

    @Test func `what the API counts is what the bar counts`() throws {
        var load = LoadProgress(began: start)
        let spans = [span(2024), span(2023)]
        load.take(.spansPlanned(resource: "leads", spans), at: start)
        load.take(page(spans[0], records: 2_500, total: 10_000), at: start)
        load.take(page(spans[1], records: 2_500, total: 5_000), at: start)
        let total = try #require(load.job?.total)
        #expect(total.records == 15_000 && !total.isEstimate)
        #expect(load.job?.fraction == 5_000.0 / 15_000)
        // The next page begins where the one before ended, and counts what is left.
        load.take(page(spans[0], records: 2_500, total: 7_500), at: start)
        #expect(load.job?.total?.records == 15_000)
        // A second that holds more than a page counts for itself alone.
        load.take(page(spans[0], records: 500, total: 900, countsRest: false), at: start)
        #expect(load.job?.total?.records == 15_000)
    }

    @Test func `pages that only ask for what is left out, or what is gone, are no headway`() {
        var load = LoadProgress(began: start)
        let one = span(2024)
        load.take(.spansPlanned(resource: "leads", [one]), at: start)
        for purpose in [ReceivedPage.Purpose.separate, .check] {
            load.take(
                .pageReceived(
                    ReceivedPage(
                        PagePlace(resource: "leads", span: one), purpose: purpose, records: 40, total: 40, bytes: 1)),
                at: start)
        }
        #expect(load.job?.records == 0 && load.job?.fraction == nil && load.job?.pages == 2)
    }

    @Test func `a list that is read again begins anew, and the bar stays where it was`() {
        var load = LoadProgress(began: start)
        load.take(page(nil, records: 50, total: 100), at: start)
        #expect(load.job?.fraction == 0.5)
        load.take(page(nil, records: 50, total: 120), at: start)
        #expect(load.job?.fraction == 0.5)
        load.take(page(nil, records: 50, total: 120, number: 2), at: start)
        load.take(page(nil, records: 20, total: 120, number: 3), at: start)
        #expect(load.job?.fraction == 1)
    }

    @Test func `a bar fits whatever width there is, and says what matters first`() {
        var load = LoadProgress(began: start)
        let spans = [span(2024), span(2023)]
        load.take(.spansPlanned(resource: "leads", spans), at: start)
        load.take(
            .requestSent(PagePlace(resource: "leads", span: spans[0]), attempt: 1, today: 45, limit: 10_000), at: start)
        load.take(page(spans[0], records: 2_500, total: 100_000), at: start + .seconds(1))
        let now = start + .seconds(4)
        for columns in 1...250 {
            for style in [LoadProgress.Style(), .init(isUnicode: false)] {
                let bar = load.bar(columns: columns, at: now, style: style)
                #expect(bar.count <= columns)
                #expect(!bar.contains("\u{1B}"))
            }
        }
        let narrow = load.bar(columns: 48, at: now)
        #expect(narrow.contains("leads") && narrow.contains("1 %") && narrow.contains("2,500 of about 200,000"))
        let wide = load.bar(columns: 200, at: now)
        for part in ["5 min left", "625/s", "45 of 10,000 requests today", "0 of 2 spans", "1 MB", "1 page", "2024-"] {
            #expect(wide.contains(part), "\(wide)")
        }
        // Colours take no room.
        let plain = load.bar(columns: 100, at: now)
        let colored = load.bar(columns: 100, at: now, style: .init(hasColor: true))
        #expect(colored.replacing(/\u{1B}\[\d*m/, with: "") == plain)
    }

    @Test func `an API that does not answer shows`() {
        var load = LoadProgress(began: start)
        load.take(.requestSent(PagePlace(resource: "users"), attempt: 1, today: 1, limit: 10), at: start)
        #expect(load.job?.silence(at: start + .seconds(4)) == nil)
        #expect(load.bar(columns: 80, at: start + .seconds(23)).contains("no answer for 23 s"))
        #expect(load.sentence(at: start + .seconds(23)).contains("no answer for 23 s"))
        load.take(.requestEnded(PagePlace(resource: "users")), at: start + .seconds(24))
        #expect(!load.sentence(at: start + .seconds(60)).contains("no answer"))
        // Of two the other is still out.
        for _ in 0..<2 {
            load.take(
                .requestSent(PagePlace(resource: "users"), attempt: 1, today: 1, limit: 10), at: start + .seconds(60))
        }
        load.take(.requestEnded(PagePlace(resource: "users")), at: start + .seconds(61))
        #expect(load.sentence(at: start + .seconds(70)).contains("no answer for 9 s"))
        // A request that failed for good brings no page, and is over all the same.
        load.take(.requestEnded(PagePlace(resource: "users")), at: start + .seconds(71))
        #expect(!load.sentence(at: start + .seconds(90)).contains("no answer"))
    }

    @Test func `between its resources a load says what it does`() {
        var load = LoadProgress(began: start)
        #expect(load.bar(columns: 80, at: start + .seconds(3)) == "making ready … 3 s")
        load.take(.packageBegan(LoadPackage(dataset: "calls", source: "shop", trigger: "test")), at: start)
        #expect(load.bar(columns: 80, at: start + .seconds(4)) == "asking what the key may read … 4 s")
        // The resource that is asked for begins first, and those that lie in its records with it.
        load.take(.jobBegan(resource: "accounts"), at: start)
        load.take(.jobBegan(resource: "profiles"), at: start)
        #expect(load.bar(columns: 80, at: start) == "accounts …")
        load.take(.jobFinished(JobReport(resource: "accounts")), at: start)
        load.take(.jobFinished(JobReport(resource: "profiles")), at: start)
        #expect(load.bar(columns: 80, at: start + .seconds(9)) == "finishing … 9 s")
        load.take(.jobBegan(resource: "users"), at: start)
        #expect(load.bar(columns: 80, at: start) == "users …")
    }

    @Test func `no colours where they are not wanted`() {
        #expect(!LoadProgress.Style.of(["NO_COLOR": "1", "LANG": "C.UTF-8"]).hasColor)
        #expect(LoadProgress.Style.of(["NO_COLOR": "", "LC_ALL": "en_US.utf8"]).hasColor)
        #expect(LoadProgress.Style.of(["LANG": "C.UTF-8"]).isUnicode)
        #expect(!LoadProgress.Style.of(["LC_ALL": "C", "LANG": "C.UTF-8"]).isUnicode)
    }
}

/// Chance that is the same in each run.
private struct SplitMix: RandomNumberGenerator {
    var seed: UInt64

    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
