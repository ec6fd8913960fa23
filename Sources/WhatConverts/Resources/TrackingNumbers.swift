internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// Section 9.1. Phone numbers are documented as numbers and sent as text; their plus must survive, so text it is.
    static let trackingNumbers = Resource(
        "tracking_numbers",
        reading: .list(
            Endpoint(
                "tracking/numbers", records: "numbers",
                pagination: .numbered(
                    page: "page_number", size: "numbers_per_page", maximum: 250, total: "total_numbers"))),
        key: ["phone_number_id"],
        fields: [
            .bigint("phone_number_id"),
            .bigint("account_id"),
            .bigint("profile_id"),
            .text("profile"),
            .text("phone_name"),
            .text("tracking_number"),
            .text("tracking_number_iso_country"),
            .text("destination_number"),
            .text("destination_number_iso_country"),
            .text("swap_number"),
            .text("call_flow"),
            .text("trigger"),
            .text("source"),
            .text("medium"),
            .text("campaign"),
            .text("content"),
            .text("keyword"),
            .timestamptz("last_used"),
            .boolean("call_recording"),
            .boolean("voice"),
            .boolean("messaging"),
            .boolean("pending_activation"),
        ], share: .lists)
}
