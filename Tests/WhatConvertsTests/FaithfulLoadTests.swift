import Foundation
import LoadEngine
import Postgres
import Sandbox
import Testing
import Warehouse

/// Every table equals the sandbox, field by field.
struct FaithfulLoadTests {
    /// Set `SLUICE_TEST_LEADS` to 100000 for the size that the promise is made for.
    private static let leads =
        ProcessInfo.processInfo.environment["SLUICE_TEST_LEADS"].flatMap { Int($0) } ?? 10_000

    @Test func `a load brings every lead with every field, its money, its instants and its Unicode`() async throws {
        try await withLoad(SandboxOptions(leads: Self.leads)) { test in
            let report = try await test.load()
            #expect(report.status == .loaded)
            #expect(report.consequences.isEmpty)
            #expect(report["leads"].inserted == Self.leads)
            try await test.expectLeadsEqual(sample: 2_000)
            try await test.expectTotalsEqual()
            try await test.expectBooksAddUp()

            let types = try await test.connection.query(
                "select lead_type, count(*) from whatconverts.leads group by 1")
            var byType: [String: Int] = [:]
            for row in types {
                let (type, count) = try row.decode((String, Int).self)
                byType[type] = count
            }
            #expect(byType == (await test.sandbox.totals()).byType)

            let second = try await test.load()
            #expect(second.status == .loaded)
            #expect(second.written == 0)
        }
    }

    @Test func `the journey comes when it is asked for, step by step and page by page`() async throws {
        try await withLoad(SandboxOptions(seed: 2, leads: 1_500)) { test in
            let report = try await test.load { $0.parts = ["customer_journey"] }
            #expect(report.status == .loaded)
            try await test.expectLeadsEqual(parts: .journey)
            try await test.expectTotalsEqual(parts: .journey)
        }
    }

    @Test func `read profile by profile, leads bring their custom fields and field mappings`() async throws {
        try await withLoad(SandboxOptions(seed: 3, leads: 1_000)) { test in
            let report = try await test.load { $0.readsByScope = true }
            #expect(report.status == .loaded)
            try await test.expectLeadsEqual(parts: .mapped)
            try await test.expectTotalsEqual(parts: .mapped)

            let deleted = await test.sandbox.deleteLeads(count: 20)
            let changed = await test.sandbox.changeLeads(fraction: 0.02, what: .formAnswerOnly)
            let second = try await test.loadEverything { $0.readsByScope = true }
            #expect(second["leads"].deleted == deleted.count)
            #expect(second["leads"].updated == changed.count)
            try await test.expectLeadsEqual(parts: .mapped)
        }
    }

    @Test func `a key of one profile loads that profile, and says what it cannot read`() async throws {
        let options = SandboxOptions(seed: 4, leads: 2_000, keyKind: .profile(SandboxOptions.firstProfileID))
        try await withLoad(options) { test in
            let report = try await test.load()
            #expect(report.status == .loaded)
            for resource in ["accounts", "profiles", "users", "user_accounts", "roles"] {
                #expect(report[resource].status == .skipped)
                #expect(report[resource].message?.contains("agency") == true)
            }
            try await test.expectLeadsEqual(parts: .mapped)
            try await test.expectTotalsEqual(parts: .mapped)
            #expect(report["leads"].inserted > 100)
            let scope: String = try await test.value("select key_scope from sluice.datasets")
            #expect(scope == "profile:\(SandboxOptions.firstProfileID)")
        }
    }

    @Test func `the small tables equal what the API lists`() async throws {
        try await withLoad(SandboxOptions(leads: 10)) { test in
            let report = try await test.load()
            #expect(report.status == .loaded)

            let accounts = try await test.answer("accounts?accounts_per_page=250")["accounts"].elements
            try await test.expectEqual("accounts", key: ["account_id"], records: accounts, elsewhere: ["profiles"])
            let profiles = accounts.flatMap { account in
                account["profiles"].elements.map { $0.adding("account_id", from: account) }
            }
            try await test.expectEqual("profiles", key: ["profile_id"], records: profiles, elsewhere: [])

            let numbers = try await test.answer("tracking/numbers?numbers_per_page=250")["numbers"].elements
            try await test.expectEqual("tracking_numbers", key: ["phone_number_id"], records: numbers, elsewhere: [])
            let forms = try await test.answer("tracking/forms?forms_per_page=250")["forms"].elements
            try await test.expectEqual("tracking_forms", key: ["form_id"], records: forms, elsewhere: [])

            var roles: [Plain] = []
            for id in await test.sandbox.identifiers(of: .roles) {
                roles += try await test.answer("roles/\(id)")["roles"].elements
            }
            try await test.expectEqual("roles", key: ["role_id"], records: roles, elsewhere: [])

            var users: [Plain] = []
            for id in await test.sandbox.identifiers(of: .users) {
                users += try await test.answer("users/\(id)")["users"].elements
            }
            let flattened = users.map { $0.flattening("new_account_notifications", prefix: "notify_") }
            try await test.expectEqual("users", key: ["user_id"], records: flattened, elsewhere: ["accounts"])
            let access = users.flatMap { user in
                user["accounts"].elements.map { $0.adding("user_id", from: user) }
            }
            try await test.expectEqual("user_accounts", key: ["user_id", "account_id"], records: access, elsewhere: [])
        }
    }
}

extension Plain {
    /// With a member of the record that it lies in.
    fileprivate func adding(_ name: String, from parent: Plain) -> Plain {
        .object(members + [Member(name: name, value: parent[name])])
    }

    /// With the members of one of its members in place of it.
    fileprivate func flattening(_ name: String, prefix: String) -> Plain {
        .object(
            members.filter { $0.name != name }
                + self[name].members.map { Member(name: prefix + $0.name, value: $0.value) })
    }
}
