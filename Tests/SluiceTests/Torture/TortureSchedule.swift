import Sandbox
import Warehouse

/// What befalls the loads of one seed, drawn from the seed alone: the same seed meets the same faults.
struct TortureSchedule: Sendable {
    /// One load and what strikes it, in the order in which it does.
    struct Round: Sendable {
        /// A step at which the loader dies by itself, or stands still until another one has taken its dataset.
        var step: (point: CrashPoint, count: Int, stops: Bool)?
        var strikes: [(afterRequests: Int, strike: Strike)] = []
        /// The run's own view of the key's daily limit.
        var dailyLimit: Int?
    }

    /// What strikes from outside, when the API has received so many requests since the round began.
    enum Strike: Sendable {
        case kill
        case terminate
        case interrupt
        /// SIGSTOP, and SIGCONT after so many milliseconds: longer or shorter than a lease lives.
        case pause(milliseconds: Int)
        case restartServer
        /// After so many more protocol messages of one side.
        case cut(messages: Int, isServerSide: Bool, all: Bool)
        case stall(milliseconds: Int)
        case answer(Fault, times: Int)
        case revokeKey
        case clockOff(seconds: Int)
        case quota(requests: Int)
        case anotherLoader(waits: Bool)
        case addLeads(Int)
        case changeLeads
        case deleteLeads
        case moveLeads
        case markSpam
    }

    let seed: UInt64
    /// Leads change all over the past, and the API lies in ways that cannot be seen: then only a reading of everything
    /// brings the tables back. Otherwise a plain load must.
    let isWild: Bool
    let asksForJourney: Bool
    let rounds: [Round]

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        self.seed = seed
        isWild = seed % 2 == 0
        asksForJourney = seed % 5 == 0
        var rounds: [Round] = []
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            rounds.append(Self.round(isWild: isWild, &random))
        }
        self.rounds = rounds
    }

    private static func round(isWild: Bool, _ random: inout SeededGenerator) -> Round {
        var round = Round()
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            // Dies at a step. Steps that come at each page are met more than once.
            let point = CrashPoint.allCases.randomElement(using: &random) ?? .staged
            round.step = (point, Int.random(in: 1...(point.isRepeated ? 5 : 1), using: &random), false)
        case 4:
            let points = CrashPoint.allCases.filter { $0 != .migrated && $0 != .packageFinished }
            let point = points.randomElement(using: &random) ?? .staged
            round.step = (point, Int.random(in: 1...(point.isRepeated ? 4 : 1), using: &random), true)
            // Nothing else, so that it is certain what must come of it.
            return round
        default: break
        }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            round.strikes.append(
                (Int.random(in: 0...20, using: &random), strike(isWild: isWild, &random)))
        }
        if Int.random(in: 0..<8, using: &random) == 0 { round.dailyLimit = Int.random(in: 5...40, using: &random) }
        round.strikes.sort { $0.afterRequests < $1.afterRequests }
        return round
    }

    private static func strike(isWild: Bool, _ random: inout SeededGenerator) -> Strike {
        switch Int.random(in: 0..<22, using: &random) {
        case 0: .kill
        case 1: Bool.random(using: &random) ? .terminate : .interrupt
        case 2: .pause(milliseconds: [200, 1_600].randomElement(using: &random) ?? 200)
        case 3: .restartServer
        case 4...6:
            .cut(
                messages: Int.random(in: 0...120, using: &random), isServerSide: Bool.random(using: &random),
                all: Int.random(in: 0..<4, using: &random) == 0)
        case 7: .stall(milliseconds: Int.random(in: 100...1_500, using: &random))
        case 8...12:
            .answer(fault(isWild: isWild, &random), times: Int.random(in: 1...2, using: &random))
        case 13: .revokeKey
        case 14: .clockOff(seconds: [-7_200, -90, 90, 7_200].randomElement(using: &random) ?? 90)
        case 15: .quota(requests: Int.random(in: 0...15, using: &random))
        case 16, 17: .anotherLoader(waits: Bool.random(using: &random))
        case 18: .addLeads(Int.random(in: 1...10, using: &random))
        case 19: isWild ? .moveLeads : .addLeads(3)
        case 20: isWild ? .markSpam : .changeLeads
        default: Bool.random(using: &random) ? .changeLeads : .deleteLeads
        }
    }

    private static func fault(isWild: Bool, _ random: inout SeededGenerator) -> Fault {
        let lies: Set<Fault> = [.repeatedPage, .emptyPage]
        return Fault.allCases.filter { isWild || !lies.contains($0) }.randomElement(using: &random) ?? .serverError
    }
}

extension CrashPoint {
    /// Met at each page, request or batch, and not once in a load.
    var isRepeated: Bool {
        switch self {
        case .migrated, .leaseTaken, .packageBegun, .originConfirmed, .spansOpened, .packageFinishing, .packageFinished,
            .tombstonesWritten:
            false
        default: true
        }
    }
}

/// Chance that comes again: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678_9abc_def1 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
