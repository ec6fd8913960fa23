/// One request as the sandbox saw it. Headers are not kept: they hold the key.
package struct LoggedRequest: Sendable, Equatable {
    package let method: String
    package let path: String
    package let query: String
    package let status: Int
}

/// Counts the requests to the API, and remembers the latest of them.
struct RequestLedger {
    private static let kept = 10_000

    private(set) var log: [LoggedRequest] = []
    private(set) var countByPath: [String: Int] = [:]
    private(set) var total = 0
    private(set) var inFlight = 0
    private(set) var peakInFlight = 0
    /// Requests that the key made today, and which day that is.
    private var spent = (day: Int64.min, requests: 0)
    /// All that were let in, for the failures that come every so often.
    private(set) var admitted = 0

    mutating func begin() {
        inFlight += 1
        peakInFlight = max(peakInFlight, inFlight)
    }

    mutating func end(_ request: LoggedRequest) {
        inFlight -= 1
        total += 1
        countByPath[request.path, default: 0] += 1
        if log.count == 2 * Self.kept { log.removeFirst(Self.kept) }
        log.append(request)
    }

    /// Counts a request against the day's limit; false when there is none left.
    mutating func spend(limit: Int?, now: UTCTime) -> Bool {
        let day = now.startOfDay.seconds
        if spent.day != day { spent = (day, 0) }
        if let limit, spent.requests >= limit { return false }
        spent.requests += 1
        admitted += 1
        return true
    }

    /// Forgets what was counted, the day's requests included; requests under way stay counted.
    mutating func reset() {
        log = []
        countByPath = [:]
        total = 0
        peakInFlight = inFlight
        spent = (Int64.min, 0)
    }
}
