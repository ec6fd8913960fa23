internal import FoundationEssentials
internal import JSON
internal import LoadEngine
internal import RESTSource

extension Endpoint {
    static let leads = Endpoint(
        "leads", records: "leads",
        pagination: .numbered(page: "page_number", size: "leads_per_page", maximum: 2_500, total: "total_leads"))
}

extension Resource {
    /// Section 4.
    static let leads = Resource(
        "leads",
        reading: .spans(.leads, .leads),
        key: ["lead_id"],
        fields: [
            .bigint("lead_id"),
            .bigint("account_id"),
            .bigint("profile_id"),
            .timestamptz("date_created"),
            .timestamptz("last_updated"),
            .text("account"),
            .text("profile"),
            .text("user_id"),
            .text("lead_type"),
            .text("lead_status"),
            .text("lead_state"),
            .integer("lead_score"),
            .text("quotable"),
            .numeric("quote_value"),
            .numeric("sales_value"),
            .text("spotted_keywords"),
            .boolean("spam"),
            .boolean("duplicate"),
            .text("notes"),
            .text("lead_source"),
            .text("lead_medium"),
            .text("lead_campaign"),
            .text("lead_content"),
            .text("lead_keyword"),
            .text("lead_url"),
            .text("landing_url"),
            .text("ip_address"),
            .text("operating_system"),
            .text("browser"),
            .text("device_type"),
            .text("device_make"),
            .text("contact_name"),
            .text("contact_company_name"),
            .text("contact_email_address"),
            .text("contact_phone_number"),
            .text("email_address"),
            .text("phone_number"),
            .text("city"),
            .text("state"),
            .text("zip"),
            .text("country"),
            .text("phone_name"),
            .text("tracking_number"),
            .text("destination_number"),
            .text("caller_number"),
            .text("caller_name"),
            .text("caller_city"),
            .text("caller_state"),
            .text("caller_zip"),
            .text("caller_country"),
            .text("call_status"),
            .text("call_duration"),
            .integer("call_duration_seconds"),
            .text("answer_status"),
            .text("line_type"),
            // A link that is opened in a browser can carry the token (section 10); it must not be stored.
            .link("recording", without: "token"),
            .link("play_recording", without: "token"),
            .link("voicemail", without: "token"),
            .link("play_voicemail", without: "token"),
            .text("call_transcription"),
            .text("voicemail_transcription"),
            .text("message"),
            .text("form_name"),
            .text("chat_status"),
            .text("event_category"),
            .text("event_action"),
            .text("event_label"),
            .text("transaction_id"),
            .numeric("transaction_tax"),
            .numeric("transaction_shipping"),
            .text("sender_name"),
            .text("email_subject"),
            .text("email_message"),
            .text("gclid"),
            .text("msclkid"),
            .text("facebook_browser_id"),
            .text("facebook_click_id", from: "facebook_click_id", "facebook_visitor_id"),
            .text("google_analytics_client_id"),
            .text("google_analytics_session_id"),
            .text("unbounce_page_id"),
            .text("unbounce_variant_id"),
            .text("unbounce_visitor_id"),
            .text("hubspot_visitor_id"),
            .text("roistat_visit_id"),
            // A number in some answers; as text it stays what it was.
            .text("salesforce_user_id"),
            .text("vwo_account_id"),
            .text("vwo_experiment_id"),
            .text("vwo_variant_id"),
            .text("vwo_user_id"),
            .map("additional_fields"),
            .map("custom_fields", part: "custom_fields"),
            .map("field_mappings", part: "field_mappings"),
            .map("lead_analysis"),
        ],
        children: [
            .entries(
                of: [
                    .init("additional_fields"),
                    .init("custom_fields", part: "custom_fields"),
                    .init("field_mappings", part: "field_mappings"),
                    .init("lead_analysis"),
                ],
                in: "lead_fields",
                columns: .init(group: "field_group", ordinal: "position", name: "name", value: "value")),
            .elements(
                of: "customer_journey", in: "lead_journey_steps", ordinal: "step", part: "customer_journey",
                fields: [
                    .text("type"),
                    .timestamptz("date_created"),
                    // The public clients disagree about the names of these five; section 4.4.
                    .text("lead_source", from: "lead_source", "source"),
                    .text("lead_medium", from: "lead_medium", "medium"),
                    .text("lead_campaign", from: "lead_campaign", "campaign"),
                    .text("lead_content", from: "lead_content", "content"),
                    .text("lead_keyword", from: "lead_keyword", "keyword"),
                    .bigint("step_lead_id", from: "lead_id"),
                    .text("lead_type"),
                    .text("lead_url"),
                ],
                children: [
                    .elements(
                        of: "page_views", in: "lead_journey_page_views", ordinal: "position",
                        fields: [
                            .integer("page_order", from: "order"),
                            .text("page_url"),
                        ])
                ]),
        ],
        parts: [
            // Large pages with the journey are slow; section 12, number 24.
            Part("customer_journey", query: [QueryItem("customer_journey", "true")], maximumPage: 500),
            // An agency key gets these two only where it asks for one profile; section 1.2.
            Part("custom_fields", comesWithScope: true),
            Part("field_mappings", comesWithScope: true),
        ],
        single: Endpoint("leads/{lead_id}", records: "leads"),
        keepsFingerprint: true,
        updatedColumn: "last_updated")
}

extension Incremental {
    /// The API selects by creation alone, and leads change for weeks (section 4.6): calls complete, analyses
    /// arrive, people set values, spam is deleted after 30 days, and a changed attribution model rewrites the
    /// source of old leads.
    fileprivate static let leads = Incremental(
        createdColumn: "date_created",
        start: "start_date",
        end: "end_date",
        ascending: [QueryItem("order", "asc")],
        // The API takes 400 days.
        maximumSpan: .days(390),
        // 2010-01-01T00:00:00Z
        earliest: Date(timeIntervalSince1970: 1_262_304_000),
        earliestFrom: Origin(resource: "accounts", column: "date_created"),
        tiers: [
            Tier("recent", lookback: .days(3), every: .zero),
            Tier("daily", lookback: .days(45), every: .days(1)),
            Tier("weekly", lookback: .days(390), every: .days(7)),
        ],
        separatePass: SeparatePass(column: "spam", query: [QueryItem("spam", "true")]),
        scope: Scope(parameter: "profile_id", column: "profile_id", resource: "profiles"))
}

extension Duration {
    fileprivate static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
