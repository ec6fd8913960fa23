/// Renders one lead as the API serves it (API reference, "Lead record - every known field").
struct LeadRenderer {
    let generator: LeadGenerator
    let agency: Agency
    var pageViewsPerVisit: Int?

    /// Appends the lead's parts, in the order in which ``StoredLead`` counts them. The last brace is left to whoever serves it.
    func render(_ lead: LeadRecord, edits: LeadEdits, into fields: inout LeadFields) -> StoredLead {
        var stored = StoredLead(offset: UInt32(fields.json.count))
        fields.begin(lead, seed: generator.seed)
        let person = generator.person(of: lead)
        let attribution = generator.attribution(of: lead, edits: edits)
        fields.json.beginObject()
        identity(lead, edits, &fields)
        self.attribution(attribution, of: lead, &fields)
        contact(person, of: lead, &fields)
        details(of: lead, person: person, &fields)
        clicks(attribution, of: lead, &fields)
        fields.map("additional_fields", generator.additionalFields(of: lead, person: person, edits: edits))
        stored.base = UInt32(fields.json.count) - stored.offset

        fields.map("lead_analysis", generator.leadAnalysis(of: lead))
        stored.analysis = UInt32(fields.json.count) - stored.offset - stored.base

        fields.map("custom_fields", generator.customFields(of: lead))
        fields.map("field_mappings", generator.fieldMappings(of: lead, person: person))
        stored.mapped = UInt32(fields.json.count) - stored.offset - stored.base - stored.analysis
        return stored
    }

    // MARK: - Blocks

    private func identity(_ lead: LeadRecord, _ edits: LeadEdits, _ fields: inout LeadFields) {
        let profile = agency.profiles[lead.profile]
        let account = agency.accounts[profile.account]
        fields.number("account_id", account.id)
        fields.text("account", account.name)
        fields.number("profile_id", profile.id)
        fields.text("profile", profile.name)
        fields.number("lead_id", lead.id)
        fields.optional("user_id", generator.visitor(of: lead, in: agency))
        fields.text("lead_type", lead.type.label)
        fields.text("lead_status", lead.isRepeat ? "Repeat" : "Unique")
        fields.optional("lead_score", lead.score)
        fields.time("date_created", lead.created)
        if let updated = lead.updated { fields.time("last_updated", updated) }
        fields.text("lead_state", lead.isInProgress ? "In Progress" : "Completed")
        fields.text("quotable", lead.quotable.label)
        fields.money("quote_value", lead.quote)
        fields.money("sales_value", lead.sales)
        fields.text("spotted_keywords", spottedKeywords(&fields.random))
        fields.flag("spam", lead.isSpam)
        fields.flag("duplicate", lead.isDuplicate)
        let hasNotes = fields.random.chance(150) || edits.notes > 0
        let note = fields.random.pick(Vocabulary.notes)
        let isLong = fields.random.chance(2)
        if hasNotes {
            let edited = edits.notes == 0 ? note : "\(note) (edited \(edits.notes))"
            fields.text("notes", isLong ? String(repeating: edited + "\n", count: 500) : edited)
        } else if fields.style.hasNULCharacters, fields.random.chance(100) {
            fields.text("notes", "nul \u{0} inside")
        } else {
            fields.optional("notes", String?.none)
        }
    }

    private func spottedKeywords(_ random: inout SplitMix64) -> String {
        guard random.chance(300) else { return "" }
        return "\(random.pick(Vocabulary.spotted)),\(random.pick(Vocabulary.spotted))"
    }

