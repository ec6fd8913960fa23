import Foundation
import Sandbox
import Testing

/// Each decision of the API reference's table for the unknown, as it is by default and as it can be switched.
struct QuirkTests {
    private static let span401 = "start_date=2025-09-01&end_date=2026-10-31"

    @Test func `without dates the last 400 days are given, or all there is`() async throws {
        try await withClient { client async throws in
            #expect(
                try await client.total("")
                    == client.total("start_date=2025-09-27T00:00:00Z&end_date=2026-11-01T00:00:00Z"))
            var quirks = Quirks()
            quirks.defaultWindowDays = nil
            await client.sandbox.setQuirks(quirks)
            #expect(try await client.total("") == 300)
        }
    }

    @Test func `a span of over 400 days is refused, or allowed`() async throws {
        try await withClient { client in
            let reply = try await client.get("leads?\(Self.span401)")
            #expect(reply.status == 410)
            #expect(try reply.message == "Invalid date range, please use at most 400 days")
            #expect(
                try await client.get("leads?start_date=2025-09-27T00:00:00Z&end_date=2026-11-01T00:00:00Z").status
                    == 200)
            #expect(
                try await client.get("leads?start_date=2025-09-26T23:59:59Z&end_date=2026-11-01T00:00:00Z").status
                    == 410)
            var quirks = Quirks()
            quirks.maximumSpanDays = nil
            await client.sandbox.setQuirks(quirks)
            #expect(try await client.get("leads?\(Self.span401)").status == 200)
        }
    }

    @Test func `page sizes out of range can be refused`() async throws {
        try await withQuirks({
            $0.pageSizeAboveMaximum = .refuse; $0.pageSizeBelowOne = .refuse
        }) { client async throws in
            #expect(try await client.get("leads?leads_per_page=2501").status == 410)
            #expect(try await client.get("leads?leads_per_page=2500").status == 200)
            #expect(try await client.get("leads?leads_per_page=0").status == 410)
        }
    }

    @Test func `refusals of parameters can be a 400`() async throws {
        try await withQuirks({ $0.invalidParameterStatus = 400 }) { client async throws in
            #expect(try await client.get("leads?account_id=x").status == 400)
        }
    }

    @Test func `unknown words can be ignored`() async throws {
        try await withQuirks({ $0.validatesEnumerations = false }) { client async throws in
            #expect(try await client.total("\(secondYear)&lead_type=fax&spam=1") == client.total(secondYear))
        }
    }

    @Test func `a page past the end can be refused`() async throws {
        try await withQuirks({ $0.refusesPagesPastTheEnd = true }) { client async throws in
            #expect(try await client.get("leads?page_number=99").status == 410)
            #expect(try await client.get("leads?account_id=1").status == 200)
        }
    }

    @Test func `an answer without rows has no page, or one`() async throws {
        try await withClient { client async throws in
            #expect(try await client.object("leads?account_id=1")["total_pages"] as? Int == 0)
            var quirks = Quirks()
            quirks.zeroRowsTotalPages = 1
            await client.sandbox.setQuirks(quirks)
            #expect(try await client.object("leads?account_id=1")["total_pages"] as? Int == 1)
        }
    }

    @Test func `spam and duplicates can be left out unless asked for`() async throws {
        let spam = try await withClient { try await $0.total("\(secondYear)&spam=true") }
        #expect(spam > 0)
        try await withQuirks({
            $0.spamInDefault = false; $0.duplicatesInDefault = false
        }) { client in
            let leads = try await client.leads("\(secondYear)&leads_per_page=2500")
            #expect(leads.allSatisfy { $0["spam"] as? Bool == false && $0["duplicate"] as? Bool == false })
            #expect(try await client.total("\(secondYear)&spam=true") > 0)
        }
    }

    @Test func `statuses of what is not there can be switched`() async throws {
        try await withQuirks({
            $0.unknownLeadStatus = 404; $0.unknownAccountStatus = 404
        }) { client async throws in
            #expect(try await client.get("leads/9").status == 404)
            #expect(try await client.get("accounts/9").status == 404)
        }
    }

    @Test func `a plan that is not Elite has no analysis and no journey`() async throws {
        try await withQuirks({ $0.elite = false }) { client in
            let leads = try await client.leads(
                "\(secondYear)&leads_per_page=2500&customer_journey=true&profile_id=70101")
            #expect(
                leads.allSatisfy { ($0["lead_analysis"] as? [Any])?.isEmpty == true && $0["customer_journey"] == nil })
            #expect(leads.allSatisfy { $0["custom_fields"] != nil })
        }
    }

    @Test func `journeys come when they are asked for only`() async throws {
        try await withClient { client async throws in
            #expect(
                try await client.leads("\(secondYear)&customer_journey=true").allSatisfy {
                    $0["customer_journey"] is [Any]
                })
            #expect(
                try await client.leads("\(secondYear)&customer_journey=false").allSatisfy {
                    $0["customer_journey"] == nil
                })
        }
    }

    @Test func `dates can be rounded to days`() async throws {
        try await withClient { client in
            let query = "start_date=2026-02-01T12:00:00Z&end_date=2026-06-01T12:00:00Z"
            let exact = try await client.total("start_date=2026-02-01&end_date=2026-06-01")
            #expect(try await client.total("start_date=2026-01-01T23:59:59Z&end_date=2026-10-31T00:00:01Z") > 0)
            var quirks = Quirks()
            quirks.roundsDatesToDays = true
            await client.sandbox.setQuirks(quirks)
            #expect(try await client.total(query) == exact)
            let moment = try #require(try await client.leads(secondYear).last?["date_created"] as? String)
            #expect(
                try await client.total(
                    "start_date=\(moment.prefix(10))T23:59:59Z&end_date=\(moment.prefix(10))T23:59:59Z") > 0)
        }
    }

    @Test func `dates can be ignored`() async throws {
        try await withQuirks({ $0.ignoresDates = true }) { client async throws in
            #expect(try await client.total("start_date=2026-02-01&end_date=2026-02-02") == 300)
        }
    }

    @Test func `the page size can be lowered without a word`() async throws {
        try await withQuirks({ $0.clampsPageSize = 7 }) { client in
            let reply = try await client.get("leads?\(secondYear)&leads_per_page=2500")
            #expect(reply.status == 200)
            #expect((try reply.object["leads"] as? [Any])?.count == 7)
        }
    }

    @Test func `the order can be ignored`() async throws {
        let newest = try await withClient { try await $0.leadIDs(secondYear) }
        try await withQuirks({ $0.ignoresOrder = true }) { client async throws in
            #expect(try await client.leadIDs("\(secondYear)&order=asc") == newest)
        }
    }

    @Test func `fields without a value can all be null`() async throws {
        try await withQuirks(leads: 100, { $0.explicitNulls = true }) { client in
            for lead in try await client.leads("\(secondYear)&leads_per_page=2500") {
                for name in ["lead_campaign", "notes", "ip_address", "user_id", "contact_company_name"] {
                    #expect(lead[name] != nil)
                    #expect(lead[name] as? String != "")
                }
            }
        }
    }

    @Test func `timestamps can be of several spellings that mean the same`() async throws {
        let plain = try await withClient { client in
            try await client.leads("\(secondYear)&leads_per_page=2500").compactMap { $0["date_created"] as? String }
        }
        try await withQuirks({ $0.mixedTimestamps = true }) { client in
            let mixed = try await client.leads("\(secondYear)&leads_per_page=2500").compactMap {
                $0["date_created"] as? String
            }
            #expect(
                mixed.contains { $0.hasSuffix("-05:00") } && mixed.contains { $0.contains(" ") }
                    && mixed.contains { $0.hasSuffix("Z") })
            let instants = try mixed.map {
                try Date($0.contains(" ") ? $0.replacingOccurrences(of: " ", with: "T") + "Z" : $0, strategy: .iso8601)
            }
            #expect(instants == (try plain.map { try Date($0, strategy: .iso8601) }))
        }
    }

    @Test func `a field that nobody knows can appear`() async throws {
        try await withQuirks({ $0.hasUnknownField = true }) { client async throws in
            #expect(try await client.leads(secondYear).allSatisfy { $0["consent_given"] as? Bool == true })
        }
    }

    @Test func `single objects can come bare`() async throws {
        try await withQuirks({ $0.bareSingles = true }) { client async throws in
            let id = await client.sandbox.leadIDs()[0]
            #expect(try await client.object("leads/\(id)")["lead_id"] as? Int == Int(id))
            #expect(try await client.object("accounts/40210")["account_id"] as? Int == 40_210)
        }
    }

    @Test func `errors can come without a body, or as a success`() async throws {
        try await withQuirks({ $0.emptyErrorBodies = true }) { client in
            let reply = try await client.get("leads", .none)
            #expect(reply.status == 401)
            #expect(reply.body.isEmpty)
        }
        try await withQuirks({ $0.errorsAsSuccess = true }) { client in
            let reply = try await client.get("leads", .none)
            #expect(reply.status == 200)
            #expect(try reply.message == "Authentication not provided.")
        }
    }

    @Test func `the key can be revoked, and given back`() async throws {
        try await withClient { client in
            #expect(try await client.get("leads").status == 200)
            #expect(try await client.control("PUT", "quirks", body: #"{"isKeyRevoked": true}"#).status == 200)
            for path in ["leads", "users", "leads/9"] {
                let reply = try await client.get(path)
                #expect(reply.status == 401)
                #expect(try reply.message == "Authentication failed.")
            }
            await client.sandbox.setQuirks(Quirks())
            #expect(try await client.get("leads").status == 200)
            #expect(await client.sandbox.requestCount() == 5)
        }
    }

    @Test func `every so many requests one can fail`() async throws {
        try await withQuirks({ $0.serverErrorEvery = 3 }) { client in
            var statuses: [Int] = []
            for _ in 0..<6 { statuses.append(try await client.get("leads").status) }
            #expect(statuses == [200, 200, 500, 200, 200, 500])
        }
    }

    @Test func `recordings are audio where there are any, and a 404 where not`() async throws {
        try await withClient { client in
            let leads = try await client.leads("\(secondYear)&leads_per_page=2500")
            let recorded = try #require(leads.first { $0["recording"] != nil }?["lead_id"] as? Int)
            let silent = try #require(leads.first { $0["recording"] == nil }?["lead_id"] as? Int)
            let reply = try await client.get("recording?lead_id=\(recorded)")
            #expect(reply.status == 200)
            #expect(reply.header("Content-Type") == "audio/mpeg")
            #expect(reply.body.starts(with: [0xff, 0xfb]))
            #expect(try await client.get("recording?lead_id=\(silent)").status == 404)
            for query in ["", "?lead_id=9", "?lead_id=x"] {
                let reply = try await client.get("recording\(query)")
                #expect(reply.status == 400)
                #expect(try reply.message == "Invalid lead ID.")
            }
            var quirks = Quirks()
            quirks.missingRecordingStatus = 410
            await client.sandbox.setQuirks(quirks)
            #expect(try await client.get("recording?lead_id=\(silent)").status == 410)
        }
    }
}
