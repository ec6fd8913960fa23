import LoadEngine
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// New rows go straight into the table, and what stands in their way sends them round by staging and merge.
struct DirectCopyTests {
    /// Staging tables are made when something is staged first.
    private func stagingTables(_ test: TestLoad) async throws -> Int {
        try await test.value(
            "select count(*) from pg_tables where schemaname = 'sluice_staging' and tablename ~ '^whatconverts [0-9]+ leads$'"
        )
    }

    private func load(_ test: TestLoad) async throws -> LoadReport {
        try await test.loadEverything {
            $0.pageSize = 200
            $0.directCopyFrom = 1
            $0.parts = ["customer_journey"]
        }
    }

    @Test func `a first load stages no lead, and a second one writes none`() async throws {
        try await withLoad(SandboxOptions(seed: 71, leads: 2_000)) { test in
            let report = try await load(test)
            #expect(report["leads"].inserted == 2_000 && report["leads"].updated == 0)
            #expect(try await stagingTables(test) == 0)
            try await test.expectLeadsEqual(parts: .journey)
            try await test.expectBooksAddUp()
            #expect(
                try await test.value(
                    "select count(*) = 2000 from whatconverts.leads where _package_id = \(report.package.id) and _loaded_at <= now()"
                ))
            let versions = try await test.rowVersions()
            #expect(try await load(test).written == 0)
            #expect(try await test.rowVersions() == versions)
        }
    }

    @Test func `changed leads among new ones are staged and merged`() async throws {
        try await withLoad(SandboxOptions(seed: 72, leads: 1_000)) { test in
            _ = try await load(test)
            let changed = await test.sandbox.changeLeads(fraction: 0.05)
            await test.sandbox.addLeads(30)
            let report = try await load(test)
            #expect(report["leads"].updated == changed.count)
            #expect(try await stagingTables(test) > 0)
            try await test.expectLeadsEqual(parts: .journey)
            try await test.expectBooksAddUp()
        }
    }

    @Test func `a lead that only moved in time is an update, though it looks new where it is now`() async throws {
        try await withLoad(SandboxOptions(seed: 73, leads: 1_000, history: 300 * 86_400)) { test in
            _ = try await load(test)
            let all = await test.sandbox.leadIDs()
            await test.sandbox.moveCreation([all[100]], bySeconds: 120 * 86_400)
            await test.sandbox.moveCreation([all[900]], bySeconds: -120 * 86_400)
            let report = try await load(test)
            #expect(report["leads"].inserted == 0)
            try await test.expectNoLiveLeadIsDeleted()
            try await test.expectLeadsEqual(parts: .journey)
            try await test.expectBooksAddUp()
        }
    }

    @Test func `child rows that somebody left behind go`() async throws {
        try await withLoad(SandboxOptions(seed: 74, leads: 600)) { test in
            _ = try await load(test)
            try await test.connection.query("delete from whatconverts.leads")
            // In nobody's way: beyond what the leads have.
            try await test.connection.query("update whatconverts.lead_fields set position = position + 100")
            try await test.connection.query("update whatconverts.lead_journey_steps set step = step + 100")
            try await test.connection.query("update whatconverts.lead_journey_page_views set step = step + 100")
            let report = try await load(test)
            #expect(report["leads"].inserted == 600)
            try await test.expectLeadsEqual(parts: .journey)
        }
    }

    @Test func `a row that the table refuses is rejected, and the others of its page get in`() async throws {
        try await withLoad(SandboxOptions(seed: 75, leads: 1_000)) { test in
            let none = try await test.load { $0.resources = ["accounts"] }
            #expect(none.status == .loaded)
            try await test.connection.query(
                "alter table whatconverts.leads add constraint no_sevens check (lead_id % 97 <> 7)")
            let all = await test.sandbox.leadIDs()
            let refused = all.count { $0 % 97 == 7 }
            #expect(refused > 3)
            let report = try await load(test)
            #expect(report["leads"].rejected == refused)
            #expect(report["leads"].inserted == all.count - refused)
            #expect(
                try await test.value(
                    "select count(*) = \(refused) from sluice.rejected_records where reason like '%no_sevens%'"))
            try await test.expectBooksAddUp()
        }
    }
}
