import HTTPTypes

/// A request as far as it matters here.
struct IncomingRequest: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        case tooLarge

        var isTooLarge: Bool {
            if case .tooLarge = self { true } else { false }
        }
    }

    let method: String
    /// As they came, not decoded.
    let path: Substring
    let query: Substring
    /// What it wants to reach, from its `Host`.
    let host: String?
    let headers: HTTPFields
    let body: Body

    init(_ head: HTTPRequest, body: Body) {
        method = head.method.rawValue
        let target = (head.path ?? "/")[...]
        if let mark = target.firstIndex(of: "?") {
            path = target[..<mark]
            query = target[target.index(after: mark)...]
        } else {
            path = target
            query = ""
        }
        host = head.authority
        headers = head.headerFields
        self.body = body
    }

    var targetLength: Int { path.utf8.count + query.utf8.count }

    /// For whom an error is to be written: a browser, or what reads JSON.
    var isForPeople: Bool {
        let path = self.path
        return
            !(path == "/api" || path.hasPrefix("/api/") || path == "/metrics" || path == "/healthz"
            || path == "/readyz")
    }
}
