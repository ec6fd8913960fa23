package import Foundation
package import Warehouse

/// What a load would do, told beforehand: its requests and records, span by span, what they leave of the key's requests, and
/// what would be migrated first.
package struct Forecast: Sendable {
    package let dataset: String
    package let at: Date
    /// The kind of the key, and whose it is; nil when no request was left to find out.
    package internal(set) var keyKind: String?
    package internal(set) var keyScope: String?
    /// The end of everything that would be read.
    package internal(set) var end: Date?
    /// In the order in which they would be read.
    package internal(set) var resources: [ResourceForecast] = []
    package internal(set) var budget: BudgetForecast
    /// What finding out which key it is costs the load.
    package internal(set) var probeRequests = 0
    package internal(set) var migrations: [MigrationLocks] = []
    package internal(set) var backfill: BackfillForecast?
    /// Who holds the dataset, which a load would have to wait for.
    package internal(set) var holder: LeaseHolder?
    /// The API itself takes no more requests for now (429), which ends a load too.
    package internal(set) var isRefusedForNow = false
    /// What a person should know beside the numbers.
    package internal(set) var notes: [String] = []

    /// The requests that the load would send.
    package var requests: Int { probeRequests + resources.reduce(0) { $0 + $1.requests } }
    /// Those that all of it takes; more than ``requests`` when the budget does not last.
    package var wanted: Int { probeRequests + resources.reduce(0) { $0 + $1.wanted } }
    package var records: Int { resources.reduce(0) { $0 + ($1.records ?? 0) } }
    package var bytes: Double { resources.reduce(0) { $0 + ($1.bytes ?? 0) } }
    package var seconds: Double { resources.reduce(0) { $0 + $1.seconds } }
    /// Whether all was asked for: else some records are not known, and a request is counted where there may be more.
    package var isWhole: Bool { resources.allSatisfy { $0.isSkipped || $0.isKnown } }
}

/// The requests of one resource.
package struct ResourceForecast: Sendable {
    package let resource: String
    package let way: Way
    /// The requests that the load would send for it, and those that all of it takes.
    package internal(set) var requests = 0
    package internal(set) var wanted = 0
    /// Records that all of it brings; nil when they were not asked for.
    package internal(set) var records: Int?
    package internal(set) var spans: [SpanForecast] = []
    package internal(set) var rates = PastRates()
    /// Why it is not read, or not whole.
    package internal(set) var note: String?
    package internal(set) var isSkipped = false
    package internal(set) var isKnown = true

    /// How it is read.
    package enum Way: String, Sendable {
        case list, spans, details, single
    }

    /// Of an answer, as far as the books have an average.
    package var bytes: Double? {
        guard let records, let rate = rates.bytesPerRecord else { return nil }
        return rate * Double(records)
    }

    /// By what a request took so far, or presumed when nothing was loaded yet.
    package var seconds: Double { Double(requests) * (rates.secondsPerRequest ?? Self.presumedSecondsPerRequest) }

    /// As long as nothing was loaded: a page of 2,500 leads is some 5 MB, and takes about a second to answer and to merge.
    package static let presumedSecondsPerRequest = 1.0
}

/// The requests of one span.
package struct SpanForecast: Sendable {
    package let span: Span
    /// Whether an earlier run opened it and did not come to its end.
    package let isOpen: Bool
    package internal(set) var requests = 0
    package internal(set) var wanted = 0
    /// What is still to be read of it; nil when it was not asked for.
    package internal(set) var records: Int?
    /// Whether it is read a second time for the records of the separate pass.
    package internal(set) var readsSeparately = false
}

/// The key's requests of the day.
package struct BudgetForecast: Sendable {
    package internal(set) var dailyLimit: Int
    /// Spent or under way today (UTC), those of the forecast included.
    package internal(set) var used: Int
    /// Those that the forecast itself sent.
    package internal(set) var ownRequests = 0
    /// Whether they are counted in the books. Before the first migrations there are none.
    package let isCounted: Bool
    /// The most that a run may send, when that is bounded.
    package let maximumRequests: Int?

    package var left: Int { max(0, dailyLimit - used) }
}

/// When all that is to be read will have been.
package struct BackfillForecast: Sendable {
    /// What this load leaves for later ones.
    package let remainingRequests: Int
    /// What a day has for it, with one run a day: the day's limit, or that of a run, less what the lists and the newest leads take.
    package let requestsADay: Int
    /// Nil when not all records are known.
    package let completeOn: Date?
}
