import Foundation
import LoadEngine
import Postgres
import Sandbox
import Testing
import Warehouse

/// What changed in the API is written, and nothing else.
struct ChangeTests {
    @Test func `exactly what changed, came and went is updated, inserted and marked as deleted`() async throws {
        try await withLoad(SandboxOptions(seed: 11, leads: 5_000)) { test in
            try await test.loadEverything { $0.parts = ["customer_journey"] }
            let before = try await test.versionsOfLeads()
            let all = await test.sandbox.leadIDs()

            // Different leads for each kind of change, so that each can be held against its own.
            let anything = await test.sandbox.changeLeads(all.every(100, from: 0))
            let journeys = await test.sandbox.changeLeads(all.every(200, from: 7), what: .journeyOnly)
            let answers = await test.sandbox.changeLeads(all.every(200, from: 11), what: .formAnswerOnly)
            let values = await test.sandbox.changeLeads(all.every(200, from: 13), what: .value)
            // Leads that move into another batch have a tombstone for a moment, which would count: these stay in their span, and
            // each span is one batch.
            let border = Date() - 390 * 86_400
            let near = Set(
                await test.sandbox.leadIDs(from: border - 5 * 86_400, to: border + 5 * 86_400))
            let moved = all.every(500, from: 17).filter { !near.contains($0) }
            await test.sandbox.moveCreation(moved, bySeconds: -86_400 * 3)
            let movedOn = all.every(500, from: 19).filter { !near.contains($0) }
            await test.sandbox.moveCreation(movedOn, bySeconds: 3_600)
            let spam = try await test.ids(
                "select lead_id from whatconverts.leads where not spam and lead_id = any(\(all.every(500, from: 23)))")
            await test.sandbox.markSpam(Array(spam))
            let deleted = await test.sandbox.deleteLeads(all.every(400, from: 29))
            let added = await test.sandbox.addLeads(40)

            let report = try await test.loadEverything { options in
                options.parts = ["customer_journey"]
                options.pagesPerBatch = 20
            }
            #expect(report.status == .loaded)
            let after = try await test.versionsOfLeads()
            let tombstones = try await test.ids("select lead_id from whatconverts.leads where _deleted_at is not null")
            let inserted = Set(after.keys).subtracting(before.keys)
            let written = Set(after.filter { before[$0.key] != nil && before[$0.key] != $0.value }.keys)

            #expect(tombstones == Set(deleted))
            #expect(inserted == Set(added))
            let changed = Set(anything + journeys + answers + values + moved + movedOn).union(spam)
            #expect(written.subtracting(tombstones) == changed)
            #expect(report["leads"].inserted == added.count)
            #expect(report["leads"].updated == changed.count)
            #expect(report["leads"].deleted == deleted.count)
            try await test.expectLeadsEqual(parts: .journey)
            try await test.expectBooksAddUp()

            let again = try await test.loadEverything { $0.parts = ["customer_journey"] }
            #expect(again.written == 0)
        }
    }

