/// API reference, "Tracking". No dates and no order: rows come by id.
extension AgencyRoutes {
    func numbers() throws(APIError) -> SandboxAnswer {
        let isVisible = try visibility()
        return try list("numbers", agency.numbers.filter { isVisible($0.profile) }, write(number:to:))
    }

    func forms() throws(APIError) -> SandboxAnswer {
        let isVisible = try visibility()
        return try list("forms", agency.forms.filter { isVisible($0.profile) }, write(form:to:))
    }

    /// Which profiles the answer is about.
    private func visibility() throws(APIError) -> (Int) -> Bool {
        var wantedProfile: Int64?
        var wantedAccount: Int64?
        if case .profile(let visible) = keyKind {
            wantedProfile = visible
        } else {
            wantedProfile = try parameters.number("profile_id", quirks)
            wantedAccount = try parameters.number("account_id", quirks)
        }
        return { [agency, wantedProfile, wantedAccount] place in
            !agency.isGone(profile: place)
                && (wantedProfile.map { $0 == agency.profiles[place].id } ?? true)
                && (wantedAccount.map { $0 == agency.account(of: place).id } ?? true)
        }
    }

    private func write(number: Agency.Number, to json: inout JSONWriter) {
        json.beginObject()
        writeOwner(number.profile, to: &json)
        json.key("phone_number_id")
        json.value(number.id)
        let texts = [
            ("phone_name", number.name), ("tracking_number", number.tracking), ("tracking_number_iso_country", "US"),
            ("destination_number", number.destination), ("destination_number_iso_country", "US"),
            ("swap_number", number.destination), ("call_flow", number.flags[3] ? "Simple forward" : ""),
            ("trigger", number.medium == "cpc" ? "Google Ads" : "All Traffic"), ("source", number.source),
            ("medium", number.medium), ("campaign", ""), ("content", ""), ("keyword", ""),
        ]
        for (name, text) in texts {
            json.key(name)
            json.value(text)
        }
        json.key("last_used")
        if let lastUsed = number.lastUsed { json.value(lastUsed) } else { json.null() }
        for (name, flag) in zip(["call_recording", "voice", "messaging", "pending_activation"], number.flags) {
            json.key(name)
            json.value(flag)
        }
        json.endObject()
    }

    private func write(form: Agency.Form, to json: inout JSONWriter) {
        json.beginObject()
        writeOwner(form.profile, to: &json)
        json.key("form_id")
        json.value(form.id)
        let texts = [
            ("form_name", form.name), ("attribute_type", form.attribute.type),
            ("attribute_type_value", form.attribute.value), ("submit_attribute_type", "type"),
            ("submit_attribute_type_value", "submit"),
        ]
        for (name, text) in texts {
            json.key(name)
            json.value(text)
        }
        json.endObject()
    }

    private func writeOwner(_ profile: Int, to json: inout JSONWriter) {
        json.key("account_id")
        json.value(agency.account(of: profile).id)
        json.key("profile_id")
        json.value(agency.profiles[profile].id)
        json.key("profile")
        json.value(agency.profiles[profile].name)
    }
}
