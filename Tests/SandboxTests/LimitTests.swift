import Foundation
import Sandbox
import Testing

struct LimitTests {
    @Test func `when the day's requests are spent the answer is a 429 without advice`() async throws {
        try await withClient(SandboxOptions(leads: 10, dailyLimit: 3)) { client in
            for _ in 0..<3 { #expect(try await client.get("leads").status == 200) }
            #expect(try await client.get("leads", .none).status == 401)
            let reply = try await client.get("leads")
            #expect(reply.status == 429)
            #expect(try reply.message != nil)
            #expect(reply.header("Retry-After") == nil)
            await client.sandbox.resetRequestCount()
            #expect(try await client.get("leads").status == 200)
        }
    }

    @Test func `the day's limit can be set at run time, and ends with the day of the shifted clock`() async throws {
        try await withClient(SandboxOptions(leads: 10, dailyLimit: 1)) { client async throws in
            #expect(try await client.get("leads").status == 200)
            #expect(try await client.get("leads").status == 429)
            #expect(try await client.control("PUT", "quirks", body: #"{"dailyLimit": 2}"#).status == 200)
            #expect(try await client.get("leads").status == 200)
            #expect(try await client.get("leads").status == 429)
            #expect(try await client.control("PUT", "quirks", body: #"{"clockOffsetSeconds": 86400}"#).status == 200)
            for status in [200, 200, 429] { #expect(try await client.get("leads").status == status) }
            var quirks = await client.sandbox.quirks
            quirks.dailyLimit = nil
            quirks.clockOffsetSeconds = 2 * 86_400
            await client.sandbox.setQuirks(quirks)
            for status in [200, 429] { #expect(try await client.get("leads").status == status) }
        }
    }

    @Test func `more than twenty requests at once are refused, or not`() async throws {
        // The wait keeps all requests under way until the last has come.
        try await withQuirks({ $0.latencyMilliseconds = 2_000 }) { client async throws in
            #expect(Set(try await statuses(client)) == [200, 429])
            #expect(await client.sandbox.peakConcurrency() > 20)
            var quirks = await client.sandbox.quirks
            quirks.maximumConcurrentRequests = nil
            quirks.latencyMilliseconds = 200
            await client.sandbox.setQuirks(quirks)
            #expect(Set(try await statuses(client)) == [200])
        }
    }

    private func statuses(_ client: SandboxClient) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<30 { group.addTask { try await client.get("leads").status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `requests are counted by path, and logged without the key`() async throws {
        try await withClient { client in
            _ = try await client.get("leads?page_number=2")
            _ = try await client.get("leads")
            _ = try await client.get("accounts", .none)
            #expect(await client.sandbox.requestCount() == 3)
            #expect(await client.sandbox.requestCount(path: "/api/v1/leads") == 2)
            let log = await client.sandbox.requestLog()
            #expect(log.map(\.status) == [200, 200, 401])
            #expect(log[0].query == "page_number=2")
            #expect(!"\(log)".contains(client.sandbox.secret))
        }
    }
}
