import LoadEngine
import Sandbox
import TestSupport
import Testing
import Warehouse

/// A pooler that gives each transaction whatever connection is free.
struct PoolerTests {
    @Test func `a load works through a pooler in transaction mode`() async throws {
        try await withLoad(SandboxOptions(seed: 141, leads: 600)) { test in
            try await withPgBouncer(to: test.database, poolSize: 3) { pooled in
                let report = try await test.load(database: pooled) { options in
                    options.since = test.oldest
                    options.lookback = test.everything
                    options.pageSize = 100
                }
                #expect(report.status == .loaded)
                #expect(report["leads"].inserted == 600)
                try await test.expectLeadsEqual()

                await test.sandbox.changeLeads(fraction: 0.05)
                let again = try await test.load(database: pooled) { options in
                    options.since = test.oldest
                    options.lookback = test.everything
                }
                #expect(again["leads"].updated == 30)
                try await test.expectLeadsEqual()
                try await test.expectBooksAddUp()
            }
        }
    }
}
