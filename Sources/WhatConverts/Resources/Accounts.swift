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
        "accounts of the agency, each with its profiles; from /accounts, which only an agency key may read",
        reading: .list(.accounts),
        key: ["account_id"],
        fields: [
            .bigint("account_id", "the number of the account"),
            .text("account_name", "the name of the account"),
            .timestamptz("date_created", "when the account was created"),
        ],
        keyKinds: ["agency"], share: .lists)
}
