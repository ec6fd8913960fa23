import Foundation
import Sandbox
import Testing

struct EnvelopeTests {
    @Test(
        arguments: [
            ("leads", "leads", 2_500), ("accounts", "accounts", 250), ("accounts/40210/profiles", "profiles", 250),
            ("users", "users", 250), ("users?user_type=account", "users", 250), ("roles", "roles", 250),
            ("roles?role_type=account", "roles", 250), ("tracking/numbers", "numbers", 250),
            ("tracking/forms", "forms", 250),
        ])
    func `every list has the envelope, 25 rows by default, and clamps its page size`(
        path: String, plural: String, maximum: Int
    ) async throws {
        try await withClient { client in
            let object = try await client.object(path)
            let rows = try #require(object[plural] as? [[String: Any]])
            let total = try #require(object["total_\(plural)"] as? Int)
            #expect(
                Set(object.keys) == ["page_number", "\(plural)_per_page", "total_pages", "total_\(plural)", plural])
            #expect(object["page_number"] as? Int == 1)
            #expect(object["\(plural)_per_page"] as? Int == 25)
            #expect(rows.count == min(25, total))
            #expect(total > 0)
            #expect(object["total_pages"] as? Int == (total + 24) / 25)

            let join = path.contains("?") ? "&" : "?"
            let large = try await client.object("\(path)\(join)\(plural)_per_page=99999")
            #expect(large["\(plural)_per_page"] as? Int == maximum)
            let small = try await client.object("\(path)\(join)\(plural)_per_page=-3")
            #expect(small["\(plural)_per_page"] as? Int == 1)
            let reply = try await client.get("\(path)\(join)\(plural)_per_page=many")
            #expect(reply.status == 410)
            #expect(try reply.message == "Invalid \(plural)_per_page parameter, please use a numeric value")
        }
    }

    @Test(
        arguments: [
            ("accounts/40210", "accounts"), ("accounts/40210/profiles/70101", "profiles"), ("users/5411301", "users"),
            ("roles/42390001", "roles"),
        ])
    func `a single object keeps the envelope, with one row a page`(path: String, plural: String) async throws {
        try await withClient { client in
            let object = try await client.object(path)
            #expect(object["page_number"] as? Int == 1)
            #expect(object["\(plural)_per_page"] as? Int == 1)
            #expect(object["total_pages"] as? Int == 1)
            #expect(object["total_\(plural)"] as? Int == 1)
            #expect((object[plural] as? [Any])?.count == 1)
        }
    }

    @Test func `a single lead keeps the envelope and is the lead of the list`() async throws {
        try await withClient { client in
            let id = try #require(try await client.leadIDs(secondYear).first)
            let reply = try await client.get("leads/\(id)")
            let json = try #require(await client.sandbox.leadJSON(id))
            #expect(
                reply.text == #"{"page_number":1,"leads_per_page":1,"total_pages":1,"total_leads":1,"leads":["#
                    + String(decoding: json, as: UTF8.self) + "]}")
        }
    }

    @Test(arguments: [
        "accounts/9", "accounts/x", "accounts/9/profiles", "accounts/40210/profiles/9", "users/9", "roles/x",
    ])
    func `an unknown object is a 400 without a word`(path: String) async throws {
        try await withClient { client in
            let reply = try await client.get(path)
            #expect(reply.status == 400)
            #expect(reply.body.isEmpty)
        }
    }

    @Test(arguments: ["leads/9", "leads/x", "leads/-1", "leads/99999999999999999999"])
    func `an unknown lead is a 400 in the observed words`(path: String) async throws {
        try await withClient { client in
            let reply = try await client.get(path)
            #expect(reply.status == 400)
            #expect(try reply.message == "Invalid lead ID.")
        }
    }

    @Test func `pages of a list are disjoint and complete, and one past the end is empty`() async throws {
        try await withClient { client in
            var ids: [Int64] = []
            for page in 1...4 {
                let object = try await client.object("accounts?accounts_per_page=5&page_number=\(page)&order=asc")
                let rows = try #require(object["accounts"] as? [[String: Any]])
                #expect(object["total_accounts"] as? Int == 12)
                #expect(object["page_number"] as? Int == page)
                #expect(rows.count == [5, 5, 2, 0][page - 1])
                ids += rows.compactMap { ($0["account_id"] as? NSNumber)?.int64Value }
            }
            #expect(ids.sorted() == (await client.sandbox.identifiers(of: .accounts)))
        }
    }
}
