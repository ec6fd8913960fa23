/// What a visitor did before converting: visits with their page views, then the lead itself.
struct Journey {
    struct PageView {
        let order: Int
        let url: String
    }

    struct Visit {
        let date: UTCTime
        let attribution: Attribution
        let pageViews: [PageView]
    }

    let visits: [Visit]
    /// An earlier conversion of the same visitor, told before the lead itself.
    let earlierLead: (id: Int64, date: UTCTime)?

    /// Elements of the array: one for each visit and each conversion.
    var stepCount: Int { isEmpty ? 0 : visits.count + (earlierLead == nil ? 1 : 2) }
    var pageViewCount: Int { visits.reduce(0) { $0 + $1.pageViews.count } }
    /// A lead that was entered by hand has no journey.
    var isEmpty: Bool { visits.isEmpty }

    /// - Parameter pageViews: how many each visit has; nil for one to five.
    init(seed: UInt64, lead: LeadRecord, edits: LeadEdits, pageViews: Int? = nil) {
        var random = SplitMix64(seed: seed, stream: .journey, sequence: lead.sequence)
        guard random.chance(900) else {
            // An edit begins one that was not there.
            visits =
                edits.journey == 0
                ? [] : [Self.visit(seed, lead, minutes: 5, revision: edits.journey, pageViews, &random)]
            earlierLead = nil
            return
        }
        let count = 1 + random.below(3) + edits.journey
        visits = (0..<count).map { place in
            Self.visit(seed, lead, minutes: (count - place) * 1_440 - 1_435, revision: place, pageViews, &random)
        }
        let isSecond = lead.isRepeat && random.chance(300)
        earlierLead =
            isSecond
            ? (lead.id - Int64(1 + random.below(5_000)), UTCTime(seconds: lead.created.seconds - 600_000)) : nil
    }

    private static func visit(
        _ seed: UInt64, _ lead: LeadRecord, minutes: Int, revision: Int, _ pageViews: Int?,
        _ random: inout SplitMix64
    ) -> Visit {
        Visit(
            date: UTCTime(seconds: lead.created.seconds - Int64(minutes) * 60),
            attribution: Attribution(seed: seed, sequence: lead.sequence, revision: 1_000 + revision),
            pageViews: (1...max(1, pageViews ?? 1 + random.below(5))).map {
                PageView(order: $0, url: "https://\(random.pick(Vocabulary.hosts))/\(random.pick(Vocabulary.pages))")
            })
    }
}
