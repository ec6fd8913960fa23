internal import JSON
internal import LoadEngine
internal import RESTSource

extension Resource {
    /// The people who log in; section 7. The list answers with one type of user at a time.
    static let users = Resource(
        "users",
        "the people who may log in; from /users, once for each user_type, and once a day from /users/{user_id}",
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
            .bigint("user_id", "the number of the user; not the visitor that leads.user_id names"),
            .text("user_type", "master_account_user or account_user"),
            .text("email", "the mail address they log in with"),
            .boolean("pending_activation", "invited, but not logged in yet"),
            .timestamptz("date_created", "when the user was created"),
            .bigint(
                "role_id", "master account users: their role; account users have one per account (see user_accounts)"),
            .text("role_name", "master account users: the name of their role"),
            .boolean(
                "notify_reports",
                "master account users: whether they hear of reports of a new account; from the details",
                from: "new_account_notifications.reports", part: "details"),
            .boolean(
                "notify_phone_calls",
                "master account users: whether they hear of phone calls of a new account; from the details",
                from: "new_account_notifications.phone_calls", part: "details"),
            .boolean(
                "notify_web_forms",
                "master account users: whether they hear of web forms of a new account; from the details",
                from: "new_account_notifications.web_forms", part: "details"),
            .boolean(
                "notify_transactions",
                "master account users: whether they hear of transactions of a new account; from the details",
                from: "new_account_notifications.transactions", part: "details"),
            .boolean(
                "notify_events", "master account users: whether they hear of events of a new account; from the details",
                from: "new_account_notifications.events", part: "details"),
            .boolean(
                "notify_chats", "master account users: whether they hear of chats of a new account; from the details",
                from: "new_account_notifications.chats", part: "details"),
            .boolean(
                "notify_emails", "master account users: whether they hear of mails of a new account; from the details",
                from: "new_account_notifications.emails", part: "details"),
            .boolean(
                "notify_other",
                "master account users: whether they hear of other leads of a new account; from the details",
                from: "new_account_notifications.other", part: "details"),
            .boolean(
                "notify_text_messages",
                "master account users: whether they hear of text messages of a new account; from the details",
                from: "new_account_notifications.text_messages", part: "details"),
        ],
        details: Details(
            Endpoint("users/{user_id}", records: "users"), part: "details", interval: .seconds(86_400),
            share: .userDetails),
        keyKinds: ["agency"], share: .lists)

    /// What an account user may see and hears of, account by account; only the single answer about the user has it.
    static let userAccounts = Resource(
        "user_accounts",
        "which accounts an account user may see, as what, and what they hear of; from /users/{user_id}, once a day",
        reading: .nested(in: "users", at: "accounts", inheriting: ["user_id"], fromDetails: true),
        key: ["user_id", "account_id"],
        fields: [
            .bigint("user_id", "the user"),
            .bigint("account_id", "the account"),
            .bigint("role_id", "the role of the user in this account"),
            .text("role_name", "the name of that role"),
            .boolean("reports", "whether the user hears of reports of this account"),
            .boolean("phone_calls", "whether the user hears of phone calls of this account"),
            .boolean("web_forms", "whether the user hears of web forms of this account"),
            .boolean("transactions", "whether the user hears of transactions of this account"),
            .boolean("events", "whether the user hears of events of this account"),
            .boolean("chats", "whether the user hears of chats of this account"),
            .boolean("emails", "whether the user hears of mails of this account"),
            .boolean("other", "whether the user hears of other leads of this account"),
            .boolean("text_messages", "whether the user hears of text messages of this account"),
        ],
        keyKinds: ["agency"])
}
