/// A page that could not be had: what happened, at which endpoint and page, and whether asking again may help.
///
/// Holds no query, no header and no credentials; what the server said is shortened and scrubbed of them.
public struct RESTError: Error, Sendable, Hashable {
    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// 401 or 403: the key is unknown, or not for this endpoint.
        case refused
        /// Any other 4xx; some APIs say 410 for a parameter they do not like, so it does not mean "gone".
        case badRequest
        /// 429.
        case rateLimited
        /// 5xx.
        case serverError
        /// 3xx, which is never followed: the token would go where the answer points.
        case redirected(host: String?)
        /// No connection, or it broke before the answer.
        case unreachable(String)
        /// A time-out of ours, or 408.
        case timeout(String)
        /// The body ended before its end.
        case cutShort
        /// The body is larger than allowed.
        case tooLarge(limit: Int)
        /// The body is something else, mostly a web page.
        case notJSON(contentType: String?)
        /// The body begins like JSON and is none.
        case malformedJSON(String)
        /// JSON, but not as the endpoint declares it.
        case wrongShape(String)
        /// The API reports an error in a body whose status says success.
        case apiMessage
        /// The request cannot be made of what was given.
        case invalidRequest(String)
    }

    /// What happened, by what follows from it.
    public let kind: Kind

    /// The path below the base URL, placeholders filled in.
    public let endpoint: String

    /// The page that was asked for, counted from 1.
    public let page: Int

    /// The status of the answer, when there was one.
    public let status: Int?

    /// What the API said itself, at most 200 characters.
    public let message: String?

    /// How long the answer asks to wait.
    public let retryAfter: Duration?

    /// How many requests were made before this was given up.
    public internal(set) var attempts: Int

    package init(
        kind: Kind, endpoint: String, page: Int, status: Int? = nil, message: String? = nil,
        retryAfter: Duration? = nil, attempts: Int = 0
    ) {
        self.kind = kind
        self.endpoint = endpoint
        self.page = page
        self.status = status
        self.message = message
        self.retryAfter = retryAfter
        self.attempts = attempts
    }

    /// Whether the same request may succeed later, without anyone mending anything.
    public var isTransient: Bool {
        switch kind {
        case .rateLimited, .serverError, .unreachable, .timeout, .cutShort, .notJSON, .malformedJSON: true
        case .refused, .badRequest, .redirected, .tooLarge, .wrongShape, .apiMessage, .invalidRequest: false
        }
    }
}

extension RESTError: CustomStringConvertible {
    /// What happened and what to do, for a person.
    public var description: String {
        var text = "\(endpoint), page \(page): \(what)"
        if let status { text += " (status \(status))" }
        if let message { text += "; the API says: \(message)" }
        if attempts > 1 { text += "; tried \(attempts) times" }
        return text
    }

    private var what: String {
        switch kind {
        case .refused: "the key was refused; check the token, the secret and what the key may read"
        case .badRequest: "the API does not take this request"
        case .rateLimited: "too many requests; wait, or ask for a higher limit"
        case .serverError: "the API failed"
        case .redirected(let host):
            "the API redirects to \(host ?? "an unnamed place"), which is not followed; set the base URL to where it lives"
        case .unreachable(let reason): "the API cannot be reached: \(reason)"
        case .timeout(let reason): "the API took too long: \(reason)"
        case .cutShort: "the answer was cut short"
        case .tooLarge(let limit): "the answer is larger than \(limit) bytes; ask for smaller pages"
        case .notJSON(let contentType): "the answer is not JSON but \(contentType ?? "of no named type")"
        case .malformedJSON(let reason): "the answer cannot be parsed: \(reason)"
        case .wrongShape(let reason): "the answer has not the expected shape: \(reason)"
        case .apiMessage: "the API reports an error"
        case .invalidRequest(let reason): "the request cannot be made: \(reason)"
        }
    }
}
