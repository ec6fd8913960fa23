internal import JSON
internal import LoadEngine
internal import RESTSource

extension Endpoint {
    static let accounts = Endpoint(
        "accounts", records: "accounts",
        pagination: .numbered(
            page: "page_number", size: "accounts_per_page", maximum: 250, total: "total_accounts"),
        query: [.sinceEver])
}

extension Resource {
    /// Section 5.
    static let accounts = Resource(
        "accounts",
        reading: .list(.accounts),
        key: ["account_id"],
        fields: [
            .bigint("account_id"),
            .text("account_name"),
            .timestamptz("date_created"),
        ],
        keyKinds: ["agency"], share: .lists)
}
