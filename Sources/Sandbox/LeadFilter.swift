/// Which leads an answer is about, beyond their dates.
struct LeadFilter {
    var profile: Int64?
    var account: Int64?
    var type: LeadType?
    var isRepeat: Bool?
    var quotable: Quotable?
    var hasQuote: Bool?
    var hasSales: Bool?
    var isSpam: Bool?
    var isDuplicate: Bool?
    var visitor: String?
    var phone: String?
    var email: String?
    var source: String?
    var medium: String?
    var campaign: String?
    var content: String?
    var keyword: String?

    init() {}

    init(_ parameters: QueryParameters, keyKind: SandboxOptions.KeyKind, quirks: Quirks) throws(APIError) {
        if case .profile(let visible) = keyKind {
            // A profile key cannot look elsewhere: the two parameters are ignored.
            profile = visible
        } else {
            profile = try parameters.number("profile_id", quirks)
            account = try parameters.number("account_id", quirks)
        }
        type = try parameters.choice("lead_type", LeadType.allCases.map { ($0.label.parameterValue, $0) }, quirks)
        isRepeat = try parameters.choice("lead_status", [("unique", false), ("repeat", true)], quirks)
        quotable = try parameters.choice("quotable", Quotable.allCases.map { ($0.label.parameterValue, $0) }, quirks)
        let presence = [("has_value", true), ("no_value", false)]
        hasQuote = try parameters.choice("quote_value", presence, quirks)
        hasSales = try parameters.choice("sales_value", presence, quirks)
        isSpam = try parameters.flag("spam", quirks) ?? (quirks.spamInDefault ? nil : false)
        isDuplicate = try parameters.flag("duplicate", quirks) ?? (quirks.duplicatesInDefault ? nil : false)
        visitor = parameters["user_id"]
        phone = parameters["phone_number"]
        email = parameters["email_address"]
        source = parameters["lead_source"]
        medium = parameters["lead_medium"]
        campaign = parameters["lead_campaign"]
        content = parameters["lead_content"]
        keyword = parameters["lead_keyword"]
    }

    var acceptsAll: Bool {
        profile == nil && account == nil && type == nil && isRepeat == nil && quotable == nil && hasQuote == nil
            && hasSales == nil && isSpam == nil && isDuplicate == nil && !drawsAgain
    }

    /// Whether the filter asks for what a record does not hold, and has to be drawn again.
    private var drawsAgain: Bool {
        asksForContact || asksForAttribution || visitor != nil
    }
    private var asksForContact: Bool { phone != nil || email != nil }
    private var asksForAttribution: Bool {
        source != nil || medium != nil || campaign != nil || content != nil || keyword != nil
    }

    func accepts(_ lead: LeadRecord, edits: LeadEdits?, generator: LeadGenerator, agency: Agency) -> Bool {
        if let profile, agency.profiles[lead.profile].id != profile { return false }
        if let account, agency.account(of: lead.profile).id != account { return false }
        if let type, lead.type != type { return false }
        if let isRepeat, lead.isRepeat != isRepeat { return false }
        if let quotable, lead.quotable != quotable { return false }
        if let hasQuote, (lead.quote != nil) != hasQuote { return false }
        if let hasSales, (lead.sales != nil) != hasSales { return false }
        if let isSpam, lead.isSpam != isSpam { return false }
        if let isDuplicate, lead.isDuplicate != isDuplicate { return false }
        if let visitor, generator.visitor(of: lead, in: agency) != visitor { return false }
        if asksForContact {
            let contact = generator.contact(generator.person(of: lead), of: lead)
            if let phone, contact.phone != phone { return false }
            if let email, contact.email != email { return false }
        }
        if asksForAttribution {
            let attribution = generator.attribution(of: lead, edits: edits ?? LeadEdits())
            if let source, attribution.source != source { return false }
            if let medium, attribution.medium != medium { return false }
            if let campaign, attribution.campaign != campaign { return false }
            if let content, attribution.content != content { return false }
            if let keyword, attribution.keyword != keyword { return false }
        }
        return true
    }
}

extension String {
    /// What a filter takes for a label: `Phone Call` is `phone_call`.
    fileprivate var parameterValue: String {
        String(lowercased().map { $0 == " " ? "_" : $0 })
    }
}
