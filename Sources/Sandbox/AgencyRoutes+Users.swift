/// API reference, "Users" and "Roles". Filters say `account`, rows say `account_user` and `account_role`.
extension AgencyRoutes {
    private static let kinds = [("master_account", true), ("account", false)]

    func users() throws(APIError) -> SandboxAnswer {
        let isMaster = try parameters.choice("user_type", Self.kinds, quirks) ?? true
        let rows = try dated(agency.users.filter { ($0.role != nil) == isMaster }) { ($0.created, $0.id) }
        return try list("users", rows) { write($0, detailed: false, to: &$1) }
    }

    func user(_ id: String) throws(APIError) -> SandboxAnswer {
        guard let user = agency.users.first(where: { String($0.id) == id }) else { throw .unknownObject(quirks) }
        return single("users", user) { write($0, detailed: true, to: &$1) }
    }

    /// By name, ascending unless `order` says otherwise; there are no dates.
    func roles() throws(APIError) -> SandboxAnswer {
        let isMaster = try parameters.choice("role_type", Self.kinds, quirks) ?? true
        let isAscending = try parameters.choice("order", [("asc", true), ("desc", false)], quirks) ?? true
        let ascending = agency.roles.filter { $0.isMaster == isMaster }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        return try list("roles", isAscending ? ascending : ascending.reversed()) {
            write($0, detailed: false, to: &$1)
        }
    }

    func role(_ id: String) throws(APIError) -> SandboxAnswer {
        guard let role = agency.roles.first(where: { String($0.id) == id }) else { throw .unknownObject(quirks) }
        return single("roles", role) { write($0, detailed: true, to: &$1) }
    }

    // MARK: - Rows

    private func write(_ user: Agency.User, detailed: Bool, to json: inout JSONWriter) {
        json.beginObject()
        json.key("user_id")
        json.value(user.id)
        json.key("user_type")
        json.value(user.role == nil ? "account_user" : "master_account_user")
        json.key("email")
        json.value(user.email)
        json.key("pending_activation")
        json.value(user.isPending)
        json.key("date_created")
        json.value(user.created)
        if let role = user.role {
            json.key("role_name")
            json.value(agency.roles[role].name)
            json.key("role_id")
            json.value(agency.roles[role].id)
        }
        if detailed, user.role != nil {
            json.key("new_account_notifications")
            json.beginObject()
            writeNotifications(of: user.id, to: &json)
            json.endObject()
        } else if detailed {
            json.key("accounts")
            json.beginArray()
            for (place, role) in user.access where !agency.accounts[place].isDeleted {
                json.beginObject()
                json.key("account_id")
                json.value(agency.accounts[place].id)
                json.key("role_id")
                json.value(agency.roles[role].id)
                writeNotifications(of: user.id + Int64(place), to: &json)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
    }

    private func writeNotifications(of id: Int64, to json: inout JSONWriter) {
        let names = [
            "reports", "phone_calls", "web_forms", "transactions", "events", "chats", "emails", "other",
            "text_messages",
        ]
        for (bit, name) in names.enumerated() {
            json.key(name)
            json.value((id >> Int64(bit)) & 1 == 1)
        }
    }

    private func write(_ role: Agency.Role, detailed: Bool, to json: inout JSONWriter) {
        json.beginObject()
        json.key("role_id")
        json.value(role.id)
        json.key("role_type")
        json.value(role.isMaster ? "master_account_role" : "account_role")
        json.key("role_name")
        json.value(role.name)
        if detailed {
            json.key("lead_notifications")
            json.value(role.id % 2 == 1)
            json.key("permissions")
            json.beginObject()
            let areas = ["integrations", "leads", "profiles", "reports", "settings", "tracking"]
            let masterAreas = ["accounts", "billing", "security", "users"]
            for (place, area) in (areas + (role.isMaster ? masterAreas : [])).enumerated() {
                json.key(area)
                json.value(["none", "view", "edit"][(Int(role.id) + place * 2) % 3])
            }
            json.endObject()
        }
        json.endObject()
    }
}
