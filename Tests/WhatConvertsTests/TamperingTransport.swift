import RESTSource
import Synchronization

/// Changes what the sandbox answered before the loader sees it: for what the sandbox itself never says.
struct TamperingTransport: HTTPTransport {
    let base: any HTTPTransport
    /// Given the URL and the body; nil leaves the answer as it is.
    let change: @Sendable (_ url: String, _ body: String) -> String?

    func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response = try await base.get(request)
        guard response.status == 200,
            let changed = change(request.url, String(decoding: response.body, as: UTF8.self))
        else { return response }
        return HTTPResponse(status: 200, headers: response.headers, body: Array(changed.utf8))
    }
}

/// Answers in place of the API.
struct StandInTransport: HTTPTransport {
    let base: any HTTPTransport
    /// nil asks the real one.
    let answer: @Sendable (_ request: HTTPRequest) -> (status: Int, body: String)?

    func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard let (status, body) = answer(request) else { return try await base.get(request) }
        return HTTPResponse(
            status: status, headers: HTTPHeaderFields([("Content-Type", "application/json")]), body: Array(body.utf8))
    }
}

/// Holds requests back until it is opened, and tells when the first one has come.
struct GateTransport: HTTPTransport {
    let base: any HTTPTransport
    /// Which requests wait.
    let holds: @Sendable (_ url: String) -> Bool

    private let arrived = AsyncStream<Void>.makeStream()
    private let opened = AsyncStream<Void>.makeStream()

    init(base: any HTTPTransport, holding holds: @escaping @Sendable (String) -> Bool) {
        self.base = base
        self.holds = holds
    }

    func untilHeld() async {
        for await _ in arrived.stream { return }
    }

    func open() {
        opened.continuation.finish()
    }

    func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        if holds(request.url) {
            arrived.continuation.yield()
            for await _ in opened.stream {}
        }
        return try await base.get(request)
    }
}
