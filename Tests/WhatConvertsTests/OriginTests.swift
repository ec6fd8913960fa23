import Foundation
import LoadEngine
import Postgres
import Sandbox
import Testing
import Warehouse

/// A dataset is not emptied by another key, another host or an API that has lost its memory. (P12)
struct OriginTests {
    private static func scope(_ keyKind: SandboxOptions.KeyKind) -> SandboxOptions {
        SandboxOptions(seed: 61, leads: 1_200, keyKind: keyKind)
    }

    @Test func `a key of another scope is refused until it is confirmed, and then still deletes nothing`() async throws
    {
        try await withLoad(Self.scope(.agency)) { test in
            try await test.loadEverything()
            let versions = try await test.rowVersions()
            try await Sandbox.withSandbox(Self.scope(.profile(SandboxOptions.firstProfileID))) { other in
                let error = try await test.failure(WarehouseError.self) { try await test.load(from: other.baseURL) }
                #expect("\(error)".contains("key scope"))
                #expect("\(error)".contains("--accept-origin"))
                #expect(try await test.rowVersions() == versions)

                let accepted = try await test.load(from: other.baseURL) { options in
                    options.acceptsOrigin = true
                    options.since = test.oldest
                    options.lookback = test.everything
                }
                #expect(accepted.consequences.contains(.incomplete))
                #expect(accepted["leads"].deleted == 0)
                #expect(
                    try await test.value("select count(*) = 0 from whatconverts.leads where _deleted_at is not null"))
            }
            try await test.expectNoLiveLeadIsDeleted()
            // And back again: now the agency is the other one.
            await #expect(throws: WarehouseError.self) { try await test.load() }
        }
    }

    @Test func `the key of another profile is refused`() async throws {
        try await withLoad(Self.scope(.profile(SandboxOptions.firstProfileID))) { test in
            try await test.load()
            let versions = try await test.rowVersions()
            try await Sandbox.withSandbox(Self.scope(.profile(SandboxOptions.firstProfileID + 7))) { other in
                let error = try await test.failure(WarehouseError.self) { try await test.load(from: other.baseURL) }
                #expect("\(error)".contains("profile:\(SandboxOptions.firstProfileID + 7)"))
                #expect(try await test.rowVersions() == versions)
            }
        }
    }

    @Test func `another host is refused until it is confirmed`() async throws {
        try await withLoad(SandboxOptions(seed: 62, leads: 50)) { test in
            try await test.load()
            let elsewhere = test.sandbox.baseURL.replacing("127.0.0.1", with: "localhost")
            let error = try await test.failure(WarehouseError.self) { try await test.load(from: elsewhere) }
            #expect("\(error)".contains("host \"localhost\""))
            let report = try await test.load(from: elsewhere) { $0.acceptsOrigin = true }
            #expect(report.status == .loaded)
            #expect(try await test.value("select base_url = \(elsewhere) from sluice.datasets"))
        }
    }
}

struct MassDeletionTests {
    @Test func `an API that suddenly has no leads deletes none, and the load is incomplete`() async throws {
        try await withLoad(SandboxOptions(seed: 63, leads: 1_000)) { test in
            try await test.loadEverything()
            let leads = try await test.rowVersions()["leads"]
            await test.sandbox.deleteLeads(await test.sandbox.leadIDs())

            let report = try await test.loadEverything()
            #expect(report.status == .partial)
            #expect(report.consequences == [.incomplete])
            #expect(report["leads"].heldBack == 1_000)
            #expect(report["leads"].deleted == 0)
            #expect(report["leads"].message?.contains("--allow-deletes") == true)
            #expect(try await test.rowVersions()["leads"] == leads)
            try await test.expectBooksAddUp()

            let allowed = try await test.loadEverything { $0.allowsMassDeletion = true }
            #expect(allowed.status == .loaded)
            #expect(allowed["leads"].deleted == 1_000)
        }
    }

    @Test func `a fifth of a stretch and a hundred rows are believed, more are not`() async throws {
        try await withLoad(SandboxOptions(seed: 64, leads: 1_000, history: 300 * 86_400)) { test in
            try await test.loadEverything()
            await test.sandbox.deleteLeads(count: 200)
            let believed = try await test.loadEverything()
            #expect(believed.status == .loaded)
            #expect(believed["leads"].deleted == 200)
            await test.sandbox.deleteLeads(count: 161)
            let doubted = try await test.loadEverything()
            #expect(doubted["leads"].heldBack == 161)
            #expect(doubted["leads"].deleted == 0)
        }
    }

    @Test func `a hundred rows at once are believed, however few there are`() async throws {
        try await withLoad(SandboxOptions(seed: 65, leads: 120, history: 300 * 86_400)) { test in
            try await test.loadEverything()
            await test.sandbox.deleteLeads(count: 100)
            let report = try await test.loadEverything()
            #expect(report.status == .loaded)
            #expect(report["leads"].deleted == 100)
            try await test.expectLeadsEqual()
        }
    }
}
