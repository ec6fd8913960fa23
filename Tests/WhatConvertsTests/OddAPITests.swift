import Foundation
import LoadEngine
import Postgres
import RESTSource
import Sandbox
import Testing
import Warehouse

/// An API that behaves otherwise than documented is noticed, and loaded right or refused with a sentence; there are never
/// wrong tables and the status loaded.
struct OddAPITests {
    struct Oddity: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Quirks) -> Void

        init(_ description: String, _ change: @escaping @Sendable (inout Quirks) -> Void) {
            testDescription = description
            self.change = change
        }
    }

    static let harmless = [
        Oddity("rounds dates to days") { $0.roundsDatesToDays = true },
        Oddity("gives smaller pages than asked for") { $0.clampsPageSize = 40 },
        Oddity("answers newest first") { $0.ignoresOrder = true },
        Oddity("ignores dates") { $0.ignoresDates = true },
        Oddity("answers newest first and rounds dates") {
            $0.ignoresOrder = true
            $0.roundsDatesToDays = true
        },
        Oddity("ignores dates and order, and gives smaller pages") {
            $0.ignoresDates = true
            $0.ignoresOrder = true
            $0.clampsPageSize = 70
        },
        Oddity("leaves spam out") { $0.spamInDefault = false },
        Oddity("leaves spam out and rounds dates to days") {
            $0.spamInDefault = false
            $0.roundsDatesToDays = true
        },
        Oddity("spells nothing as null") { $0.explicitNulls = true },
        Oddity("spells instants in three ways") { $0.mixedTimestamps = true },
        Oddity("has no Elite plan") { $0.elite = false },
        Oddity("answers single records bare") { $0.bareSingles = true },
        Oddity("counts a page where there is nothing") { $0.zeroRowsTotalPages = 1 },
        Oddity("refuses pages past the end") { $0.refusesPagesPastTheEnd = true },
        Oddity("fails now and then") { $0.serverErrorEvery = 9 },
        Oddity("is two days behind") { $0.clockOffsetSeconds = -2 * 86_400 },
        Oddity("is two days ahead") { $0.clockOffsetSeconds = 2 * 86_400 },
    ]

    @Test(arguments: harmless)
    func `loaded right, changes and deletions too, from an API that`(_ oddity: Oddity) async throws {
        var quirks = Quirks()
        oddity.change(&quirks)
        try await withLoad(SandboxOptions(seed: 31, leads: 260, history: 420 * 86_400, quirks: quirks)) { test in
            let report = try await test.loadEverything { $0.pageSize = 60 }
            #expect(report.status == .loaded, "\(report.jobs.compactMap(\.message))")
            try await test.expectLeadsEqual()
            try await test.expectTotalsEqual()
            try await test.expectBooksAddUp()

            let deleted = await test.sandbox.deleteLeads(count: 6)
            let added = await test.sandbox.addLeads(5)
            let changed = await test.sandbox.changeLeads(fraction: 0.02, what: .value)
            let second = try await test.loadEverything { $0.pageSize = 60 }
            #expect(second.status == .loaded, "\(second.jobs.compactMap(\.message))")
            #expect(second["leads"].deleted == deleted.count)
            #expect(second["leads"].inserted == added.count)
            #expect(second["leads"].updated == Set(changed).subtracting(added).count)
            try await test.expectLeadsEqual(sample: 100)
            try await test.expectNoLiveLeadIsDeleted()
            let third = try await test.loadEverything { $0.pageSize = 60 }
            #expect(third.written == 0)
        }
    }

    @Test(arguments: [false, true])
    func `more leads in one second than a page holds are all read`(isNewestFirst: Bool) async throws {
        var quirks = Quirks()
        quirks.ignoresOrder = isNewestFirst
        for second in [SandboxOptions.defaultNewest, SandboxOptions.defaultNewest.addingTimeInterval(-90 * 86_400)] {
            let options = SandboxOptions(
                seed: 32, leads: 150, history: 300 * 86_400, burst: .init(second: second, count: 130), quirks: quirks)
            try await withLoad(options) { test in
                let report = try await test.loadEverything { $0.pageSize = 40 }
                #expect(report.status == .loaded)
                try await test.expectLeadsEqual()
                await test.sandbox.deleteLeads(count: 20)
                try await test.loadEverything { $0.pageSize = 50 }
                try await test.expectLeadsEqual()
                try await test.expectNoLiveLeadIsDeleted()
            }
        }
    }

    @Test(arguments: [401, 403])
    func `a profile key that is refused the agency's paths loads what it may`(status: Int) async throws {
        var quirks = Quirks()
        quirks.agencyOnlyStatus = status
        let options = SandboxOptions(
            seed: 33, leads: 400, keyKind: .profile(SandboxOptions.firstProfileID), quirks: quirks)
        try await withLoad(options) { test in
            let report = try await test.load()
            #expect(report.status == .loaded)
            #expect(report["accounts"].status == .skipped)
            try await test.expectLeadsEqual(parts: .mapped)
        }
    }

    @Test func `an account without leads loads nothing, and says loaded`() async throws {
        try await withLoad(SandboxOptions(leads: 0)) { test in
            let report = try await test.load()
            #expect(report.status == .loaded)
            #expect(report["leads"].records == 0)
            #expect(try await test.value("select count(*) > 0 and bool_and(done_at is not null) from sluice.spans"))
        }
    }

    @Test func `a total that is wrong is never taken for the end, nor for deletions`() async throws {
        for change in [{ $0 + 5 }, { max(0, $0 - 3) }, { _ in 0 }] as [@Sendable (Int) -> Int] {
            try await withLoad(SandboxOptions(seed: 34, leads: 300)) { test in
                try await test.loadEverything()
                let lying = TamperingTransport(base: test.transport) { url, body in
                    guard url.contains("/leads?") else { return nil }
                    return body.replacing(/"total_leads":(\d+)/) { match in
                        "\"total_leads\":\(change(Int(match.output.1) ?? 0))"
                    }
                }
                let report = try await test.loadEverything(over: lying) { $0.pageSize = 40 }
                #expect(report.status == .partial)
                #expect(report.consequences == [.incomplete])
                #expect(report["leads"].message?.contains("never came out even") == true)
                #expect(report["leads"].deleted == 0)
                try await test.expectNoLiveLeadIsDeleted()
                try await test.expectBooksAddUp()
                // What was left open is read when the API counts right again.
                #expect(try await test.load().status == .loaded)
                try await test.expectLeadsEqual()
            }
        }
    }

    @Test(arguments: ["", "\"leads\":[],", "\"total_leads\":\"many\","])
    func `an answer without a total is refused with a sentence`(replacement: String) async throws {
        try await withLoad(SandboxOptions(seed: 35, leads: 300)) { test in
            let mute = TamperingTransport(base: test.transport) { url, body in
                url.contains("/leads?") ? body.replacing(/"total_leads":\d+,/, with: replacement) : nil
            }
            let report = try await test.load(over: mute)
            #expect(report.status == .failed)
            #expect(report.consequences == [.sourceFailed])
            #expect(report["leads"].message?.contains("total_leads") == true)
            #expect(try await test.value("select count(*) = 0 from whatconverts.leads"))
        }
    }

    @Test func `what was merged before an API fails for good stays, and the next load goes on`() async throws {
        try await withLoad(SandboxOptions(seed: 36, leads: 600)) { test in
            let count = Counter()
            let failing = StandInTransport(base: test.transport) { request in
                guard request.url.contains("/leads?"), count.next() > 20 else { return nil }
                return (500, "<html>oops</html>")
            }
            let report = try await test.load(over: failing) {
                $0.pageSize = 20
                $0.pagesPerBatch = 2
            }
            #expect(report.status == .failed)
            #expect(report.consequences == [.sourceFailed])
            let kept: Int = try await test.value("select count(*) from whatconverts.leads")
            #expect(kept > 0 && kept < 600)
            try await test.expectBooksAddUp()
            let next = try await test.load()
            #expect(next.status == .loaded)
            #expect(next["leads"].inserted == 600 - kept)
            try await test.expectLeadsEqual()
        }
    }
}
