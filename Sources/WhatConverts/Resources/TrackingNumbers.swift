internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// Section 9.1. Phone numbers are documented as numbers and sent as text; their plus must survive, so text it is.
    static let trackingNumbers = Resource(
        "tracking_numbers",
        "the phone numbers that calls and messages are tracked with; from /tracking/numbers",
        reading: .list(
            Endpoint(
                "tracking/numbers", records: "numbers",
                pagination: .numbered(
                    page: "page_number", size: "numbers_per_page", maximum: 250, total: "total_numbers"))),
        key: ["phone_number_id"],
        fields: [
            .bigint("phone_number_id", "the number of the tracking number in WhatConverts"),
            .bigint("account_id", "the account"),
            .bigint("profile_id", "the profile that shows it"),
            .text("profile", "the name of the profile"),
            .text("phone_name", "the label of the tracking number"),
            .text("tracking_number", "the number that people call, in E.164 form"),
            .text("tracking_number_iso_country", "its country, in two letters"),
            .text("destination_number", "the number that calls are put through to; null when a call flow decides"),
            .text("destination_number_iso_country", "its country, in two letters"),
            .text("swap_number", "the number on the website that it is shown instead of"),
            .text("call_flow", "the name of the call flow, if there is one"),
            .text("trigger", "the rule by which visitors are shown it, such as All Traffic or Google Ads"),
            .text("source", "the lead_source that its leads get"),
            .text("medium", "the lead_medium that its leads get"),
            .text("campaign", "the lead_campaign that its leads get"),
            .text("content", "the lead_content that its leads get"),
            .text("keyword", "the lead_keyword that its leads get"),
            .timestamptz("last_used", "when it was last called or written to; null when never"),
            .boolean("call_recording", "whether calls are recorded"),
            .boolean("voice", "whether it takes calls"),
            .boolean("messaging", "whether it takes text messages"),
            .boolean("pending_activation", "ordered, but not working yet"),
        ], share: .lists)
}
