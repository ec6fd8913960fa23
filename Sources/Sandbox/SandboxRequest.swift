internal import NIOCore

/// A request, free of the HTTP server that received it.
struct SandboxRequest {
    let method: String
    /// Without the query, still encoded.
    let path: String
    let query: String
    /// The header `Authorization`.
    let authorization: String?
    let body: [UInt8]

    var parameters: QueryParameters { QueryParameters(query[...]) }
    var components: [String] { path.split(separator: "/").map { QueryParameters.decoded($0, plusIsSpace: false) } }
}

/// What is sent back.
struct SandboxAnswer {
    static let json = "application/json; charset=utf-8"
    static let html = "text/html; charset=utf-8"

    let status: Int
    let contentType: String
    let body: ByteBuffer
    /// What stands around the records, if this is a page of a list.
    let envelope: Envelope?
    /// The header `Retry-After`, in seconds.
    var retryAfter: Int?
    var delivery = Delivery.whole

    init(
        status: Int = 200, contentType: String = SandboxAnswer.json, body: ByteBuffer, envelope: Envelope? = nil
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.envelope = envelope
    }

    init(status: Int = 200, json: JSONWriter, envelope: Envelope? = nil) {
        self.init(status: status, body: ByteBuffer(bytes: json.bytes), envelope: envelope)
    }

    /// The web application's own page, which answers for every path that the API does not have.
    static let pageNotFound = SandboxAnswer(
        status: 404, contentType: html,
        body: ByteBuffer(
            string: """
                <!DOCTYPE html><html><head><title>Page Not Found</title></head>
                <body><h1>Sorry, the page couldn't be found.</h1></body></html>
                """))

    static let serverError = SandboxAnswer(
        status: 500, contentType: html,
        body: ByteBuffer(string: "<!DOCTYPE html><html><body><h1>Something went wrong.</h1></body></html>"))

    init(_ error: APIError, quirks: Quirks) {
        var json = JSONWriter()
        if let message = error.message, !quirks.emptyErrorBodies {
            json.beginObject()
            json.key("error_message")
            json.value(message)
            json.endObject()
        }
        self.init(status: quirks.errorsAsSuccess ? 200 : error.status, json: json)
    }
}
