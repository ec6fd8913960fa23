/// Everything of a master account but its leads: accounts, profiles, users, roles, tracking numbers and forms.
///
/// Deleted accounts and profiles keep their place, since leads name their profile by it.
struct Agency: Sendable {
    struct Account: Sendable {
        let id: Int64
        let name: String
        let created: UTCTime
        var isDeleted = false
    }

    struct Profile: Sendable {
        let id: Int64
        let name: String
        let created: UTCTime
        /// Its place among ``Agency/accounts``.
        let account: Int
        /// Of the leads, how large a share comes from here.
        let weight: Int
        var isDeleted = false
    }

    struct Role: Sendable {
        let id: Int64
        let name: String
        let isMaster: Bool
    }

    struct User: Sendable {
        let id: Int64
        let email: String
        let isPending: Bool
        let created: UTCTime
        /// A master user's role; its place among ``Agency/roles``. Nil for an account user.
        let role: Int?
        /// An account user's access: places of accounts and of roles.
        let access: [(account: Int, role: Int)]
    }

    struct Number: Sendable {
        let id: Int64
        let profile: Int
        let name: String
        let tracking: String
        let destination: String
        let source: String
        let medium: String
        let lastUsed: UTCTime?
        let flags: [Bool]
    }

    struct Form: Sendable {
        let id: Int64
        let profile: Int
        let name: String
        let attribute: (type: String, value: String)
    }

    var accounts: [Account] = []
    var profiles: [Profile] = []
    private(set) var roles: [Role] = []
    private(set) var users: [User] = []
    private(set) var numbers: [Number] = []
    private(set) var forms: [Form] = []
    /// Profiles by weight: a lead's profile is picked from here.
    private(set) var wheel: [Int] = []

    init(seed: UInt64, leads: Int, oldest: UTCTime) {
        var random = SplitMix64(seed: seed, stream: .agency)
        addAccounts(12 + leads / 50_000, oldest: oldest, &random)
        addProfiles(30 + leads / 20_000, &random)
        addRoles()
        addUsers(oldest: oldest, &random)
        addTracking(newest: UTCTime(seconds: oldest.seconds + 600 * UTCTime.day), &random)
        wheel = profiles.indices.flatMap { Array(repeating: $0, count: profiles[$0].weight) }
    }

    func account(of profile: Int) -> Account { accounts[profiles[profile].account] }

    func isGone(profile: Int) -> Bool { profiles[profile].isDeleted }

    mutating func deleteProfile(_ place: Int) {
        profiles[place].isDeleted = true
    }

    mutating func deleteAccount(_ place: Int) {
        accounts[place].isDeleted = true
        for profile in profiles.indices where profiles[profile].account == place { deleteProfile(profile) }
    }

    // MARK: - Invention

    private mutating func addAccounts(_ count: Int, oldest: UTCTime, _ random: inout SplitMix64) {
        for place in 0..<count {
            let name = Vocabulary.accounts[place % Vocabulary.accounts.count]
            let round = place / Vocabulary.accounts.count
            // Older than all leads, so that a loader which begins at the oldest account misses none.
            let created = oldest.seconds - Int64(1 + random.below(900)) * UTCTime.day + Int64(random.below(86_400))
            accounts.append(
                Account(
                    id: SandboxOptions.firstAccountID + Int64(place) * 167,
                    name: round == 0 ? name : "\(name) \(round + 1)", created: UTCTime(seconds: created)))
        }
    }

    private mutating func addProfiles(_ count: Int, _ random: inout SplitMix64) {
        for place in 0..<count {
            // The last account has no profile, the first ones have several.
            let account = place < accounts.count - 1 ? place : random.below(accounts.count - 1) * random.below(3) / 2
            let created = accounts[account].created.seconds + Int64(random.below(20) * random.below(86_400))
            profiles.append(
                Profile(
                    id: SandboxOptions.firstProfileID + Int64(place) * 7,
                    name: "\(accounts[account].name) - \(Vocabulary.profiles[place % Vocabulary.profiles.count])",
                    created: UTCTime(seconds: created), account: account,
                    // The last profile is too new for leads; the first has many, for keys of a profile.
                    weight: place == count - 1 ? 0 : place == 0 ? 15 : 1 + random.below(4) * random.below(6)))
        }
    }

    private mutating func addRoles() {
        let master = ["Administrator", "Viewer", "Billing", "Éditeur"]
        let account = ["Account Manager", "Client", "Call Center", "Read \"only\"", "Analyst"]
        for (place, name) in (master + account).enumerated() {
            roles.append(Role(id: 42_390_001 + Int64(place), name: name, isMaster: place < master.count))
        }
    }

    private mutating func addUsers(oldest: UTCTime, _ random: inout SplitMix64) {
        let masterRoles = roles.indices.filter { roles[$0].isMaster }
        let accountRoles = roles.indices.filter { !roles[$0].isMaster }
        for place in 0..<48 {
            let isMaster = place < 8
            let access = (0..<(isMaster ? 0 : place % 4)).map {
                (account: (place * 5 + $0) % accounts.count, role: random.pick(accountRoles))
            }
            users.append(
                User(
                    id: 5_411_301 + Int64(place) * 3, email: "user\(place)+wc@example.\(isMaster ? "net" : "org")",
                    isPending: random.chance(150),
                    created: UTCTime(seconds: oldest.seconds + Int64(random.below(50_000_000))),
                    role: isMaster ? random.pick(masterRoles) : nil, access: access))
        }
    }

    private mutating func addTracking(newest: UTCTime, _ random: inout SplitMix64) {
        for profile in profiles.indices {
            for _ in 0..<2 + random.below(3) {
                let channel = random.pick(Attribution.channels)
                numbers.append(
                    Number(
                        id: 880_121 + Int64(numbers.count) * 2, profile: profile,
                        name: random.pick(Vocabulary.phoneNames),
                        tracking: Self.phone(numbers.count * 2), destination: Self.phone(profile * 2 + 1),
                        source: channel.source, medium: channel.medium,
                        lastUsed: random.chance(800)
                            ? UTCTime(seconds: newest.seconds - Int64(random.below(9_000_000))) : nil,
                        flags: (0..<4).map { _ in random.chance(500) }))
            }
            for _ in 0..<1 + random.below(2) {
                forms.append(
                    Form(
                        id: 31_877 + Int64(forms.count), profile: profile, name: random.pick(Vocabulary.formNames),
                        attribute: random.pick([("id", "contact-form"), ("class", "js-form"), ("name", "anfrage")])))
            }
        }
    }

    /// A number from the range kept for fiction: 555-0100 to 555-0199 of some area.
    static func phone(_ number: Int) -> String {
        let line = 100 + number % 100
        let area = 201 + number / 100 % 700
        return "+1\(area)5550\(line)"
    }
}
