private import FoundationEssentials
package import JSON
private import Synchronization

/// Asks an API for pages: builds the request, bounds how many are under way, tries again when that may help, and checks
/// that what came is what the endpoint declares.
///
/// A value; copies share the bound and the count of requests.
package struct RESTClient: Sendable {
    private let baseURL: BaseURL
    private let credentials: Credentials
    private let transport: any HTTPTransport
    private let retry: RetryPolicy
    private let errorKey: JSONPath
    private let onRetry: @Sendable (RESTError, Duration) -> Void
    private let limit: ConcurrencyLimit
    private let sent = RequestCount()

    /// - Parameters:
    ///   - errorKey: where an error body holds its message. A body that has it is an error, whatever its status.
    ///   - maximumConcurrentRequests: how many requests may be under way at once, over all copies of this client.
    ///   - onRetry: told of each failure that is followed by another attempt, and the pause before it.
    package init(
        baseURL: BaseURL, credentials: Credentials, transport: any HTTPTransport, retry: RetryPolicy = .init(),
        errorKey: JSONPath, maximumConcurrentRequests: Int = 20,
        onRetry: @escaping @Sendable (RESTError, Duration) -> Void = { _, _ in }
    ) {
        self.baseURL = baseURL
        self.credentials = credentials
        self.transport = transport
        self.retry = retry
        self.errorKey = errorKey
        self.onRetry = onRetry
        limit = ConcurrencyLimit(maximumConcurrentRequests)
    }

    /// How many requests went out so far, those that failed included.
    package var requestsSent: Int { sent.value.load(ordering: .relaxed) }

    /// Fetches one page, with as many attempts as the retry policy grants, each of which passes the gate.
    ///
    /// Throws ``RESTError``, what the gate threw, or `CancellationError` (at once, also between two attempts).
    ///
    /// - Parameter onRetry: told instead of the client's own, by who knows more about the request.
    package func page(
        _ request: PageRequest, through gate: some RequestGate = OpenGate(),
        onRetry: (@Sendable (RESTError, Duration) -> Void)? = nil
    ) async throws -> Page {
        let path = try request.path()
        let query = request.queryString
        let outgoing = HTTPRequest(
            url: baseURL.description + path + (query.isEmpty ? "" : "?\(query)"), credentials: credentials)
        let check = AnswerCheck(
            request: request, path: path, errorKey: errorKey, credentials: credentials, retry: retry)

        var attempt = 1
        while true {
            try Task.checkCancellation()
            do {
                return try await fetch(outgoing, through: gate, check: check, attempt: attempt)
            } catch var error as RESTError {
                error.attempts = attempt
                guard let delay = retry.delay(afterAttempt: attempt, error: error) else { throw error }
                (onRetry ?? self.onRetry)(error, delay)
                try await retry.sleep(delay)
                attempt += 1
            }
        }
    }

    private func fetch(
        _ outgoing: HTTPRequest, through gate: some RequestGate, check: AnswerCheck, attempt: Int
    ) async throws -> Page {
        // The body is parsed outside the permit: that is our work, not a request under way.
        var (response, start) = try await limit.withPermit {
            let pass = try await gate.enter()
            sent.value.add(1, ordering: .relaxed)
            let start = ContinuousClock.now
            let outcome: Result<HTTPResponse, TransportError>
            do throws(TransportError) {
                outcome = .success(try await transport.get(outgoing))
            } catch {
                outcome = .failure(error)
            }
            await gate.leave(pass)
            do throws(TransportError) {
                return (try outcome.get(), start)
            } catch {
                throw check.failure(error)
            }
        }
        return try check.page(takingBodyOf: &response, attempts: attempt, start: start)
    }
}

/// A counter that the copies of a client share.
private final class RequestCount: Sendable {
    let value = Atomic(0)
}
