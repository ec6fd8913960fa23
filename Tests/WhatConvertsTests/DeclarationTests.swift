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

    /// A table as far as the declarations describe one. Held as text, so that a difference reads well.
    private struct Shape: Equatable {
        /// In their order: name, type, `not null`.
        var columns: [String] = []
        var key: [String] = []
    }

    @Test func `declared and migrated tables are the same, column by column`() async throws {
        let declared = self.declared
        try await withMigrated { connection in
            let migrated = try await Self.migrated(connection)
            #expect(Set(declared.keys) == Set(migrated.keys))
            for (name, shape) in declared.sorted(by: { $0.key < $1.key }) {
                #expect(migrated[name] == shape, "\(name)")
            }
        }
    }

    private var declared: [String: Shape] {
        var shapes: [String: Shape] = [:]
        func describe(_ columns: [Column]) -> [String] {
            columns.map { "\($0.name) \($0.type.catalogueName)\($0.isNullable ? "" : " not null")" }
        }
        for table in resources.map(\.table) {
            shapes[table.name] = Shape(columns: describe(table.columns + table.systemColumns), key: table.key)
            for child in table.children {
                shapes[child.name] = Shape(columns: describe(child.columns), key: child.key)
            }
        }
        return shapes
    }

    private static func migrated(_ connection: Connection) async throws -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        let columns = try await connection.query(
            """
            select
                relname::text as name,
                attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
                    as described
            from pg_class
                join pg_namespace on pg_namespace.oid = relnamespace
                join pg_attribute on attrelid = pg_class.oid
            where nspname = 'whatconverts' and relkind = 'r' and attnum > 0 and not attisdropped
            order by relname, attnum
            """)
        for row in columns {
            let (name, described) = try row.decode((String, String).self)
            shapes[name, default: Shape()].columns.append(described)
        }
        let keys = try await connection.query(
            """
            select relname::text as name, attname::text as column
            from pg_index
                join pg_class on pg_class.oid = indrelid
                join pg_namespace on pg_namespace.oid = relnamespace
                cross join unnest(indkey::smallint[]) with ordinality as key (number, place)
                join pg_attribute on attrelid = indrelid and attnum = number
            where nspname = 'whatconverts' and indisprimary
            order by relname, place
            """)
        for row in keys {
            let (name, column) = try row.decode((String, String).self)
            shapes[name, default: Shape()].key.append(column)
        }
        return shapes
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
