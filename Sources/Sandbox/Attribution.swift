/// Where a lead came from.
struct Attribution {
    enum Click { case none, google, microsoft, facebook }

    static let channels: [(source: String, medium: String, click: Click)] = [
        ("google", "cpc", .google), ("google", "organic", .none), ("(direct)", "(none)", .none),
        ("bing", "cpc", .microsoft),
        ("facebook", "paid", .facebook), ("bing", "organic", .none), ("newsletter", "email", .none),
        ("yelp.com", "referral", .none), ("google business profile", "organic", .none), ("Радио", "offline", .none),
    ]

    let source: String
    let medium: String
    let click: Click
    let campaign: String?
    let content: String?
    let keyword: String?
    let clickID: String
    let leadURL: String
    let landingURL: String

    /// - Parameter revision: how often the attribution was changed after the fact.
    init(seed: UInt64, sequence: Int, revision: Int) {
        var random = SplitMix64(seed: seed, stream: .attribution, sequence: sequence, revision: revision)
        (source, medium, click) = random.pick(Self.channels)
        let isPaid = click != .none
        campaign = isPaid || random.chance(100) ? random.pick(Vocabulary.campaigns) : nil
        content = isPaid && random.chance(600) ? random.pick(Vocabulary.contents) : nil
        keyword = isPaid || random.chance(200) ? random.pick(Vocabulary.keywords) : nil
        clickID = click == .none ? "" : random.token(click == .microsoft ? 32 : 78)
        let host = random.pick(Vocabulary.hosts)
        let query = Self.query(click, source: source, id: clickID)
        landingURL = "https://\(host)/\(random.pick(Vocabulary.pages))\(query)"
        leadURL = random.chance(500) ? landingURL : "https://\(host)/\(random.pick(Vocabulary.pages))?ref=日本"
    }

    private static func query(_ click: Click, source: String, id: String) -> String {
        switch click {
        case .none: ""
        case .google: "?utm_source=\(source)&utm_medium=cpc&gclid=\(id)"
        case .microsoft: "?utm_source=\(source)&msclkid=\(id)"
        case .facebook: "?utm_source=\(source)&fbclid=\(id)"
        }
    }
}
