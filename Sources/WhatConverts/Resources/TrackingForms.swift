internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// Section 9.2.
    static let trackingForms = Resource(
        "tracking_forms",
        "the web forms that are tracked, and how each is found on its page; from /tracking/forms",
        reading: .list(
            Endpoint(
                "tracking/forms", records: "forms",
                pagination: .numbered(
                    page: "page_number", size: "forms_per_page", maximum: 250, total: "total_forms"))),
        key: ["form_id"],
        fields: [
            .bigint("form_id", "the number of the form"),
            .bigint("account_id", "the account"),
            .bigint("profile_id", "the profile"),
            .text("profile", "the name of the profile"),
            .text("form_name", "the name of the form"),
            .text("attribute_type", "the attribute that the form is found by, such as id, class or name"),
            .text("attribute_type_value", "the value of that attribute"),
            .text("submit_attribute_type", "the attribute that the submit button is found by"),
            .text("submit_attribute_type_value", "the value of that attribute"),
        ], share: .lists)
}
