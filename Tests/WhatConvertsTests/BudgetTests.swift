import Foundation
import LoadEngine
import Postgres
import RESTSource
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Promise P7: a load stays within the key's requests of a day, keeps what it read, and goes on the next day.
struct BudgetTests {
    /// As many pages as 300,000 leads have at 2,500 a page. `SLUICE_TEST_LEADS=300000` does it at full size.
    private static let leads = ProcessInfo.processInfo.environment["SLUICE_TEST_LEADS"].flatMap { Int($0) } ?? 12_000
    private static let limit = 50

    @Test func `four days of 50 requests finish a backfill of 120 pages, and ask for none of them twice`() async throws
    {
        let newest = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - 180)
        try await withLoad(SandboxOptions(seed: 41, leads: Self.leads, newest: newest)) { test in
            for day in 0..<4 {
                var quirks = Quirks()
                quirks.clockOffsetSeconds = day * 86_400
                // The API counts too, and refuses what is too much.
                quirks.dailyLimit = Self.limit
                await test.sandbox.setQuirks(quirks)
                let before = await test.sandbox.requestCount()
                let report = try await test.load(clock: LoadClock(offset: .seconds(day * 86_400))) { options in
                    options.pageSize = Self.leads / 120
                    options.dailyLimit = Self.limit
                }
                let received = await test.sandbox.requestCount() - before
                #expect(received <= Self.limit)
                #expect(report.requests == received)
                if day < 3 {
                    #expect(report.status == .partial && report.consequences == [.requestsSpent])
                    #expect(received == Self.limit)
                    // On the same day there is nothing left, and nothing is asked.
                    let again = try await test.load(clock: LoadClock(offset: .seconds(day * 86_400))) {
                        $0.dailyLimit = Self.limit
                    }
                    #expect(again.consequences == [.requestsSpent] && again.status == .partial)
                    #expect(await test.sandbox.requestCount() - before == received)
                }
                try await test.expectBooksAddUp()
                try await test.expectNoLiveLeadIsDeleted()
            }
            #expect(
                try await test.value(
                    "select count(*) = 0 from sluice.spans where resource = 'leads' and done_at is null and tier = 'backfill'"
                ))
            #expect(try await test.value("select count(*) from whatconverts.leads", as: Int.self) == Self.leads)
            try await test.expectLeadsEqual(sample: 500)

