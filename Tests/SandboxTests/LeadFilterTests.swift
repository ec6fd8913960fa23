import Foundation
import Sandbox
import Testing

struct LeadFilterTests {
    @Test func `each filter gives the leads that have its value, and all of them`() async throws {
        try await withClient { client in
            let all = try await client.leads("\(secondYear)&leads_per_page=2500")
            func text(_ lead: [String: Any], _ name: String) -> String? { lead[name] as? String }
            func check(_ query: String, _ holds: ([String: Any]) -> Bool) async throws {
                let expected = all.filter(holds).compactMap { $0["lead_id"] as? Int }
                let given = try await client.leads("\(secondYear)&leads_per_page=2500&\(query)").compactMap {
                    $0["lead_id"] as? Int
                }
                #expect(given == expected, "\(query)")
                #expect(!expected.isEmpty && expected.count < all.count, "\(query) proves nothing")
            }
            for (value, label) in [
                ("phone_call", "Phone Call"), ("web_form", "Web Form"), ("text_message", "Text Message"),
            ] {
                try await check("lead_type=\(value)") { text($0, "lead_type") == label }
            }
            try await check("lead_status=repeat") { text($0, "lead_status") == "Repeat" }
            try await check("lead_status=unique") { text($0, "lead_status") == "Unique" }
            for (value, label) in [("yes", "Yes"), ("no", "No"), ("not_set", "Not Set")] {
                try await check("quotable=\(value)") { text($0, "quotable") == label }
            }
            for name in ["quote_value", "sales_value"] {
                try await check("\(name)=has_value") { $0[name] is NSNumber }
                try await check("\(name)=no_value") { !($0[name] is NSNumber) }
            }
            for name in ["spam", "duplicate"] {
                try await check("\(name)=true") { $0[name] as? Bool == true }
                try await check("\(name)=false") { $0[name] as? Bool == false }
            }
            try await check("account_id=40210") { $0["account_id"] as? Int == 40_210 }
            try await check("profile_id=70101") { $0["profile_id"] as? Int == 70_101 }
            for (parameter, field) in [
                ("lead_source", "lead_source"), ("lead_medium", "lead_medium"), ("lead_campaign", "lead_campaign"),
                ("lead_content", "lead_content"), ("lead_keyword", "lead_keyword"), ("user_id", "user_id"),
                ("phone_number", "phone_number"), ("email_address", "email_address"),
            ] {
                let value = try #require(all.compactMap { text($0, field) }.first { !$0.isEmpty })
                let encoded = try #require(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                try await check("\(parameter)=\(encoded)") { text($0, field) == value }
            }
        }
    }

    @Test func `a filter for nobody is an empty answer`() async throws {
        try await withClient { client in
            let object = try await client.object("leads?\(secondYear)&account_id=1")
            #expect(object["total_leads"] as? Int == 0)
            #expect((object["leads"] as? [Any])?.isEmpty == true)
        }
    }

    @Test(
        arguments: [
            ("account_id=1,2", "Invalid account_id parameter, please use a numeric value"),
            ("profile_id=x", "Invalid profile_id parameter, please use a numeric value"),
            ("page_number=two", "Invalid page_number parameter, please use a numeric value"),
            ("lead_type=Phone%20Call", "Invalid lead_type parameter, please use one of: phone_call, "),
            ("lead_status=new", "Invalid lead_status parameter, please use one of: unique, repeat"),
            ("quotable=maybe", "Invalid quotable parameter, please use one of: yes, no, pending, not_set"),
            ("sales_value=5", "Invalid sales_value parameter, please use one of: has_value, no_value"),
            ("order=up", "Invalid order parameter, please use one of: asc, desc"),
            ("spam=1", "Invalid spam parameter, please use true or false"),
            ("customer_journey=yes", "Invalid customer_journey parameter, please use true or false"),
            ("start_date=yesterday", "Invalid start_date parameter, please use an ISO 8601 date"),
            ("end_date=2026-02-30", "Invalid end_date parameter, please use an ISO 8601 date"),
            ("start_date=2026-02-02&end_date=2026-02-01", "Invalid date range, "),
        ])
    func `a value that cannot be is a 410 that names the parameter`(query: String, message: String) async throws {
        try await withClient { client in
            let reply = try await client.get("leads?\(query)")
            #expect(reply.status == 410)
            #expect(try reply.message?.hasPrefix(message) == true)
        }
    }

    @Test func `an empty value is no value`() async throws {
        try await withClient { client async throws in
            #expect(try await client.get("leads?account_id=&order=&start_date=&spam=").status == 200)
        }
    }
}
