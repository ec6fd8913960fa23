import Foundation
import Sandbox
import Testing

struct LeadListTests {
    @Test func `leads are newest first by default, and ascending when asked in either case`() async throws {
        try await withClient { client in
            let newest = try await client.leadIDs("\(secondYear)&leads_per_page=2500")
            let ascending = try await client.leadIDs("\(secondYear)&leads_per_page=2500&order=asc")
            #expect(newest.count > 50)
            #expect(ascending == newest.reversed())
            #expect(try await client.leadIDs("\(secondYear)&leads_per_page=2500&order=DESC") == newest)
            #expect(try await client.leadIDs("\(secondYear)&leads_per_page=2500&order=ASC") == ascending)
        }
    }

    @Test func `numbered pages give each lead once, and the page past the end is empty`() async throws {
        try await withClient { client in
            for order in ["asc", "desc"] {
                var ids: [Int64] = []
                let whole = try await client.leadIDs("\(secondYear)&leads_per_page=2500&order=\(order)")
                let pages = (whole.count + 39) / 40
                for page in 1...pages {
                    let object = try await client.object(
                        "leads?\(secondYear)&leads_per_page=40&order=\(order)&page_number=\(page)")
                    #expect(object["total_pages"] as? Int == pages)
                    #expect(object["total_leads"] as? Int == whole.count)
                    let leads = try #require(object["leads"] as? [[String: Any]])
                    ids += leads.compactMap { ($0["lead_id"] as? NSNumber)?.int64Value }
                }
                #expect(ids == whole)
                let beyond = try await client.object("leads?\(secondYear)&leads_per_page=40&page_number=\(pages + 1)")
                #expect((beyond["leads"] as? [Any])?.isEmpty == true)
                #expect(beyond["total_leads"] as? Int == whole.count)
            }
        }
    }

    @Test func `both bounds are included, to the second`() async throws {
        try await withClient { client in
            let leads = try await client.leads("\(secondYear)&leads_per_page=2500&order=asc")
            let dates = leads.compactMap { $0["date_created"] as? String }
            let (first, last) = (dates[10], dates[60])
            let within = try await client.leads("start_date=\(first)&end_date=\(last)&leads_per_page=2500&order=asc")
            #expect(within.count == dates.filter { $0 >= first && $0 <= last }.count)
            #expect(within.first?["date_created"] as? String == first)
            #expect(within.last?["date_created"] as? String == last)
        }
    }

    @Test func `a walk by position, always on page one, sees every lead`() async throws {
        let burst = SandboxOptions.Burst(second: Date(timeIntervalSince1970: 1_770_000_000), count: 20)
        try await withClient(SandboxOptions(leads: 400, burst: burst)) { client in
            var seen: Set<Int64> = []
            var position = "2025-10-01T00:00:00Z"
            while true {
                let object = try await client.object(
                    "leads?start_date=\(position)&end_date=2026-11-01T00:00:00Z&order=asc&leads_per_page=30")
                let leads = try #require(object["leads"] as? [[String: Any]])
                seen.formUnion(leads.compactMap { ($0["lead_id"] as? NSNumber)?.int64Value })
                if leads.count == object["total_leads"] as? Int { break }
                let next = try #require(leads.last?["date_created"] as? String)
                #expect(next > position)
                position = next
            }
            let expected = await client.sandbox.leadIDs(from: Date(timeIntervalSince1970: 1_759_276_800))
            #expect(seen == Set(expected))
        }
    }

