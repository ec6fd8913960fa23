internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// Section 8. The list answers with one type of role at a time, and takes no dates.
    static let roles = Resource(
        "roles",
        reading: .list(
            Endpoint(
                "roles", records: "roles",
                pagination: .numbered(
                    page: "page_number", size: "roles_per_page", maximum: 250, total: "total_roles")),
            variants: [
                [QueryItem("role_type", "master_account")],
                [QueryItem("role_type", "account")],
            ]),
        key: ["role_id"],
        fields: [
            .bigint("role_id"),
            .text("role_type"),
            .text("role_name"),
            .boolean("lead_notifications", part: "details"),
            .map("permissions", part: "details"),
        ],
        details: Details(
            Endpoint("roles/{role_id}", records: "roles"), part: "details", interval: .seconds(86_400),
            share: .roleDetails),
        keyKinds: ["agency"], share: .lists)
}