            let log = await test.sandbox.requestLog()
            #expect(log.allSatisfy { $0.status == 200 || $0.path != "/api/v1/leads" })
            let pages = log.filter { $0.path == "/api/v1/leads" }.map(\.query)
            #expect(pages.count == Set(pages).count)
            #expect(
                try await test.value("select bool_and(reserved + spent <= daily_limit) from sluice.request_budget"))
            #expect(try await test.value("select count(*) from sluice.request_budget", as: Int.self) == 4)
        }
    }

    @Test func `of what is left of a day each resource has its share, and leads come first`() async throws {
        try await withLoad(SandboxOptions(seed: 42, leads: 600)) { test in
            // Ten loads on one day: the lists, read by each of them, may not take the day from the leads.
            for _ in 0..<10 {
                let report = try await test.load { options in
                    options.dailyLimit = 60
                    options.pageSize = 25
                    options.since = test.oldest
                }
                if report["leads"].consequences.contains(.requestsSpent) { break }
            }
            let used = try await test.connection.query(
                """
                select share, sum(reserved + spent + unsettled)::bigint
                from sluice.request_reservations group by share
                """
            ).map { try $0.decode((String, Int).self) }
            let byShare = Dictionary(uniqueKeysWithValues: used)
            #expect(byShare["lists", default: 0] == 18)
            #expect(byShare["user details", default: 0] <= 3 && byShare["role details", default: 0] <= 3)
            #expect(await test.sandbox.requestCount() == 60)
            #expect(await test.sandbox.requestCount(path: "/api/v1/leads") >= 60 - 18 - 6 - 10)
        }
    }

    @Test func `details that a day does not last for are gone on with, and come whole in the end`() async throws {
        try await withLoad(SandboxOptions(seed: 43, leads: 60)) { test in
            var days = 0
            while true {
                let report = try await test.load(clock: LoadClock(offset: .seconds(days * 86_400))) {
                    $0.dailyLimit = 240
                }
                days += 1
                try #require(days < 30)
                if report.status == .loaded { break }
            }
            #expect(days > 1)
            let asked = await test.sandbox.requestLog().filter { $0.path.hasPrefix("/api/v1/users/") }.map(\.path)
            #expect(Set(asked).count == (await test.sandbox.identifiers(of: .users)).count)
            // Eight are asked for side by side; of those some may be asked for again the next day.
            #expect(asked.count - Set(asked).count <= 8 * days)
            try await test.expectBooksAddUp()
        }
    }

    @Test func `when the API says for good that it is enough, what was read is kept`() async throws {
        try await withLoad(SandboxOptions(seed: 44, leads: 500)) { test in
            var quirks = Quirks()
            quirks.dailyLimit = 30
            await test.sandbox.setQuirks(quirks)
            let report = try await test.load {
                $0.pageSize = 25; $0.since = test.oldest
            }
            #expect(report.status == .partial && report.consequences == [.requestsSpent])
            #expect(try await test.value("select count(*) > 50 from whatconverts.leads"))
            // It may not even be asked whose key it is.
            let refused = try await test.load { $0.pageSize = 25 }
            #expect(refused.status == .partial && refused.consequences == [.requestsSpent])
            try await test.expectBooksAddUp()

            await test.sandbox.setQuirks(Quirks())
            let pages = await test.sandbox.requestLog().filter { $0.path == "/api/v1/leads" && $0.status == 200 }
            #expect(Set(pages.map(\.query)).count == pages.count)
            #expect(
                try await test.load {
                    $0.pageSize = 25; $0.since = test.oldest
                }.status == .loaded)
            try await test.expectLeadsEqual()
        }
    }

    @Test func `an API that fails in mid-span costs nothing of what it gave before`() async throws {
        try await withLoad(SandboxOptions(seed: 45, leads: 400)) { test in
            await test.sandbox.strike(.serverError, times: 1_000, afterRequests: 12, path: "/api/v1/leads")
            let report = try await test.load {
                $0.pageSize = 20; $0.since = test.oldest
            }
            #expect(report.status == .failed && report.consequences.contains(.sourceFailed))
            #expect(report["leads"].message?.contains("the API failed") == true)
            let kept: Int = try await test.value("select count(*) from whatconverts.leads")
            #expect(kept > 100)
            await test.sandbox.clearFaults()
            #expect(
                try await test.load {
                    $0.pageSize = 20; $0.since = test.oldest
                }.status == .loaded)
            let pages = await test.sandbox.requestLog().filter { $0.path == "/api/v1/leads" && $0.status == 200 }
            #expect(Set(pages.map(\.query)).count == pages.count)
            try await test.expectLeadsEqual()
            try await test.expectBooksAddUp()
        }
    }

    @Test func `a key that is refused in mid-span costs nothing of what it gave before`() async throws {
        try await withLoad(SandboxOptions(seed: 47, leads: 400)) { test in
            await test.sandbox.strike(
                .authenticationRefused, times: 1_000, afterRequests: 12, path: "/api/v1/leads")
            let report = try await test.load {
                $0.pageSize = 20; $0.since = test.oldest
            }
            #expect(report.status == .failed && report.consequences.contains(.keyRefused))
            let kept: Int = try await test.value("select count(*) from whatconverts.leads")
            #expect(kept > 100)
            await test.sandbox.clearFaults()
            #expect(
                try await test.load {
                    $0.pageSize = 20; $0.since = test.oldest
                }.status == .loaded)
            let pages = await test.sandbox.requestLog().filter { $0.path == "/api/v1/leads" && $0.status == 200 }
            #expect(Set(pages.map(\.query)).count == pages.count)
            try await test.expectLeadsEqual()
            try await test.expectBooksAddUp()
        }
    }

    @Test func `loads into several datasets share the requests of their key`() async throws {
        try await withLoad(SandboxOptions(seed: 46, leads: 3_000)) { test in
            try await withThrowingTaskGroup(of: LoadReport.self) { group in
                for number in 1...4 {
                    group.addTask {
                        try await test.load(dataset: "shared_\(number)") { options in
                            options.dailyLimit = 100
                            options.pageSize = 30
                            options.since = test.oldest
                        }
                    }
                }
                for try await report in group { #expect(report.consequences == [.requestsSpent]) }
            }
            #expect(await test.sandbox.requestCount() == 100)
            #expect(await test.sandbox.peakConcurrency() <= 20)
            #expect(try await test.value("select sum(spent) = 100 and sum(reserved) = 0 from sluice.request_budget"))
            #expect(
                try await test.value("select sum(requests) = 100 from sluice.load_packages"))
        }
    }
}
