import Foundation
import Sandbox
import Testing

struct ChangeTests {
    private static func all(_ sandbox: Sandbox, _ asked: LeadParts = []) async throws -> [Int64: [UInt8]] {
        var leads: [Int64: [UInt8]] = [:]
        for id in await sandbox.leadIDs() { leads[id] = await sandbox.leadJSON(id, asked: asked) }
        return leads
    }

    private static func object(_ json: [UInt8]?) throws -> [String: Any] {
        let json = try #require(json)
        return try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    }

    @Test func `exactly the leads that are told to change do`() async throws {
        try await withClient { client in
            let sandbox = client.sandbox
            let before = try await Self.all(sandbox)
            let changed = await sandbox.changeLeads(fraction: 0.05)
            let after = try await Self.all(sandbox)
            #expect(changed.count == 15)
            #expect(Set(changed) == Set(before.keys.filter { before[$0] != after[$0] }))
            let id = changed[0]
            let served = try await client.get("leads/\(id)").text
            #expect(served.contains(String(decoding: try #require(after[id]), as: UTF8.self)))
            for id in changed {
                let was = try #require(try Self.object(before[id])["date_created"] as? String)
                #expect(try #require(try Self.object(after[id])["last_updated"] as? String) > was)
            }
        }
    }

    @Test func `a journey can change alone`() async throws {
        try await Sandbox.withSandbox(SandboxOptions(leads: 100)) { sandbox in
            let ids = Array(await sandbox.leadIDs().prefix(20))
            let (plain, full) = (try await Self.all(sandbox), try await Self.all(sandbox, .journey))
            await sandbox.changeLeads(ids, what: .journeyOnly)
            #expect(try await Self.all(sandbox) == plain)
            let after = try await Self.all(sandbox, .journey)
            #expect(Set(ids) == Set(after.keys.filter { after[$0] != full[$0] }))
        }
    }

    @Test func `an answer can change alone`() async throws {
        try await Sandbox.withSandbox(SandboxOptions(leads: 100)) { sandbox in
            for id in await sandbox.leadIDs().prefix(20) {
                var before = try Self.object(await sandbox.leadJSON(id))
                await sandbox.changeLeads([id], what: .formAnswerOnly)
                var after = try Self.object(await sandbox.leadJSON(id))
                let answers = (
                    before.removeValue(forKey: "additional_fields"), after.removeValue(forKey: "additional_fields")
                )
                #expect(NSDictionary(dictionary: before) == NSDictionary(dictionary: after))
                #expect(!NSArray(object: answers.0 as Any).isEqual(NSArray(object: answers.1 as Any)))
            }
        }
    }

    @Test func `a value changes together with its sum`() async throws {
        try await Sandbox.withSandbox(SandboxOptions(leads: 100)) { sandbox in
            let id = try #require(await sandbox.leadIDs().first)
            let before = try Self.object(await sandbox.leadJSON(id))
            await sandbox.changeLeads([id], what: .value)
            let after = try Self.object(await sandbox.leadJSON(id))
            #expect(before["sales_value"] as? NSNumber != after["sales_value"] as? NSNumber)
            let moment = try #require(try Date(after["date_created"] as? String ?? "", strategy: .iso8601))
            let totals = await sandbox.totals(from: moment, to: moment)
            #expect(totals.leads == 1)
            #expect(
                Decimal(string: totals.salesValue)
                    == (after["sales_value"] as? NSNumber).flatMap { Decimal(string: "\($0)") })
        }
    }

    @Test func `added leads come last, or where they are put`() async throws {
        try await withClient { client in
            let sandbox = client.sandbox
            let before = try await client.total("start_date=2026-10-01&end_date=2026-12-01")
            let added = await sandbox.addLeads(3)
            #expect(await Array(sandbox.leadIDs().suffix(3)) == added)
            #expect(try await client.total("start_date=2026-10-01&end_date=2026-12-01") == before + 3)

            let past = Date(timeIntervalSince1970: 1_770_000_000)
            let inserted = await sandbox.addLeads(2, at: past)
            #expect(await sandbox.leadIDs(from: past, to: past) == inserted)
            #expect(await sandbox.totals().leads == 305)
        }
    }

    @Test func `deleted leads are gone without a trace`() async throws {
        try await withClient { client async throws in
            let deleted = await client.sandbox.deleteLeads(count: 10)
            #expect(Set(deleted).count == 10)
            let left = await client.sandbox.leadIDs()
            #expect(left.count == 290)
            #expect(Set(left).isDisjoint(with: deleted))
            #expect(try await client.get("leads/\(deleted[0])").status == 400)
            #expect(await client.sandbox.deleteLeads(deleted) == [])
        }
    }

    @Test func `deleting a profile or an account takes all that is theirs`() async throws {
        try await withClient { client async throws in
            let sandbox = client.sandbox
            #expect(try await client.total("\(secondYear)&profile_id=70101") > 0)
            #expect(await sandbox.deleteProfile(70_101))
            #expect(try await client.total("\(secondYear)&profile_id=70101") == 0)
            #expect(try await client.get("accounts/40210/profiles/70101").status == 400)
            #expect(try await client.object("tracking/numbers?profile_id=70101")["total_numbers"] as? Int == 0)

            #expect(try await client.total("\(secondYear)&account_id=40377") > 0)
            #expect(await sandbox.deleteAccount(40_377))
            #expect(try await client.total("\(secondYear)&account_id=40377") == 0)
            #expect(try await client.get("accounts/40377").status == 400)
            #expect(await sandbox.identifiers(of: .accounts).count == 11)
            #expect(!(await sandbox.deleteAccount(40_377)))
        }
    }

    @Test func `spam can be marked, and taken back`() async throws {
        try await Sandbox.withSandbox(SandboxOptions(leads: 100)) { sandbox async throws in
            let ids = await sandbox.leadIDs()
            await sandbox.markSpam(ids)
            #expect(await sandbox.totals().spam == 100)
            #expect(try Self.object(await sandbox.leadJSON(ids[3]))["spam"] as? Bool == true)
            await sandbox.markSpam(ids, false)
            #expect(await sandbox.totals().spam == 0)
        }
    }

    @Test func `a lead whose creation moves is found elsewhere`() async throws {
        try await withClient { client in
            let sandbox = client.sandbox
            let id = await sandbox.leadIDs()[200]
            let before = try #require(try Self.object(await sandbox.leadJSON(id))["date_created"] as? String)
            await sandbox.moveCreation([id], bySeconds: -40 * 86_400)
            let after = try #require(try Self.object(await sandbox.leadJSON(id))["date_created"] as? String)
            #expect(after < before)
            #expect(try await client.leadIDs("start_date=\(after)&end_date=\(after)").contains(id))
            #expect(!(try await client.leadIDs("start_date=\(before)&end_date=\(before)").contains(id)))
            #expect(await Set(sandbox.leadIDs()).count == 300)
        }
    }
}
