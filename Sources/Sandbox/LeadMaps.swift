/// A value in one of a lead's maps: a text nearly always.
enum MapValue {
    case text(String)
    case number(Int)
}

typealias MapEntries = [(name: String, value: MapValue)]

/// The four maps of a lead, whose keys people typed.
extension LeadGenerator {
    /// Form answers, chat and transaction data; empty for most calls. The keys are unlike each other within one lead.
    func additionalFields(of lead: LeadRecord, person: Person, edits: LeadEdits) -> MapEntries {
        var random = SplitMix64(seed: seed, stream: .maps, sequence: lead.sequence)
        var entries: MapEntries
        switch lead.type {
        case .webForm, .appointment:
            entries = answers(2 + random.below(5), person: person, &random)
        case .chat:
            entries = [
                ("full_name", .text(person.name)), ("subject", .text(random.pick(Vocabulary.topics))),
                ("message", .text(random.pick(Vocabulary.questions))),
            ]
        case .transaction:
            entries = [
                ("Items", .text("Sofa x\(1 + random.below(4))")), ("Coupon", .text(random.chance(400) ? "WINTER" : "")),
            ]
        default:
            entries = random.chance(100) ? answers(1 + random.below(2), person: person, &random) : []
        }
        if edits.answers > 0 {
            let answer = MapValue.text("changed answer \(edits.answers): \(random.pick(Vocabulary.questions))")
            if entries.isEmpty { entries.append(("Follow-up", answer)) } else { entries[0].value = answer }
        }
        return entries
    }

    func leadAnalysis(of lead: LeadRecord) -> MapEntries {
        var random = SplitMix64(seed: seed, stream: .analysis, sequence: lead.sequence)
        guard lead.type == .phoneCall || lead.type == .chat, !lead.isInProgress, random.chance(700) else { return [] }
        var entries: MapEntries = [
            ("Keyword Detection", .text("\(random.pick(Vocabulary.spotted)),\(random.pick(Vocabulary.topics))")),
            ("Lead Summary", .text("\(random.pick(Vocabulary.summaries)) \(random.pick(Vocabulary.summaries))")),
            ("Intent Detection", .text(random.pick(Vocabulary.intents))),
            ("Sentiment Detection", .text(random.pick(["Positive", "Negative", "Neutral"]))),
            ("Topic Detection", .text("\(random.pick(Vocabulary.topics)),\(random.pick(Vocabulary.spotted))")),
        ]
        if random.chance(300) { entries.append(("Sales Agent", .text(random.pick(Vocabulary.agents)))) }
        if random.chance(100) { entries.append(("Call Handling Score", .number(random.below(101)))) }
        if random.chance(100) { entries.append(("Was the caller \"new\"?", .text("Yes"))) }
        return entries
    }

    func customFields(of lead: LeadRecord) -> MapEntries {
        var random = SplitMix64(seed: seed, stream: .mapped, sequence: lead.sequence)
        guard random.chance(300) else { return [] }
        var entries: MapEntries = [("Treatment", .text(random.pick(Vocabulary.topics)))]
        if random.chance(400) { entries.append(("Région / Bezirk", .text(random.pick(Vocabulary.places).city))) }
        return entries
    }

    func fieldMappings(of lead: LeadRecord, person: Person) -> MapEntries {
        var random = SplitMix64(seed: seed, stream: .mapped, sequence: lead.sequence, revision: 1)
        var entries: MapEntries = []
        if random.chance(500) { entries.append(("Contact Person", .text(person.name))) }
        if random.chance(400) { entries.append(("Email", .text(person.email))) }
        if random.chance(400) { entries.append(("Phone Number", .text(person.phone))) }
        if let company = person.company { entries.append(("Company Name", .text(company))) }
        return entries
    }

    private func answers(_ count: Int, person: Person, _ random: inout SplitMix64) -> MapEntries {
        // Neighbours in the list, so that no label comes twice.
        let first = random.below(Vocabulary.labels.count)
        return (0..<count).map { offset in
            let label = Vocabulary.labels[(first + offset) % Vocabulary.labels.count]
            let answer =
                switch label {
                case "Your name:": person.name
                case "you@email com": person.email
                case "Téléphone", "電話番号": person.phone
                case "If you are a human, leave this blank": ""
                default: random.pick(Vocabulary.questions)
                }
            // Now and then somebody pastes a whole letter.
            let isLong = random.chance(2)
            return (label, .text(isLong ? String(repeating: answer + "\n", count: 400) : answer))
        }
    }
}
