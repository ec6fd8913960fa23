import Postgres

/// The one table of a dataset that the dashboard reads beside the books, where there is one: what its columns are called, and
/// which of them say nothing of a person.
enum LeadsTable {
    static let name = "leads"

    struct Column: Sendable {
        let name: String
        let title: String
        let isNumber: Bool

        init(_ name: String, _ title: String, isNumber: Bool = false) {
            self.name = name
            self.title = title
            self.isNumber = isNumber
        }
    }

    /// Shown as they are: what happened, through which channel and what it was worth.
    static let open = [
        Column("date_created", "came in (UTC)"), Column("lead_id", "lead"), Column("lead_type", "type"),
        Column("lead_source", "source"), Column("lead_medium", "medium"), Column("lead_campaign", "campaign"),
        Column("lead_status", "status"), Column("quotable", "quotable"),
        Column("sales_value", "sales value", isNumber: true),
        Column("account", "account"), Column("profile", "profile"),
    ]

    /// Shown as dots unless they are asked for: who it was, where, and what was said. Each column that is neither here nor
    /// above, such as one that a later load added, is treated as these are.
    static let personal = [
        Column("contact_name", "contact"), Column("contact_company_name", "company"),
        Column("email_address", "mail address"),
        Column("phone_number", "phone number"), Column("caller_name", "caller"),
        Column("caller_number", "caller number"),
        Column("city", "city"), Column("zip", "zip"), Column("ip_address", "address"), Column("notes", "notes"),
        Column("message", "message"), Column("lead_url", "page"), Column("recording", "recording"),
    ]

    /// Without these there is nothing to count.
    static let needed = ["lead_id", "date_created", "_deleted_at"]
}
