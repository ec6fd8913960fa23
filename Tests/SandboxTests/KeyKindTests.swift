import Foundation
import Sandbox
import Testing

struct KeyKindTests {
    static let profile = SandboxOptions.firstProfileID
    static let profileKey = SandboxOptions(leads: 300, keyKind: .profile(profile))

    @Test(
        arguments: [
            "accounts", "accounts/40210", "accounts/40210/profiles", "accounts/40210/profiles/70101", "users",
            "users/5411301", "roles", "roles/42390001",
        ])
    func `a profile key is refused on agency paths`(path: String) async throws {
        try await withClient(Self.profileKey) { client in
            let reply = try await client.get(path)
            #expect(reply.status == 401)
            #expect(try reply.message?.isEmpty == false)
        }
    }

    @Test func `that refusal can be a 403`() async throws {
        var options = Self.profileKey
        options.quirks.agencyOnlyStatus = 403
        try await withClient(options) { client async throws in
            #expect(try await client.get("accounts").status == 403)
        }
    }

    @Test func `a profile key sees its own leads only, and the two filters are ignored`() async throws {
        let ids = try await withClient { client in
            try await client.leadIDs("\(secondYear)&leads_per_page=2500&profile_id=\(Self.profile)")
        }
        #expect(ids.count > 5)
        try await withClient(Self.profileKey) { client async throws in
            #expect(try await client.leadIDs("\(secondYear)&leads_per_page=2500&profile_id=1&account_id=x") == ids)
            #expect(await client.sandbox.totals().leads == client.sandbox.leadIDs().count)
        }
    }

    @Test func `a profile key cannot see another profile's lead, nor its recording`() async throws {
        let foreign = try await withClient { client in
            let leads = try await client.leads("\(secondYear)&lead_type=phone_call&leads_per_page=2500")
            return leads.filter { ($0["profile_id"] as? Int) != Int(Self.profile) && $0["recording"] != nil }
                .compactMap { ($0["lead_id"] as? NSNumber)?.int64Value }
        }
        let id = try #require(foreign.first)
        try await withClient(Self.profileKey) { client async throws in
            #expect(try await client.get("leads/\(id)").status == 400)
            #expect(try await client.get("recording?lead_id=\(id)").status == 400)
        }
    }

    @Test func `a profile key sees its own numbers and forms only`() async throws {
        try await withClient(Self.profileKey) { client in
            for (path, rows) in [("tracking/numbers", "numbers"), ("tracking/forms", "forms")] {
                let list = try #require(try await client.object(path)[rows] as? [[String: Any]])
                #expect(!list.isEmpty)
                #expect(list.allSatisfy { $0["profile_id"] as? Int == Int(Self.profile) })
            }
        }
    }

    @Test func `mapped fields come to a profile key always, to an agency key when it names a profile`() async throws {
        func hasMapped(_ options: SandboxOptions, _ query: String) async throws -> Set<Bool> {
            try await withClient(options) { client in
                let leads = try await client.leads("\(secondYear)&\(query)")
                #expect(!leads.isEmpty)
                return Set(leads.map { $0["custom_fields"] != nil && $0["field_mappings"] != nil })
            }
        }
        #expect(try await hasMapped(Self.profileKey, "") == [true])
        #expect(try await hasMapped(SandboxOptions(leads: 300), "") == [false])
        #expect(try await hasMapped(SandboxOptions(leads: 300), "profile_id=\(Self.profile)") == [true])
    }
}
