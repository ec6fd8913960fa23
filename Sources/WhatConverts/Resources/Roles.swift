internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// Section 8. The list answers with one type of role at a time, and takes no dates.
    static let roles = Resource(
        "roles",
        "roles that users can have; from /roles, once for each role_type, and once a day from /roles/{role_id}",
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
            .bigint("role_id", "the number of the role"),
            .text("role_type", "master_account_role or account_role"),
            .text("role_name", "the name of the role"),
            .boolean(
                "lead_notifications", "whether the role may get notifications of leads; from the details",
                part: "details"),
            .map(
                "permissions",
                "what the role may do: none, view or edit by area (leads, reports, settings, ...); from the details",
                part: "details"),
        ],
        details: Details(
            Endpoint("roles/{role_id}", records: "roles"), part: "details", interval: .seconds(86_400),
            share: .roleDetails),
        keyKinds: ["agency"], share: .lists)
}
