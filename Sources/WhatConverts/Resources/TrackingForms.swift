internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// Section 9.2.
    static let trackingForms = Resource(
        "tracking_forms",
        reading: .list(
            Endpoint(
                "tracking/forms", records: "forms",
                pagination: .numbered(
                    page: "page_number", size: "forms_per_page", maximum: 250, total: "total_forms"))),
        key: ["form_id"],
        fields: [
            .bigint("form_id"),
            .bigint("account_id"),
            .bigint("profile_id"),
            .text("profile"),
            .text("form_name"),
            .text("attribute_type"),
            .text("attribute_type_value"),
            .text("submit_attribute_type"),
            .text("submit_attribute_type_value"),
        ], share: .lists)
}
