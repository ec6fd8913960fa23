import FoundationEssentials
import Testing

@testable import RESTSource

@Suite struct RetryPolicyTests {
    private func error(_ kind: RESTError.Kind, retryAfter: Duration? = nil) -> RESTError {
        RESTError(kind: kind, endpoint: "leads", page: 1, retryAfter: retryAfter)
    }

    @Test(
        arguments: [
            (.rateLimited, 5), (.serverError, 5), (.unreachable("refused"), 5), (.timeout("no byte"), 5),
            (.cutShort, 5),
            (.notJSON(contentType: "text/html"), 3), (.malformedJSON("at byte 3"), 3),
            (.refused, 1), (.badRequest, 1), (.redirected(host: "example.com"), 1), (.tooLarge(limit: 1), 1),
            (.wrongShape("leads is missing"), 1), (.apiMessage, 1), (.invalidRequest("no value"), 1),
        ] as [(RESTError.Kind, Int)])
    func `each kind of failure is worth so many attempts`(kind: RESTError.Kind, attempts: Int) {
        let policy = RetryPolicy()
        let granted = (1...10).prefix { policy.delay(afterAttempt: $0, error: error(kind)) != nil }.count
        #expect(granted + 1 == attempts)
        #expect(error(kind).isTransient == (attempts > 1))
    }

    @Test func `pauses double up to the cap`() {
        let policy = RetryPolicy(maximumAttempts: 1000, jitter: { 1 })
        let seconds = [1, 2, 3, 7, 8, 9, 999].map { policy.delay(afterAttempt: $0, error: error(.serverError)) }
        #expect(
            seconds == [
                .seconds(0.5), .seconds(1), .seconds(2), .seconds(32), .seconds(60), .seconds(60), .seconds(60),
            ])
    }

    @Test func `jitter takes a pause down to nothing`() {
        #expect(RetryPolicy(jitter: { 0 }).delay(afterAttempt: 4, error: error(.serverError)) == .zero)
        #expect(RetryPolicy(jitter: { 0.25 }).delay(afterAttempt: 2, error: error(.serverError)) == .seconds(0.25))
    }

    @Test func `Retry-After is a lower bound, and too long a one gives up`() {
        let policy = RetryPolicy(jitter: { 0 })
        #expect(policy.delay(afterAttempt: 1, error: error(.rateLimited, retryAfter: .seconds(300))) == .seconds(300))
        #expect(policy.delay(afterAttempt: 1, error: error(.rateLimited, retryAfter: .seconds(301))) == nil)
        #expect(policy.delay(afterAttempt: 5, error: error(.rateLimited, retryAfter: .seconds(1))) == nil)
        #expect(policy.delay(afterAttempt: 1, error: error(.badRequest, retryAfter: .seconds(1))) == nil)
    }

    @Test(
        arguments: [
            (["Retry-After": "0"], .seconds(0)), (["retry-after": "120"], .seconds(120)),
            (["Retry-After": "9223372036854775807"], .seconds(Int64.max)),
            (["Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT"], .seconds(10)),
            (["Retry-After": "Sunday, 06-Nov-94 08:50:37 GMT"], .seconds(60)),
            (["Retry-After": "Sun Nov  6 08:49:38 1994"], .seconds(1)),
            (["Retry-After": "Sun, 06 Nov 1994 08:00:00 GMT"], .seconds(0)),
            (["Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT", "Date": "Sun, 06 Nov 1994 08:49:40 GMT"], .seconds(7)),
            (["Retry-After": "-5"], nil), (["Retry-After": "1.5"], nil), (["Retry-After": "soon"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func `Retry-After is read as seconds or as a date`(headers: [String: String], wait: Duration?) {
        let policy = RetryPolicy(now: { Date(timeIntervalSince1970: 784_111_777) })
        #expect(policy.retryAfter(HTTPHeaderFields(headers.map { ($0.key, $0.value) })) == wait)
    }
}
