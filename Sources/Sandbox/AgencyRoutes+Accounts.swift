/// API reference, "Accounts" and "Profiles".
extension AgencyRoutes {
    func accounts() throws(APIError) -> SandboxAnswer {
        let present = agency.accounts.indices.filter { !agency.accounts[$0].isDeleted }
        let rows = try dated(present) { (agency.accounts[$0].created, agency.accounts[$0].id) }
        return try list("accounts", rows, write(account:to:))
    }

    func account(_ id: String) throws(APIError) -> SandboxAnswer {
        single("accounts", try place(ofAccount: id), write(account:to:))
    }

    func profiles(account id: String) throws(APIError) -> SandboxAnswer {
        let present = profiles(of: try place(ofAccount: id))
        let rows = try dated(present) { (agency.profiles[$0].created, agency.profiles[$0].id) }
        return try list("profiles", rows, write(profile:to:))
    }

    func profile(_ id: String, account: String) throws(APIError) -> SandboxAnswer {
        let place = profiles(of: try place(ofAccount: account)).first { String(agency.profiles[$0].id) == id }
        guard let place else { throw .unknownObject(quirks) }
        return single("profiles", place, write(profile:to:))
    }

    private func place(ofAccount id: String) throws(APIError) -> Int {
        let place = agency.accounts.firstIndex { String($0.id) == id && !$0.isDeleted }
        guard let place else { throw .unknownObject(quirks) }
        return place
    }

    private func profiles(of account: Int) -> [Int] {
        agency.profiles.indices.filter { agency.profiles[$0].account == account && !agency.isGone(profile: $0) }
    }

    private func write(account place: Int, to json: inout JSONWriter) {
        let account = agency.accounts[place]
        json.beginObject()
        json.key("account_id")
        json.value(account.id)
        json.key("account_name")
        json.value(account.name)
        json.key("date_created")
        json.value(account.created)
        json.key("profiles")
        json.beginArray()
        for profile in profiles(of: place) { write(profile: profile, to: &json) }
        json.endArray()
        json.endObject()
    }

    private func write(profile place: Int, to json: inout JSONWriter) {
        let profile = agency.profiles[place]
        json.beginObject()
        json.key("profile_id")
        json.value(profile.id)
        json.key("profile_name")
        json.value(profile.name)
        json.key("date_created")
        json.value(profile.created)
        json.endObject()
    }
}
