internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// The people who log in; section 7. The list answers with one type of user at a time.
    static let users = Resource(
        "users",
        reading: .list(
            Endpoint(
                "users", records: "users",
                pagination: .numbered(
                    page: "page_number", size: "users_per_page", maximum: 250, total: "total_users"),
                query: [.sinceEver]),
            variants: [
                [QueryItem("user_type", "master_account")],
                [QueryItem("user_type", "account")],
            ]),
        key: ["user_id"],
        fields: [
            .bigint("user_id"),
            .text("user_type"),
            .text("email"),
            .boolean("pending_activation"),
            .timestamptz("date_created"),
            .bigint("role_id"),
            .text("role_name"),
            .boolean("notify_reports", from: "new_account_notifications.reports", part: "details"),
            .boolean("notify_phone_calls", from: "new_account_notifications.phone_calls", part: "details"),
            .boolean("notify_web_forms", from: "new_account_notifications.web_forms", part: "details"),
            .boolean("notify_transactions", from: "new_account_notifications.transactions", part: "details"),
            .boolean("notify_events", from: "new_account_notifications.events", part: "details"),
            .boolean("notify_chats", from: "new_account_notifications.chats", part: "details"),
            .boolean("notify_emails", from: "new_account_notifications.emails", part: "details"),
            .boolean("notify_other", from: "new_account_notifications.other", part: "details"),
            .boolean("notify_text_messages", from: "new_account_notifications.text_messages", part: "details"),
        ],
        details: Details(
            Endpoint("users/{user_id}", records: "users"), part: "details", interval: .seconds(86_400),
            share: .userDetails),
        keyKinds: ["agency"], share: .lists)

    /// What an account user may see and hears of, account by account; only the single answer about the user has it.
    static let userAccounts = Resource(
        "user_accounts",
        reading: .nested(in: "users", at: "accounts", inheriting: ["user_id"], fromDetails: true),
        key: ["user_id", "account_id"],
        fields: [
            .bigint("user_id"),
            .bigint("account_id"),
            .bigint("role_id"),
            .text("role_name"),
            .boolean("reports"),
            .boolean("phone_calls"),
            .boolean("web_forms"),
            .boolean("transactions"),
            .boolean("events"),
            .boolean("chats"),
            .boolean("emails"),
            .boolean("other"),
            .boolean("text_messages"),
        ],
        keyKinds: ["agency"])
}