    private func attribution(_ attribution: Attribution, of lead: LeadRecord, _ fields: inout LeadFields) {
        fields.text("lead_source", attribution.source)
        fields.text("lead_medium", attribution.medium)
        fields.optional("lead_campaign", attribution.campaign)
        fields.optional("lead_content", attribution.content)
        fields.optional("lead_keyword", attribution.keyword)
        fields.text("lead_url", attribution.leadURL)
        fields.text("landing_url", attribution.landingURL)
        let hasDevice = fields.random.chance(900)
        let system = fields.random.pick(Vocabulary.systems)
        let browser = fields.random.pick(Vocabulary.browsers)
        let device = fields.random.pick(["Desktop", "Smartphone", "Smartphone", "Tablet"])
        fields.optional("operating_system", hasDevice ? system : nil)
        fields.optional("browser", hasDevice ? browser : nil)
        fields.optional("device_type", hasDevice ? device : nil)
        fields.optional("device_make", hasDevice ? fields.random.pick(Vocabulary.makes) : nil)
        fields.optional("ip_address", address(&fields.random))
    }

    private func address(_ random: inout SplitMix64) -> String? {
        switch random.below(10) {
        case 0: nil
        case 1: "2001:db8::\(random.hex(4)):\(random.hex(4))"
        default: "\(random.pick(["203.0.113", "198.51.100", "192.0.2"])).\(random.below(256))"
        }
    }

    private func contact(_ person: Person, of lead: LeadRecord, _ fields: inout LeadFields) {
        let contact = generator.contact(person, of: lead)
        fields.optional("contact_name", fields.random.chance(850) ? person.name : nil)
        fields.optional("contact_company_name", person.company)
        fields.optional("contact_email_address", contact.email)
        fields.optional("contact_phone_number", contact.phone)
        fields.optional("email_address", contact.email)
        fields.optional("phone_number", contact.phone)
        let hasPlace = fields.random.chance(850)
        fields.optional("city", hasPlace ? person.city : nil)
        fields.optional("state", hasPlace ? person.state : nil)
        fields.optional("zip", hasPlace ? person.zip : nil)
        fields.optional("country", hasPlace ? person.country : nil)
    }

    private func clicks(_ attribution: Attribution, of lead: LeadRecord, _ fields: inout LeadFields) {
        var random = SplitMix64(seed: generator.seed, stream: .clicks, sequence: lead.sequence)
        let milliseconds = lead.created.seconds * 1_000 - 90_000
        switch attribution.click {
        case .none: break
        case .google: fields.text("gclid", attribution.clickID)
        case .microsoft: fields.text("msclkid", attribution.clickID)
        case .facebook:
            fields.text("facebook_browser_id", "fb.1.\(milliseconds).\(random.below(1_000_000_000))")
            // One transcription of the reference calls the slot by another name.
            if random.chance(900) {
                fields.text("facebook_click_id", "fb.1.\(milliseconds + 1).\(attribution.clickID)")
            } else {
                fields.text("facebook_visitor_id", "fb.1.\(milliseconds + 1).\(attribution.clickID)")
            }
        }
        if random.chance(600) {
            fields.text("google_analytics_client_id", "\(random.below(2_000_000_000)).\(milliseconds / 1_000)")
        }
        if random.chance(300) { fields.text("google_analytics_session_id", "\(milliseconds / 1_000)") }
        if random.chance(40) {
            fields.text("unbounce_page_id", LeadGenerator.uuid(&random))
            fields.text("unbounce_variant_id", random.pick(["a", "b", "c"]))
            fields.text("unbounce_visitor_id", random.hex(18))
        }
        if random.chance(50) { fields.text("hubspot_visitor_id", random.hex(32)) }
        if random.chance(30) { fields.text("roistat_visit_id", "\(random.below(900_000))") }
        if random.chance(40) {
            // Disputed: a text in some sources, a number in others.
            if random.chance(700) {
                fields.text("salesforce_user_id", "005\(random.token(15))")
            } else {
                fields.number("salesforce_user_id", Int64(random.below(90_000_000)))
            }
        }
        if random.chance(30) {
            fields.text("vwo_account_id", "\(600_000 + random.below(9_000))")
            fields.text("vwo_experiment_id", "\(random.below(300))")
            fields.text("vwo_variant_id", "\(1 + random.below(3))")
            fields.text("vwo_user_id", random.hex(32).uppercased())
        }
    }
}
