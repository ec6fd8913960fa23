/// Draws leads from the seed: when they were created, and what the store keeps of each.
struct LeadGenerator: Sendable {
    private static let firstID: Int64 = 150_000_000
    private static let idStride: Int64 = 37

    let seed: UInt64
    /// Among how many people the leads are shared out.
    let people: Int
    /// No lead is back-dated beyond this.
    let oldest: UTCTime
    /// No lead was updated after this, unless it was created later.
    let newest: UTCTime

    init(seed: UInt64, leads: Int, oldest: UTCTime, newest: UTCTime) {
        self.seed = seed
        people = max(1, leads / 2)
        self.oldest = oldest
        self.newest = newest
    }

    /// When each lead was entered, ascending: single ones, and bursts that share a second. The last is ``newest`` itself.
    func timeline(_ count: Int) -> [UTCTime] {
        var random = SplitMix64(seed: seed, stream: .timeline)
        var gaps: [Int64] = []
        gaps.reserveCapacity(count)
        var total: Int64 = 0
        for _ in 0..<count {
            total += random.chance(120) ? 0 : Int64(1 + random.below(1_000))
            gaps.append(total)
        }
        let span = newest.seconds - oldest.seconds
        return gaps.map { UTCTime(seconds: oldest.seconds + (total == 0 ? span : span * $0 / total)) }
    }

    /// - Parameters:
    ///   - entered: when the lead was entered; a few are back-dated from then.
    ///   - profiles: places of profiles to pick from.
    func record(_ sequence: Int, entered: UTCTime, mayBeBackdated: Bool = true, profiles: [Int]) -> LeadRecord {
        var random = SplitMix64(seed: seed, stream: .core, sequence: sequence)
        let id = Self.firstID + Int64(sequence) * Self.idStride + Int64(random.below(Int(Self.idStride)))
        let isBackdated = random.chance(15)
        let days = Int64(1 + random.below(60)) * UTCTime.day
        let created =
            isBackdated && mayBeBackdated
            ? UTCTime(seconds: max(oldest.seconds, entered.seconds - days)) : entered
        let type = Self.type(&random)
        let isInProgress = [.phoneCall, .chat].contains(type) && random.chance(25)
        let quotable = Self.quotable(type, &random)
        let hasQuote = quotable == .yes && random.chance(600) || random.chance(60)
        let hasSales = type == .transaction || quotable == .yes && random.chance(350)
        return LeadRecord(
            id: id, sequence: sequence, created: created, updated: updated(created, &random),
            profile: random.pick(profiles), type: type, isRepeat: random.chance(250), isInProgress: isInProgress,
            isSpam: random.chance(30), isDuplicate: random.chance(30), quotable: quotable,
            score: random.chance(900) ? random.below(21) * 5 : nil,
            quote: hasQuote ? .invented(&random) : nil, sales: hasSales ? .invented(&random) : nil)
    }

    /// Which lead has this id, if any has.
    func sequence(of id: Int64) -> Int? {
        id < Self.firstID ? nil : Int((id - Self.firstID) / Self.idStride)
    }

    func person(of lead: LeadRecord) -> Person {
        var random = SplitMix64(seed: seed, stream: .contact, sequence: lead.sequence)
        return Person(seed: seed, number: random.below(people))
    }

    func attribution(of lead: LeadRecord, edits: LeadEdits) -> Attribution {
        Attribution(seed: seed, sequence: lead.sequence, revision: edits.attribution)
    }

    /// The visitor that the lead's `user_id` names; not every lead has one.
    func visitor(of lead: LeadRecord, in agency: Agency) -> String? {
        var random = SplitMix64(seed: seed, stream: .device, sequence: lead.sequence)
        guard random.chance(850) else { return nil }
        return "\(agency.profiles[lead.profile].id)-\(Self.uuid(&random))"
    }

    static func uuid(_ random: inout SplitMix64) -> String {
        let digits = random.hex(30)
        func part(_ start: Int, _ end: Int) -> Substring {
            digits[
                digits.utf8.index(
                    digits.startIndex, offsetBy: start)..<digits.utf8.index(digits.startIndex, offsetBy: end)]
        }
        return "\(part(0, 8))-\(part(8, 12))-4\(part(12, 15))-8\(part(15, 18))-\(part(18, 30))"
    }

    private static func type(_ random: inout SplitMix64) -> LeadType {
        switch random.below(100) {
        case 0..<52: .phoneCall
        case 52..<74: .webForm
        case 74..<82: .chat
        case 82..<87: .textMessage
        case 87..<91: .email
        case 91..<95: .transaction
        case 95..<97: .event
        case 97..<99: .appointment
        default: .other
        }
    }

    private static func quotable(_ type: LeadType, _ random: inout SplitMix64) -> Quotable {
        switch random.below(100) {
        case _ where type == .transaction: .yes
        case 0..<35: .yes
        case 35..<55: .no
        case 55..<60: .pending
        default: .notSet
        }
    }

    /// Mostly soon after the creation; a few leads have none, and a few were updated before they were created.
    private func updated(_ created: UTCTime, _ random: inout SplitMix64) -> UTCTime? {
        switch random.below(100) {
        case 0..<2: nil
        case 2: UTCTime(seconds: created.seconds - 1)
        case 3..<20: min(UTCTime(seconds: created.seconds + Int64(random.below(30 * 86_400))), max(created, newest))
        default: min(UTCTime(seconds: created.seconds + Int64(random.below(1_500))), max(created, newest))
        }
    }
}