    @Test func `a lead that is gone is marked, and revived as an update when it returns`() async throws {
        var quirks = Quirks()
        quirks.spamInDefault = false
        try await withLoad(SandboxOptions(seed: 12, leads: 600, quirks: quirks)) { test in
            // With the separate pass switched off, a lead goes out of sight by being marked as spam.
            func load() async throws -> JobReport {
                try await test.loadEverything { $0.defaultHoldsSeparateRecords = true }["leads"]
            }
            _ = try await load()
            let gone = try await test.column(
                "select lead_id from whatconverts.leads order by 1 limit 5", as: Int64.self)
            await test.sandbox.markSpam(gone)
            #expect(try await load().deleted == 5)
            #expect(
                try await test.ids("select lead_id from whatconverts.leads where _deleted_at is not null") == Set(gone))
            // A tombstone is written once.
            let marked = try await load()
            #expect(marked.deleted == 0 && marked.updated == 0)

            await test.sandbox.markSpam(gone, false)
            let returned = try await load()
            #expect(returned.updated == 5 && returned.inserted == 0 && returned.deleted == 0)
            #expect(try await test.value("select count(*) = 0 from whatconverts.leads where _deleted_at is not null"))
            try await test.expectBooksAddUp()
        }
    }

    @Test func `deletions are told from spam with no more than a page in memory, too`() async throws {
        var quirks = Quirks()
        quirks.spamInDefault = false
        for directCopyFrom in [1, .max] {
            try await withLoad(SandboxOptions(seed: 16, leads: 600, quirks: quirks)) { test in
                func load() async throws -> JobReport {
                    try await test.loadEverything {
                        // One page of 50 leads, and not two.
                        $0.pageMemory = 150_000
                        $0.pageSize = 50
                        $0.directCopyFrom = directCopyFrom
                    }["leads"]
                }
                _ = try await load()
                // What has become spam is out of the default answers, and not gone.
                let all = await test.sandbox.leadIDs()
                await test.sandbox.markSpam([all[40], all[250]])
                await test.sandbox.deleteLeads(Array(all[300..<310]))
                await test.sandbox.addLeads(60)
                #expect(try await load().deleted == 10)
                try await test.expectNoLiveLeadIsDeleted()
                try await test.expectBooksAddUp()
            }
        }
    }

    @Test func `a lead that moves within what is merged together keeps its row`() async throws {
        try await withLoad(SandboxOptions(seed: 13, leads: 400, history: 30 * 86_400)) { test in
            try await test.loadEverything { $0.pageSize = 50 }
            let all = await test.sandbox.leadIDs()
            // To and fro across the pages of one batch.
            await test.sandbox.moveCreation([all[100]], bySeconds: 12 * 86_400)
            await test.sandbox.moveCreation([all[300]], bySeconds: -12 * 86_400)
            let report = try await test.loadEverything {
                $0.pageSize = 50
                $0.pagesPerBatch = 20
            }
            #expect(report["leads"].updated == 2)
            #expect(report["leads"].deleted == 0)
            try await test.expectNoLiveLeadIsDeleted()
            try await test.expectLeadsEqual()
        }
    }

    @Test func `a journey that was not asked for this time is neither compared nor cleared`() async throws {
        try await withLoad(SandboxOptions(seed: 14, leads: 500)) { test in
            try await test.loadEverything { $0.parts = ["customer_journey"] }
            let steps: Int = try await test.value("select count(*) from whatconverts.lead_journey_steps")
            #expect(steps > 0)
            let changed = await test.sandbox.changeLeads(fraction: 0.1, what: .value)
            let report = try await test.loadEverything()
            #expect(report["leads"].updated == changed.count)
            #expect(try await test.value("select count(*) from whatconverts.lead_journey_steps") == steps)
            let again = try await test.loadEverything { $0.parts = ["customer_journey"] }
            #expect(again.written == 0)
            try await test.expectLeadsEqual(parts: .journey)
        }
    }

    @Test func `a deleted profile takes its leads, numbers and forms with it`() async throws {
        try await withLoad(SandboxOptions(seed: 15, leads: 1_000)) { test in
            try await test.loadEverything()
            let profile: Int64 = try await test.value(
                "select profile_id from whatconverts.leads group by 1 order by count(*) limit 1")
            await test.sandbox.deleteProfile(profile)
            let report = try await test.loadEverything()
            #expect(report.status == .loaded)
            for table in ["profiles", "tracking_numbers", "tracking_forms", "leads"] {
                let live: Int = try await test.value(
                    """
                    select count(*) from \(Identifier("whatconverts", table))
                    where profile_id = \(profile) and _deleted_at is null
                    """)
                #expect(live == 0, "\(table)")
                #expect(report[table].deleted > 0, "\(table)")
            }
            try await test.expectLeadsEqual()
        }
    }
}

extension TestLoad {
    fileprivate func versionsOfLeads() async throws -> [Int64: String] {
        let rows = try await connection.query("select lead_id, xmin::text from whatconverts.leads")
        var versions: [Int64: String] = [:]
        for row in rows {
            let (id, version) = try row.decode((Int64, String).self)
            versions[id] = version
        }
        return versions
    }
}

extension [Int64] {
    /// Every so many of them.
    fileprivate func every(_ step: Int, from start: Int) -> [Int64] {
        stride(from: start, to: count, by: step).map { self[$0] }
    }
}
