internal import FoundationEssentials
internal import JSON
internal import LoadEngine
internal import RESTSource
internal import Warehouse

extension Endpoint {
    static let leads = Endpoint(
        "leads", records: "leads",
        pagination: .numbered(page: "page_number", size: "leads_per_page", maximum: 2_500, total: "total_leads"))
}

extension Resource {
    /// Section 4.
    static let leads = Resource(
        "leads",
        "leads: calls, forms, chats, transactions and what else WhatConverts tracks; from /leads, by creation time",
        reading: .spans(.leads, .leads),
        key: ["lead_id"],
        fields: [
            .bigint("lead_id", "the number of the lead, unique across accounts"),
            .bigint("account_id", "the account; a profile key sees the number but never the table accounts"),
            .bigint("profile_id", "the profile the lead came in through"),
            .timestamptz(
                "date_created", "when the lead came in; may be set in the past by whoever adds leads by hand or by API"),
            .timestamptz(
                "last_updated",
                "when WhatConverts last changed it; not every change moves it, so nothing is selected by it"),
            .text("account", "the name of the account when the lead was read"),
            .text("profile", "the name of the profile when the lead was read"),
            .text("user_id", "the visitor: the number of the profile and a UUID; not the staff of the table users"),
            .text(
                "lead_type", "Phone Call, Web Form, Chat, Transaction, Event, Text Message, Email, Appointment or Other"
            ),
            .text("lead_status", "Unique, or Repeat when the contact had converted before"),
            .text("lead_state", "In Progress or Completed; calls and chats appear while they last"),
            .integer("lead_score", "the score given by the rules of Lead Intelligence"),
            .text("quotable", "whether it is worth a quote: Yes, No, Pending or Not Set"),
            .numeric("quote_value", "the value quoted; WhatConverts keeps no currency"),
            .numeric("sales_value", "the value sold, for a transaction its amount; WhatConverts keeps no currency"),
            .text("spotted_keywords", "keywords spotted in the conversation, separated by commas"),
            .boolean("spam", "marked as spam; WhatConverts deletes such leads after 30 days"),
            .boolean("duplicate", "marked as a duplicate of another lead; not the same as a lead_status of Repeat"),
            .text("notes", "free text typed by people, may have several lines"),
            .text(
                "lead_source",
                "where the visitor came from: google, (direct), facebook; changes with the attribution model"),
            .text("lead_medium", "by which medium: cpc, organic, (none)"),
            .text("lead_campaign", "the campaign"),
            .text("lead_content", "the content of the advertisement"),
            .text("lead_keyword", "the keyword searched or bought; may be a placeholder such as (not provided)"),
            .text("lead_url", "the page on which the visitor became a lead, with its query"),
            .text("landing_url", "the first page of the visit, with its query"),
            .text("ip_address", "the address of the visitor"),
            .text("operating_system", "the operating system of the visitor, with its version"),
            .text("browser", "the browser of the visitor, with its version"),
            .text("device_type", "Desktop, Smartphone or Tablet"),
            .text("device_make", "the make of the device"),
            .text("contact_name", "the name of the contact the lead was mapped to"),
            .text("contact_company_name", "the company of the contact"),
            .text("contact_email_address", "the mail address of the contact"),
            .text("contact_phone_number", "the phone number of the contact, in E.164 form"),
            .text("email_address", "the mail address given with this lead"),
            .text("phone_number", "the phone number given with this lead, in E.164 form"),
            .text("city", "the city of the visitor or caller"),
            .text("state", "the state or province, in two letters or in full"),
            .text("zip", "the postal code"),
            .text("country", "the country, in two letters (ISO 3166)"),
            .text("phone_name", "calls and messages: the label of the tracking number"),
            .text("tracking_number", "calls and messages: the number that was called, in E.164 form"),
            .text("destination_number", "calls: the number it was put through to, in E.164 form"),
            .text(
                "caller_number", "calls and messages: the number it came from; may be a word when the caller hides it"),
            .text("caller_name", "calls: the name the telephone network gave"),
            .text("caller_city", "calls: the city of the caller, as city"),
            .text("caller_state", "calls: the state of the caller, as state"),
            .text("caller_zip", "calls: the postal code of the caller, as zip"),
            .text("caller_country", "calls: the country of the caller, as country"),
            .text("call_status", "calls: In Progress or Completed"),
            .text("call_duration", "calls: how long they lasted, in words"),
            .integer("call_duration_seconds", "calls: how long they lasted, in seconds"),
            .text("answer_status", "calls: Answered, No Answer or Busy"),
            .text("line_type", "calls and messages: Landline, Mobile and the like"),
            // A link that is opened in a browser can carry the token (section 10); it must not be stored.
            .link(
                "recording", "calls: where the recording is downloaded; asks for a login, holds no token",
                without: "token"),
            .link(
                "play_recording", "calls: where the recording is played; asks for a login, holds no token",
                without: "token"),
            .link(
                "voicemail", "calls: where the voicemail is downloaded; asks for a login, holds no token",
                without: "token"),
            .link(
                "play_voicemail", "calls: where the voicemail is played; asks for a login, holds no token",
                without: "token"),
            .text("call_transcription", "calls: what was said, with the speakers; comes minutes after the call"),
            .text("voicemail_transcription", "calls: what was said on the voicemail"),
            .text("message", "text messages: the text"),
            .text("form_name", "web forms: the name of the form"),
            .text("chat_status", "chats: In Progress or Completed"),
            .text("event_category", "events: the category"),
            .text("event_action", "events: the action"),
            .text("event_label", "events: the label"),
            .text("transaction_id", "transactions: the number of the order; its amount is in sales_value"),
            .numeric("transaction_tax", "transactions: the tax"),
            .numeric("transaction_shipping", "transactions: the cost of shipping"),
            .text("sender_name", "mails: the name of the sender"),
            .text("email_subject", "mails: the subject"),
            .text("email_message", "mails: the text"),
            .text("gclid", "the click id of Google Ads"),
            .text("msclkid", "the click id of Microsoft Advertising"),
            .text("facebook_browser_id", "the browser id of Meta (_fbp)"),
            .text(
                "facebook_click_id", "the click id of Meta (_fbc); some answers spell it facebook_visitor_id",
                from: "facebook_click_id", "facebook_visitor_id"),
            .text("google_analytics_client_id", "the client id of Google Analytics"),
            .text("google_analytics_session_id", "the session id of Google Analytics"),
            .text("unbounce_page_id", "the page id of Unbounce"),
            .text("unbounce_variant_id", "the page variant of Unbounce"),
            .text("unbounce_visitor_id", "the visitor id of Unbounce"),
            .text("hubspot_visitor_id", "the visitor id of HubSpot"),
            .text("roistat_visit_id", "the visit id of Roistat"),
            // A number in some answers; as text it stays what it was.
            .text("salesforce_user_id", "the user id of Salesforce; text, since some answers send a number"),
            .text("vwo_account_id", "the account id of VWO"),
            .text("vwo_experiment_id", "the experiment id of VWO"),
            .text("vwo_variant_id", "the variant id of VWO"),
            .text("vwo_user_id", "the user id of VWO"),
            .map(
                "additional_fields",
                "what visitors typed and integrations sent, by label; the same as rows in lead_fields"),
            .map(
                "custom_fields",
                "the custom fields of the profile, by name; null unless a single profile was read: a profile key, or profile by profile",
                part: "custom_fields"),
            .map(
                "field_mappings",
                "the contact details a form was mapped to, by name; null unless a single profile was read, as custom_fields",
                part: "field_mappings"),
            .map("lead_analysis", "what Lead Intelligence found, by question; Elite plans"),
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
                columns: .init(group: "field_group", ordinal: "position", name: "name", value: "value"),
                comments: .init(
                    "the entries of the open-ended maps of a lead, one a row, for those who filter and pivot; leads has the same as jsonb",
                    columns: [
                        "the lead",
                        "the map it stands in: additional_fields, custom_fields, field_mappings or lead_analysis",
                        "the place of the entry in its map, from 1",
                        "the name of the entry as it came: people type it, in any language; names may repeat",
                        "the value as text; null when it was empty",
                    ])),
            .elements(
                of: "customer_journey", in: "lead_journey_steps", ordinal: "step", part: "customer_journey",
                comments: .init(
                    "the way of a visitor up to the lead: visits and conversions, in order; only when the journey is asked for (Elite plans)",
                    columns: [
                        "the lead whose journey it is",
                        "the place of the step in the journey, from 1",
                        "fields of the step that no column takes, by name; null when there is none",
                    ]),
                fields: [
                    .text("type", "attribution (a visit) or lead (a conversion)"),
                    .timestamptz("date_created", "when it happened"),
                    // The public clients disagree about the names of these five; section 4.4.
                    .text("lead_source", "visits: where the visitor came from", from: "lead_source", "source"),
                    .text("lead_medium", "visits: by which medium", from: "lead_medium", "medium"),
                    .text("lead_campaign", "visits: the campaign", from: "lead_campaign", "campaign"),
                    .text("lead_content", "visits: the content of the advertisement", from: "lead_content", "content"),
                    .text("lead_keyword", "visits: the keyword", from: "lead_keyword", "keyword"),
                    .bigint(
                        "step_lead_id",
                        "conversions: the lead that came of it (lead_id in the answer), often the lead itself",
                        from: "lead_id"),
                    .text("lead_type", "conversions: the type of that lead"),
                    .text("lead_url", "conversions: the page on which it happened"),
                ],
                children: [
                    .elements(
                        of: "page_views", in: "lead_journey_page_views", ordinal: "position",
                        comments: .init(
                            "the pages a visitor saw during a visit, in order",
                            columns: [
                                "the lead whose journey it is",
                                "the visit (see lead_journey_steps)",
                                "the place of the page view in the visit, from 1",
                                "fields of the page view that no column takes, by name; null when there is none",
                            ]),
                        fields: [
                            .integer(
                                "page_order", "the place that WhatConverts gives it (order in the answer)",
                                from: "order"),
                            .text("page_url", "the page"),
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
        updatedColumn: "last_updated",
        indexes: [
            // For every page the loader asks which rows of its stretch the table holds: this index alone answers that.
            Index(on: .column("date_created"), including: ["lead_id", "_fingerprint", "_deleted_at"]),
            Index(on: .column("account_id"), .column("date_created")),
            Index(on: .column("profile_id"), .column("date_created")),
            Index(on: .beginning(of: "lead_source"), .beginning(of: "lead_type")),
        ])
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
