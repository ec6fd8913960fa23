import Foundation
import Sandbox
import Testing

/// The small resources, row by row as the API reference describes them.
struct AgencyTests {
    private func rows(_ client: SandboxClient, _ path: String, _ plural: String) async throws -> [[String: Any]] {
        try #require(try await client.object(path)[plural] as? [[String: Any]])
    }

    @Test func `accounts hold all their profiles, and one has none`() async throws {
        try await withClient { client in
            let accounts = try await rows(client, "accounts?accounts_per_page=250", "accounts")
            let nested = accounts.flatMap { $0["profiles"] as? [[String: Any]] ?? [] }
            #expect(accounts.contains { ($0["profiles"] as? [Any])?.isEmpty == true })
            #expect(Set(nested.compactMap { $0["profile_id"] as? Int }).count == 30)
            for account in accounts {
                let id = try #require(account["account_id"] as? Int)
                let profiles = try await rows(client, "accounts/\(id)/profiles?profiles_per_page=250", "profiles")
                #expect(profiles.count == (account["profiles"] as? [Any])?.count)
                #expect(profiles.allSatisfy { Set($0.keys) == ["profile_id", "profile_name", "date_created"] })
            }
        }
    }

    @Test func `accounts are newest first, ascending when asked, and filtered by creation`() async throws {
        try await withClient { client in
            let newest = try await rows(client, "accounts", "accounts").compactMap { $0["date_created"] as? String }
            #expect(newest == newest.sorted(by: >))
            let oldest = try await rows(client, "accounts?order=asc", "accounts").compactMap {
                $0["date_created"] as? String
            }
            #expect(oldest == newest.reversed())
            let some = try await rows(client, "accounts?start_date=\(oldest[3])&end_date=\(oldest[7])", "accounts")
            #expect(some.count == 5)
        }
    }

    @Test func `users come in two passes that share nobody`() async throws {
        try await withClient { client in
            let master = try await rows(client, "users?users_per_page=250", "users")
            let account = try await rows(client, "users?users_per_page=250&user_type=account", "users")
            #expect(master.allSatisfy { $0["user_type"] as? String == "master_account_user" && $0["role_id"] != nil })
            #expect(account.allSatisfy { $0["user_type"] as? String == "account_user" && $0["role_id"] == nil })
            let ids = (master + account).compactMap { ($0["user_id"] as? NSNumber)?.int64Value }
            #expect(ids.sorted() == (await client.sandbox.identifiers(of: .users)))
            #expect((master + account).allSatisfy { $0["accounts"] == nil && $0["new_account_notifications"] == nil })
        }
    }

    @Test func `a single user has the details that the list lacks`() async throws {
        try await withClient { client in
            let master = try await rows(client, "users/5411301", "users")[0]
            #expect((master["new_account_notifications"] as? [String: Bool])?.count == 9)
            let ids = try await rows(client, "users?user_type=account", "users").compactMap { $0["user_id"] as? Int }
            var accesses: [[String: Any]] = []
            for id in ids {
                accesses += try #require(
                    try await rows(client, "users/\(id)", "users")[0]["accounts"] as? [[String: Any]])
            }
            #expect(!accesses.isEmpty)
            #expect(
                accesses.allSatisfy { $0["account_id"] is Int && $0["role_id"] is Int && $0["phone_calls"] is Bool })
        }
    }

    @Test func `roles come by name in two passes, and singly with their permissions`() async throws {
        try await withClient { client in
            let master = try await rows(client, "roles", "roles")
            let names = master.compactMap { $0["role_name"] as? String }
            #expect(names == names.sorted())
            #expect(
                master.allSatisfy { $0["role_type"] as? String == "master_account_role" && $0["permissions"] == nil })
            let account = try await rows(client, "roles?role_type=account&order=desc", "roles")
            #expect(account.allSatisfy { $0["role_type"] as? String == "account_role" })
            for (role, areas) in [(master[0], 10), (account[0], 6)] {
                let id = try #require(role["role_id"] as? Int)
                let single = try await rows(client, "roles/\(id)", "roles")[0]
                #expect(single["lead_notifications"] is Bool)
                #expect((single["permissions"] as? [String: String])?.count == areas)
            }
        }
    }

    @Test func `numbers have every field of the reference`() async throws {
        try await withClient { client in
            let numbers = try await rows(client, "tracking/numbers?numbers_per_page=250", "numbers")
            let names: Set = [
                "account_id", "profile_id", "profile", "phone_number_id", "phone_name", "tracking_number",
                "tracking_number_iso_country", "destination_number", "destination_number_iso_country", "swap_number",
                "call_flow", "trigger", "source", "medium", "campaign", "content", "keyword", "last_used",
                "call_recording", "voice", "messaging", "pending_activation",
            ]
            #expect(numbers.allSatisfy { Set($0.keys) == names })
            #expect(numbers.contains { $0["last_used"] is NSNull } && numbers.contains { $0["last_used"] is String })
        }
    }

    @Test func `numbers and forms can be narrowed to an account or a profile`() async throws {
        try await withClient { client in
            for (path, plural) in [("tracking/numbers", "numbers"), ("tracking/forms", "forms")] {
                let all = try await rows(client, "\(path)?\(plural)_per_page=250", plural)
                let account = try await rows(client, "\(path)?\(plural)_per_page=250&account_id=40210", plural)
                let profile = try await rows(client, "\(path)?profile_id=70101", plural)
                #expect(account.count == all.filter { $0["account_id"] as? Int == 40_210 }.count)
                #expect(profile.count == all.filter { $0["profile_id"] as? Int == 70_101 }.count)
                #expect(!profile.isEmpty && profile.count < account.count && account.count < all.count)
                #expect(try await client.get("\(path)?account_id=1,2").status == 410)
            }
        }
    }
}
