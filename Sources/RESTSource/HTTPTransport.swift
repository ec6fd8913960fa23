/// Sends one GET and brings back the whole answer, whatever its status. Knows HTTP; neither JSON nor retries.
package protocol HTTPTransport: Sendable {
    /// Never follows a redirect. Throws when there is no complete answer; cancellation is ``TransportError/cancelled``.
    func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

/// One GET. It carries the credentials rather than the header made of them, so that printing it shows no secret.
package struct HTTPRequest: Sendable {
    package let url: String
    /// Nil: whoever answers is asked as a stranger.
    package let credentials: Credentials?
    package let accept: String

    package init(url: String, credentials: Credentials?, accept: String = "application/json") {
        self.url = url
        self.credentials = credentials
        self.accept = accept
    }
}

/// A complete answer.
package struct HTTPResponse: Sendable {
    package let status: Int
    package let headers: HTTPHeaderFields

    /// The body, with room at its end for `JSONDocument.padding` more bytes, so that parsing need not copy it.
    package var body: [UInt8]

    package init(status: Int, headers: HTTPHeaderFields, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Header fields, looked up without regard to case (RFC 9110, section 5.1). Of a repeated field the first one counts.
package struct HTTPHeaderFields: Sendable {
    private let values: [String: String]

    package init(_ fields: some Sequence<(String, String)>) {
        values = Dictionary(fields.lazy.map { ($0.0.lowercased(), $0.1) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(name: String) -> String? { values[name.lowercased()] }
}

/// Why there is no complete answer.
package enum TransportError: Error, Sendable, Hashable {
    /// The task was cancelled.
    case cancelled
    /// No connection, or it broke before the answer began.
    case unreachable(String)
    /// A connection, a pause or the whole request took longer than allowed.
    case timeout(String)
    /// The answer began and did not end as its head had promised.
    case cutShort(status: Int)
    /// The body is larger than allowed.
    case tooLarge(status: Int, limit: Int)
}