    @Test func `a date without a time covers its whole day at the end, and begins at midnight at the start`()
        async throws
    {
        try await withClient { client in
            let day = try #require(
                try await client.leads("\(secondYear)&leads_per_page=1&page_number=30").first?["date_created"]
                    as? String
            ).prefix(10)
            let whole = try await client.leadIDs("start_date=\(day)&end_date=\(day)")
            #expect(!whole.isEmpty)
            #expect(whole == (try await client.leadIDs("start_date=\(day)T00:00:00Z&end_date=\(day)T23:59:59Z")))
        }
    }

    @Test func `a start alone reaches to the newest lead`() async throws {
        try await withClient { client async throws in
            #expect(try await client.total("start_date=2025-11-01") == client.total(secondYear))
        }
    }

    @Test func `creation and ids do not always agree`() async throws {
        try await withClient(SandboxOptions(leads: 1_000)) { client in
            let ids = await client.sandbox.leadIDs()
            #expect(ids != ids.sorted())
            #expect(Set(ids).count == 1_000)
            let leads = try await client.leads("\(secondYear)&leads_per_page=2500")
            let seconds = Dictionary(grouping: leads.compactMap { $0["date_created"] as? String }) { $0 }
            #expect(seconds.values.contains { $0.count > 1 })
        }
    }

    @Test func `a dense second holds more than a page`() async throws {
        let second = Date(timeIntervalSince1970: 1_770_000_000)
        let options = SandboxOptions(leads: 10, burst: SandboxOptions.Burst(second: second, count: 2_600))
        try await withClient(options) { client in
            let object = try await client.object(
                "leads?start_date=2026-02-02T02:40:00Z&end_date=2026-02-02T02:40:00Z&leads_per_page=2500&page_number=2")
            #expect(object["total_leads"] as? Int == 2_600)
            #expect((object["leads"] as? [Any])?.count == 100)
        }
    }

    @Test func `an answer is the truth, byte for byte`() async throws {
        try await withClient { client in
            let ids = try await client.leadIDs(
                "\(secondYear)&leads_per_page=5&order=asc&customer_journey=true&profile_id=70101")
            let reply = try await client.get(
                "leads?\(secondYear)&leads_per_page=5&order=asc&customer_journey=true&profile_id=70101")
            for id in ids {
                let json = try #require(await client.sandbox.leadJSON(id, asked: [.journey, .mapped]))
                #expect(reply.text.contains(String(decoding: json, as: UTF8.self)))
            }
        }
    }

    @Test func `totals are those of the answers`() async throws {
        try await withClient { client in
            let leads =
                try await client.leads("\(firstYear)&leads_per_page=2500")
                + client.leads("\(secondYear)&leads_per_page=2500")
            let totals = await client.sandbox.totals()
            func sum(_ name: String) -> Decimal {
                leads.compactMap { ($0[name] as? NSNumber).flatMap { Decimal(string: "\($0)") } }.reduce(0, +)
            }
            #expect(totals.leads == leads.count)
            #expect(totals.leads == 300)
            #expect(Decimal(string: totals.salesValue) == sum("sales_value"))
            #expect(Decimal(string: totals.quoteValue) == sum("quote_value"))
            #expect(totals.sold == leads.filter { $0["sales_value"] is NSNumber }.count)
            #expect(totals.spam == leads.filter { $0["spam"] as? Bool == true }.count)
            #expect(totals.duplicates == leads.filter { $0["duplicate"] as? Bool == true }.count)
            for (label, count) in totals.byType {
                #expect(count == leads.filter { $0["lead_type"] as? String == label }.count)
            }
        }
    }

    @Test func `child totals are those of the answers`() async throws {
        try await withClient(SandboxOptions(leads: 300, keyKind: .profile(SandboxOptions.firstProfileID))) { client in
            let query = "leads_per_page=2500&customer_journey=true"
            let leads = try await client.leads("\(firstYear)&\(query)") + client.leads("\(secondYear)&\(query)")
            func entries(_ name: String) -> Int {
                leads.reduce(0) { $0 + (($1[name] as? [String: Any])?.count ?? 0) }
            }
            let steps = leads.flatMap { $0["customer_journey"] as? [[String: Any]] ?? [] }
            let totals = await client.sandbox.childTotals()
            #expect(totals.additionalFields == entries("additional_fields"))
            #expect(totals.leadAnalysis == entries("lead_analysis"))
            #expect(totals.customFields == entries("custom_fields"))
            #expect(totals.fieldMappings == entries("field_mappings"))
            #expect(totals.journeySteps == steps.count)
            #expect(totals.journeyPageViews == steps.reduce(0) { $0 + (($1["page_views"] as? [Any])?.count ?? 0) })
            #expect(totals.journeySteps > 20 && totals.fieldMappings > 10)
        }
    }
}
