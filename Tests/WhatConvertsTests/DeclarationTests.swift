import JSON
import LoadEngine
import Postgres
import RESTSource
import TestSupport
import Testing
import Warehouse
import WhatConverts

/// The declared resources against the migrated tables, and against the API reference.
struct DeclarationTests {
    private let resources = Source.whatConverts.resources

    @Test func `declared and migrated tables are the same, to the last comment, and nothing is left to generate`()
        async throws
    {
        let declared = resources.flatMap { $0.table.shapes }
        try await withMigrated { connection in
            let built = try await SchemaCatalogue.read("whatconverts", on: connection).tables
            #expect(Set(declared.map(\.name)) == Set(built.keys))
            for shape in declared {
                let table = try #require(built[shape.name])
                #expect(table.columns == shape.columns, "\(shape.name)")
                #expect(table.comment == shape.comment && table.key == shape.key, "\(shape.name)")
                #expect(
                    table.indexes.sorted { $0.name < $1.name } == shape.indexes.sorted { $0.name < $1.name },
                    "\(shape.name)")
            }
            #expect(MigrationDraft(declared: declared, built: Array(built.values)).isEmpty)
            let check = SchemaCheck(resources.map(\.table), dataset: "whatconverts")
            #expect(try await check.run(on: connection).isEmpty)
        }
    }

    @Test func `every declared table and column says what it holds, and has a safe name`() {
        for table in resources.map(\.table) {
            #expect(ColumnName.refusal(of: table) == nil)
            for shape in table.shapes {
                #expect(shape.comment != nil, "\(shape.name)")
                #expect(shape.columns.allSatisfy { $0.comment != nil }, "\(shape.name)")
            }
        }
    }

    /// Section 4.3 of the API reference, typed out.
    @Test(arguments: [
        // Identity and status.
        "account_id", "account", "profile_id", "profile", "lead_id", "user_id", "lead_type", "lead_status",
        "lead_state",
        "lead_score", "quotable", "quote_value", "sales_value", "spotted_keywords", "spam", "duplicate", "date_created",
        "last_updated", "notes",
        // Attribution.
        "lead_source", "lead_medium", "lead_campaign", "lead_content", "lead_keyword", "lead_url", "landing_url",
        "ip_address", "operating_system", "browser", "device_type", "device_make",
        // Contact and location.
        "contact_name", "contact_company_name", "contact_email_address", "contact_phone_number", "email_address",
        "phone_number", "city", "state", "zip", "country",
        // Calls and messages.
        "phone_name", "tracking_number", "destination_number", "caller_number", "caller_name", "caller_city",
        "caller_state", "caller_zip", "caller_country", "call_duration", "call_duration_seconds", "answer_status",
        "call_status", "line_type", "recording", "play_recording", "voicemail", "play_voicemail", "call_transcription",
        "voicemail_transcription", "message",
        // Other types.
        "form_name", "chat_status", "event_category", "event_action", "event_label", "transaction_id",
        "transaction_tax",
        "transaction_shipping", "sender_name", "email_subject", "email_message",
        // Clicks and integrations.
        "gclid", "msclkid", "facebook_browser_id", "facebook_click_id", "facebook_visitor_id",
        "google_analytics_client_id", "google_analytics_session_id", "unbounce_page_id", "unbounce_variant_id",
        "unbounce_visitor_id", "hubspot_visitor_id", "roistat_visit_id", "salesforce_user_id", "vwo_account_id",
        "vwo_experiment_id", "vwo_variant_id", "vwo_user_id",
        // Nested.
        "additional_fields", "custom_fields", "field_mappings", "lead_analysis", "customer_journey",
    ])
    func `every field of a lead has its place`(field: String) throws {
        let leads = try #require(Source.whatConverts.resource("leads"))
        let read = leads.fields.flatMap(\.paths).compactMap(\.keys.first)
        let lists = leads.children.compactMap { child in
            if case .elements(let list, _) = child.rows { list } else { nil }
        }
        #expect(read.contains(field) || lists.contains(field))
    }

    /// Section 2.1 of the API reference.
    @Test(arguments: [
        ("accounts", "accounts_per_page", 250, "total_accounts", "accounts"),
        ("users", "users_per_page", 250, "total_users", "users"),
        ("roles", "roles_per_page", 250, "total_roles", "roles"),
        ("tracking/numbers", "numbers_per_page", 250, "total_numbers", "numbers"),
        ("tracking/forms", "forms_per_page", 250, "total_forms", "forms"),
        ("leads", "leads_per_page", 2_500, "total_leads", "leads"),
    ])
    func `every list is walked as the reference has it`(
        path: String, size: String, maximum: Int, total: String, rows: String
    ) throws {
        let endpoints = resources.compactMap { resource -> Endpoint? in
            switch resource.reading {
            case .list(let endpoint, _), .spans(let endpoint, _): endpoint
            case .nested: nil
            }
        }
        let endpoint = try #require(endpoints.first { $0.path == path })
        #expect(endpoint.records.keys == [rows])
        guard case .numbered("page_number", size, maximum, let counted) = endpoint.pagination else {
            Issue.record("\(endpoint.pagination)")
            return
        }
        #expect(counted.keys == [total])
    }

    @Test func `an early start is sent wherever a start can be sent, and leads send their own`() {
        for resource in resources {
            guard case .list(let endpoint, _) = resource.reading else { continue }
            let takesDates = ["accounts", "users"].contains(endpoint.path)
            #expect(endpoint.query.contains(QueryItem("start_date", "2010-01-01")) == takesDates, "\(endpoint.path)")
        }
    }

    @Test func `a part that a field belongs to is declared`() {
        for resource in resources {
            let known = Set(resource.parts.map(\.name) + [resource.details?.part].compactMap(\.self))
            let used =
                resource.table.columns.compactMap(\.part) + resource.table.children.compactMap(\.part)
                + resource.table.children.flatMap { $0.groups?.members.compactMap(\.part) ?? [] }
            #expect(known.isSuperset(of: used), "\(resource.name)")
        }
    }

    @Test func `a nested resource is declared after the one that brings it`() {
        for (index, resource) in resources.enumerated() {
            guard case .nested(let parent, _, let inherited, _) = resource.reading else { continue }
            let earlier = resources[..<index].first { $0.name == parent }
            #expect(earlier != nil, "\(resource.name)")
            let columns = Set(resource.table.columns.map(\.name))
            #expect(
                inherited.allSatisfy { columns.contains($0) && earlier?.table.column($0) != nil }, "\(resource.name)")
        }
    }

    @Test func `leads stay below the longest stretch of the API and reach past the removal of spam`() throws {
        let leads = try #require(Source.whatConverts.resource("leads")?.reading.incremental)
        #expect(leads.maximumSpan < .seconds(400 * 86_400))
        #expect(leads.tiers.allSatisfy { $0.lookback <= leads.maximumSpan })
        #expect(leads.tiers.contains { $0.lookback > .seconds(30 * 86_400) && $0.interval <= .seconds(86_400) })
    }

    private func withMigrated(_ body: nonisolated(nonsending) (Connection) async throws -> Void) async throws {
        let folder = try MigrationFolder.locate()
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let migrator = Migrator(
                    connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine),
                    sluiceVersion: "1.2.3")
                _ = try await migrator.migrate(
                    dataset: "whatconverts", line: "whatconverts",
                    migrations: try folder.migrations(line: "whatconverts"))
                try await body(connection)
            }
        }
    }
}
