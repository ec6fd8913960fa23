import Foundation
import Sandbox
import Testing

/// Whether the invented leads look like those of the API reference, "Lead record - every known field".
struct LeadRecordTests {
    private static func everything(_ options: SandboxOptions = SandboxOptions()) async throws -> [[String: Any]] {
        try await Sandbox.withSandbox(options) { sandbox in
            var leads: [Data] = []
            for id in await sandbox.leadIDs() {
                leads.append(Data(try #require(await sandbox.leadJSON(id, asked: [.journey, .mapped]))))
            }
            return leads
        }.map { try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any]) }
    }

    @Test func `every field of the reference occurs, and no other`() async throws {
        let names = """
            account_id account profile_id profile lead_id user_id lead_type lead_status lead_state lead_score quotable quote_value
            sales_value spotted_keywords spam duplicate date_created last_updated notes
            lead_source lead_medium lead_campaign lead_content lead_keyword lead_url landing_url ip_address operating_system
            browser device_type device_make
            contact_name contact_company_name contact_email_address contact_phone_number email_address phone_number city state
            zip country
            phone_name tracking_number destination_number caller_number caller_name caller_city caller_state caller_zip
            caller_country call_duration call_duration_seconds answer_status call_status line_type recording play_recording
            voicemail play_voicemail call_transcription voicemail_transcription message
            form_name chat_status event_category event_action event_label transaction_id transaction_tax transaction_shipping
            sender_name email_subject email_message
            gclid msclkid facebook_browser_id facebook_click_id facebook_visitor_id google_analytics_client_id
            google_analytics_session_id unbounce_page_id unbounce_variant_id unbounce_visitor_id hubspot_visitor_id
            roistat_visit_id salesforce_user_id vwo_account_id vwo_experiment_id vwo_variant_id vwo_user_id
            additional_fields custom_fields field_mappings lead_analysis customer_journey
            """
        let expected = Set(names.split(whereSeparator: \.isWhitespace).map(String.init))
        let seen = Set(try await Self.everything().flatMap(\.keys))
        #expect(seen == expected, "missing \(expected.subtracting(seen)), unknown \(seen.subtracting(expected))")
    }

    @Test func `all nine types occur under their labels, calls most`() async throws {
        let types = try await Self.everything().compactMap { $0["lead_type"] as? String }
        let counts = Dictionary(grouping: types) { $0 }.mapValues(\.count)
        #expect(
            Set(counts.keys) == [
                "Appointment", "Chat", "Email", "Event", "Other", "Phone Call", "Text Message", "Transaction",
                "Web Form",
            ])
        #expect(counts.values.max() == counts["Phone Call"])
    }

    @Test func `a map without entries is a list, a map with entries an object`() async throws {
        let leads = try await Self.everything()
        for name in ["additional_fields", "lead_analysis", "custom_fields", "field_mappings"] {
            #expect(leads.contains { ($0[name] as? [Any])?.isEmpty == true }, "\(name) is never []")
            #expect(leads.contains { ($0[name] as? [String: Any])?.isEmpty == false }, "\(name) is never filled")
            #expect(!leads.contains { ($0[name] as? [String: Any])?.isEmpty == true }, "\(name) is {}")
        }
    }

    @Test func `keys are sparse: missing, null and empty all occur`() async throws {
        let leads = try await Self.everything()
        for name in ["lead_campaign", "contact_company_name", "notes"] {
            #expect(leads.contains { $0[name] == nil })
            #expect(leads.contains { $0[name] is NSNull })
            #expect(leads.contains { $0[name] as? String == "" })
            #expect(leads.contains { ($0[name] as? String)?.isEmpty == false })
        }
        #expect(leads.contains { $0["last_updated"] == nil })
        #expect(leads.contains { $0["lead_state"] as? String == "In Progress" })
        #expect(leads.allSatisfy { $0["call_duration"] == nil || $0["lead_type"] as? String == "Phone Call" })
    }

    @Test func `money has no, one or two decimals, and is zero at times`() async throws {
        let spellings = try await Sandbox.withSandbox { sandbox in
            var spellings: [String] = []
            for id in await sandbox.leadIDs() {
                let text = String(decoding: try #require(await sandbox.leadJSON(id)), as: UTF8.self)
                let match = try #require(text.firstMatch(of: /"sales_value":(null|\d+(?:\.\d{1,2})?),/))
                spellings.append(String(match.1))
            }
            return spellings
        }
        #expect(spellings.contains("null") && spellings.contains("0"))
        #expect(spellings.contains { $0.wholeMatch(of: /[1-9]\d*/) != nil })
        #expect(spellings.contains { $0.wholeMatch(of: /\d+\.[1-9]/) != nil })
        #expect(spellings.contains { $0.wholeMatch(of: /\d+\.\d[1-9]/) != nil })
    }

    @Test func `texts are as awkward as real ones`() async throws {
        let bytes = try await Sandbox.withSandbox { sandbox in
            var bytes: [UInt8] = []
            for id in await sandbox.leadIDs() { bytes += try #require(await sandbox.leadJSON(id)) }
            return bytes
        }
        let text = String(decoding: bytes, as: UTF8.self)
        for piece in [
            #"\/"#, "https://", #"\""#, #"\\"#, #"\n"#, #"\r\n"#, #"\t"#, #"\u0007"#, #"\u00e9"#, "é", #"\ud83d\ude42"#,
            "🙂",
            "電話番号", "رسالة", #"\u65e5\u672c"#, "日本",
        ] {
            #expect(text.contains(piece), "\(piece) does not occur")
        }
        #expect(!text.contains(#"\u0000"#))
        #expect(!bytes.contains { $0 < 0x20 })
    }

    @Test func `U+0000 occurs when it is asked for`() async throws {
        let leads = try await Self.everything(SandboxOptions(hasNULCharacters: true))
        #expect(leads.contains { ($0["notes"] as? String)?.contains("\0") == true })
    }

    @Test func `journeys have both kinds of elements, and end with the lead itself`() async throws {
        for lead in try await Self.everything() {
            let steps = try #require(lead["customer_journey"] as? [[String: Any]])
            guard let last = steps.last else { continue }
            #expect(last["type"] as? String == "lead")
            #expect(last["lead_id"] as? Int == lead["lead_id"] as? Int)
            #expect(
                steps.contains {
                    $0["type"] as? String == "attribution" && ($0["page_views"] as? [Any])?.isEmpty == false
                })
            let dates = steps.compactMap { $0["date_created"] as? String }
            #expect(dates == dates.sorted())
        }
    }

    @Test func `leads are about as large as real ones`() async throws {
        try await Sandbox.withSandbox { sandbox in
            var size = 0
            for id in await sandbox.leadIDs() { size += try #require(await sandbox.leadJSON(id)).count }
            #expect((2_000...2_400).contains(size / 1_000), "\(size / 1_000) bytes on average")
        }
    }

    @Test func `few leads are spam, few are duplicates`() async throws {
        let totals = try await Sandbox.withSandbox { await $0.totals() }
        #expect((15...45).contains(totals.spam))
        #expect((15...45).contains(totals.duplicates))
    }
}
