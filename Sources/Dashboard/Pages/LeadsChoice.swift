import Foundation
import Postgres

/// Which leads a page is asked for.
struct LeadsChoice: Sendable {
    /// Days (UTC), both of them included.
    var from: Day
    var until: Day
    /// The first day that was asked for, when the range had to be cut.
    var askedFrom: Day?
    var source: String?
    var type: String?
    var account: Int?
    var profile: Int?
    var withDeleted = false
    var withoutSpam = false
    var showsPersonal = false

    /// The longest stretch, and the one that nobody asked for.
    static let most = 92
    static let usual = 30

    static func read(_ ask: PageAsk, today: Day) throws -> LeadsChoice {
        let askedUntil = try ask.day("until")
        let askedFrom = try ask.day("from")
        let until = askedUntil ?? max(today, askedFrom ?? today)
        let from = askedFrom ?? until.adding(1 - usual)
        guard from <= until else { throw PageError.badRequest("from must not lie after until") }
        var choice = LeadsChoice(from: max(from, until.adding(1 - most)), until: until)
        if choice.from > from { choice.askedFrom = from }
        choice.source = try ask.text("source")
        choice.type = try ask.text("type")
        choice.account = try ask.number("account", in: 0...Int.max)
        choice.profile = try ask.number("profile", in: 0...Int.max)
        choice.withDeleted = try ask.choice("deleted", of: ["with"]) != nil
        choice.withoutSpam = try ask.choice("spam", of: ["without"]) != nil
        choice.showsPersonal = try ask.choice("show", of: ["personal"]) != nil
        return choice
    }

    /// Whether the index on the creation time alone can tell how many there are.
    var isByTimeAlone: Bool {
        source == nil && type == nil && account == nil && profile == nil && !withoutSpam
    }

    /// What an index finds.
    var stretch: Statement {
        var conditions: Statement =
            "date_created >= \(Self.midnight(from))::timestamptz and date_created < \(Self.midnight(until.adding(1)))::timestamptz"
        if let account { conditions += " and account_id = \(account)" }
        if let profile { conditions += " and profile_id = \(profile)" }
        return conditions
    }

    /// What is left of that.
    var filter: Statement {
        var conditions: Statement = "true"
        if !withDeleted { conditions += " and _deleted_at is null" }
        if withoutSpam { conditions += " and spam is not true" }
        if let source { conditions += " and left(lead_source, 200) = \(String(source.prefix(200)))" }
        if let type { conditions += " and left(lead_type, 200) = \(String(type.prefix(200)))" }
        return conditions
    }

    private static func midnight(_ day: Day) -> String { "\(day)T00:00:00Z" }

    /// The query of an address with the same choice.
    func query(dataset: String?) -> [(name: String, value: String?)] {
        [
            ("dataset", dataset), ("from", (askedFrom ?? from).description), ("until", until.description),
            ("source", source),
            ("type", type), ("account", account.map(String.init)), ("profile", profile.map(String.init)),
            ("deleted", withDeleted ? "with" : nil), ("spam", withoutSpam ? "without" : nil),
            ("show", showsPersonal ? "personal" : nil),
        ]
    }
}
