package import struct FoundationEssentials.Date

/// Whether and when a request that failed is made again: exponential back-off with full jitter, or what the answer asks for.
///
/// Jitter, sleep and clock are parameters, so that a test decides them; the defaults are the real ones.
package struct RetryPolicy: Sendable {
    /// Requests for one page, the first included.
    package var maximumAttempts: Int

    /// The same, when a body came whole but is no JSON: a proxy's hiccup passes soon, and a wrong address stays wrong.
    package var maximumAttemptsForBadBody: Int

    /// The longest pause after the first attempt; it doubles with each further one.
    package var base: Duration

    /// What no pause of our own choosing exceeds.
    package var cap: Duration

    /// The longest wait an answer may ask for by `Retry-After`. Asked for more, the request is given up.
    package var maximumRetryAfter: Duration

    /// A number between 0 and 1 for each pause.
    package var jitter: @Sendable () -> Double

    package var sleep: @Sendable (Duration) async throws -> Void

    /// The clock that a `Retry-After` date is held against when the answer has no `Date` of its own.
    package var now: @Sendable () -> Date

    package init(
        maximumAttempts: Int = 5, maximumAttemptsForBadBody: Int = 3, base: Duration = .milliseconds(500),
        cap: Duration = .seconds(60), maximumRetryAfter: Duration = .seconds(300),
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.maximumAttempts = maximumAttempts
        self.maximumAttemptsForBadBody = maximumAttemptsForBadBody
        self.base = base
        self.cap = cap
        self.maximumRetryAfter = maximumRetryAfter
        self.jitter = jitter
        self.sleep = sleep
        self.now = now
    }

    /// How long to wait after attempt number `attempt` (from 1) failed with `error`; `nil` gives up.
    package func delay(afterAttempt attempt: Int, error: RESTError) -> Duration? {
        guard error.isTransient, attempt < attempts(for: error.kind) else { return nil }
        if let asked = error.retryAfter {
            guard asked <= maximumRetryAfter else { return nil }
            // Not all requests that were told the same second come back in the same instant.
            return asked + base * jitter()
        }
        // The exponent is bounded so that a long series of attempts cannot overflow the multiplication.
        let bound = min(cap, base * (1 << min(attempt - 1, 20)))
        return bound * jitter()
    }

    private func attempts(for kind: RESTError.Kind) -> Int {
        switch kind {
        case .notJSON, .malformedJSON: min(maximumAttempts, maximumAttemptsForBadBody)
        default: maximumAttempts
        }
    }

    /// The wait that a `Retry-After` header asks for: seconds, or a date (RFC 9110, section 10.2.3).
    ///
    /// A date is held against the answer's own `Date`, so that a clock that is wrong here does not matter.
    func retryAfter(_ headers: HTTPHeaderFields) -> Duration? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Int64(text), seconds >= 0 { return .seconds(seconds) }
        guard let until = Date(httpDate: text) else { return nil }
        let from = headers["date"].flatMap { Date(httpDate: $0) } ?? now()
        return .seconds(max(0, until.timeIntervalSince(from)))
    }
}
