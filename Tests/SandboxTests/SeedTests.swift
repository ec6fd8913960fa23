import Foundation
import Testing

@testable import Sandbox

struct SeedTests {
    private static func bytes(_ options: SandboxOptions) async throws -> Data {
        try await withClient(options) { client in
            await client.sandbox.changeLeads(fraction: 0.1)
            await client.sandbox.addLeads(5)
            await client.sandbox.deleteLeads(count: 5)
            let query = "leads_per_page=2500&customer_journey=true&profile_id=\(SandboxOptions.firstProfileID)"
            return try await client.get("leads?\(firstYear)&\(query)").body
                + client.get("leads?\(secondYear)&\(query)").body
                + client.get("leads?\(secondYear)&leads_per_page=2500").body + client.get("accounts").body
                + client.get("tracking/numbers?numbers_per_page=250").body
        }
    }

    @Test func `the same seed and the same changes give the same bytes`() async throws {
        let first = try await Self.bytes(SandboxOptions(seed: 7, leads: 200))
        #expect(try await Self.bytes(SandboxOptions(seed: 7, leads: 200)) == first)
        #expect(try await Self.bytes(SandboxOptions(seed: 8, leads: 200)) != first)
    }

    @Test func `the generator is the same on every platform`() {
        var random = SplitMix64(seed: 1, stream: .core, sequence: 2)
        let drawn = (0..<3).map { _ in random.next() }
        #expect(drawn == [15_659_964_954_447_865_245, 9_006_315_568_798_005_304, 9_893_757_302_843_640_565])
    }
}
