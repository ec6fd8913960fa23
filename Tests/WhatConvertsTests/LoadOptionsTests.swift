import Foundation
import LoadEngine
import Postgres
import Sandbox
import Testing
import Warehouse

/// What a person can ask of a load.
struct LoadOptionsTests {
    @Test func `one lead is loaded by its id, and merged like any other`() async throws {
        try await withLoad(SandboxOptions(seed: 91, leads: 300)) { test in
            let ids = await test.sandbox.leadIDs()
            let single = try await test.load { $0.singles = ["\(ids[7])", "\(ids[8])"] }
            #expect(single.status == .loaded)
            #expect(single["leads"].inserted == 2)
            #expect(try await test.ids("select lead_id from whatconverts.leads") == [ids[7], ids[8]])
            #expect(try await test.value("select count(*) = 0 from sluice.spans"))

            try await test.loadEverything()
            try await test.expectLeadsEqual()
            await test.sandbox.changeLeads([ids[20]], what: .value)
            let changed = try await test.load { $0.singles = ["\(ids[20])", "\(ids[21])"] }
            #expect(changed["leads"].updated == 1)
            #expect(changed["leads"].unchanged == 1)
            try await test.expectLeadsEqual()
            try await test.expectBooksAddUp()
        }
    }

    @Test func `an id that the API does not know is said, and deletes nothing`() async throws {
        try await withLoad(SandboxOptions(seed: 92, leads: 50)) { test in
            try await test.loadEverything()
            let report = try await test.load { $0.singles = ["1"] }
            #expect(report.consequences == [.incomplete])
            #expect(report["leads"].message?.contains("lead_id 1") == true)
            try await test.expectLeadsEqual()
        }
    }

    @Test func `only what was asked for is loaded, with what it is nested in`() async throws {
        try await withLoad(SandboxOptions(seed: 93, leads: 50)) { test in
            let report = try await test.load { $0.resources = ["profiles"] }
            #expect(report.jobs.map(\.resource) == ["accounts", "profiles"])
            #expect(await test.sandbox.requestCounts().keys.sorted() == ["/api/v1/accounts"])
            await #expect(throws: LoadError.self) { try await test.load { $0.resources = ["invoices"] } }
        }
    }

    @Test func `a load that may send few requests keeps what it read and goes on next time`() async throws {
        try await withLoad(SandboxOptions(seed: 94, leads: 1_000)) { test in
            var loads = 0
            var rows = 0
            while true {
                loads += 1
                await test.sandbox.resetRequestCount()
                let report = try await test.load { options in
                    options.pageSize = 50
                    options.pagesPerBatch = 3
                    options.maximumRequests = 75
                }
                #expect(await test.sandbox.requestCount() <= 75)
                #expect(report.requests <= 75)
                try await test.expectBooksAddUp()
                try await test.expectNoLiveLeadIsDeleted()
                let now: Int = try await test.value("select count(*) from whatconverts.leads")
                #expect(now >= rows)
                rows = now
                if report.status == .loaded { break }
                #expect(report.status == .partial)
                #expect(report.consequences == [.requestsSpent])
                #expect(
                    try await test.value("select status from sluice.load_packages order by started_at desc limit 1")
                        == "partial")
                try #require(loads < 12)
            }
            #expect(loads > 1)
            try await test.expectLeadsEqual()
        }
    }

    @Test func `a stretch that was asked for is read, and the rest later`() async throws {
        try await withLoad(SandboxOptions(seed: 95, leads: 600)) { test in
            let from = SandboxOptions.defaultNewest.addingTimeInterval(-200 * 86_400)
            let to = SandboxOptions.defaultNewest.addingTimeInterval(-100 * 86_400)
            try await test.load { options in
                options.since = from
                options.until = to
            }
            let asked = await test.sandbox.leadIDs(from: from, to: to)
            #expect(try await test.ids("select lead_id from whatconverts.leads") == Set(asked))
            try await test.load()
            try await test.load()
            try await test.expectLeadsEqual()
        }
    }

    @Test func `what a row was edited by hand is repaired by a full load alone`() async throws {
        try await withLoad(SandboxOptions(seed: 96, leads: 200)) { test in
            try await test.loadEverything()
            try await test.connection.query(
                "update whatconverts.leads set lead_source = 'nobody' where lead_id % 2 = 0")
            try await test.connection.query("delete from whatconverts.lead_fields where lead_id % 3 = 0")
            #expect(try await test.loadEverything()["leads"].updated == 0)
            let full = try await test.load { $0.isFull = true }
            #expect(full["leads"].updated > 0)
            try await test.expectLeadsEqual()
            try await test.expectTotalsEqual()
        }
    }
}
