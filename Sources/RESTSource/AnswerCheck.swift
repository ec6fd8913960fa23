private import FoundationEssentials
internal import JSON

/// Decides what an answer is: a page as its endpoint declares it, or which error. No I/O.
struct AnswerCheck {
    let request: PageRequest
    let path: String
    let errorKey: JSONPath
    let credentials: Credentials
    let retry: RetryPolicy

    /// What a failed transport means for this request.
    func failure(_ error: TransportError) -> any Error {
        switch error {
        case .cancelled: CancellationError()
        case .unreachable(let reason): self.error(.unreachable(safe(reason)))
        case .timeout(let reason): self.error(.timeout(safe(reason)))
        case .cutShort(let status): self.error(.cutShort, status: status)
        case .tooLarge(let status, let limit): self.error(.tooLarge(limit: limit), status: status)
        }
    }

    /// Takes the body out of `response`: the parser writes its padding behind it, which copies a body that is held twice.
    func page(
        takingBodyOf response: inout HTTPResponse, attempts: Int, start: ContinuousClock.Instant
    ) throws(RESTError) -> Page {
        let status = response.status
        let headers = response.headers
        var body: [UInt8] = []
        swap(&body, &response.body)
        let contentType = headers["content-type"]
        guard (200...299).contains(status) else {
            let message = isJSON(contentType) ? message(in: consume body) : nil
            throw error(kind(status: status, headers: headers), status: status, message: message, headers: headers)
        }
        // Some servers name the wrong type for their JSON, so the first byte decides where the type does not.
        guard isJSON(contentType) || startsLikeJSON(body) else {
            throw error(.notJSON(contentType: contentType.map(safe)), status: status)
        }
        let byteCount = body.count
        let document = try parse(consume body, status: status)
        let (shape, count, total) = try document.withRoot { (root: JSONValue) throws(RESTError) in
            try inspect(root, status: status)
        }
        return Page(
            document: document, request: request, total: total, recordCount: count,
            serverDate: headers["date"].flatMap { Date(httpDate: $0) }, byteCount: byteCount, attempts: attempts,
            duration: ContinuousClock.now - start, shape: shape)
    }

    private func parse(_ body: consuming [UInt8], status: Int) throws(RESTError) -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(parsing: body)
        } catch {
            throw self.error(.malformedJSON(safe(error.description)), status: status)
        }
    }

    // MARK: - Shape

    private func inspect(_ root: JSONValue, status: Int) throws(RESTError) -> (Page.Shape, count: Int, total: Int?) {
        if let message = root[errorKey], !message.isNull {
            throw error(.apiMessage, status: status, message: message.makeString())
        }
        let (shape, count) = try records(of: root, status: status)
        guard case .numbered(_, _, _, let totalPath) = request.endpoint.pagination else { return (shape, count, nil) }
        guard let total = root[totalPath]?.integer, total >= 0 else {
            throw error(.wrongShape("\(totalPath) is missing or not a count"), status: status)
        }
        return (shape, count, Int(total))
    }

    private func records(of root: JSONValue, status: Int) throws(RESTError) -> (Page.Shape, count: Int) {
        let path = request.endpoint.records
        let mayBeBare = request.endpoint.pagination == .single
        switch root[path] {
        case let value? where value.kind == .array: return (.array, value.count)
        case let value? where value.kind == .object && mayBeBare: return (.object, 1)
        case nil where root.kind == .object && root.count > 0 && mayBeBare: return (.bare, 1)
        case nil: throw error(.wrongShape("\(path) is missing"), status: status)
        case let value?: throw error(.wrongShape("\(path) is \(value.kind) where an array is expected"), status: status)
        }
    }

    private func isJSON(_ contentType: String?) -> Bool {
        guard let type = contentType?.split(separator: ";").first?.lowercased() else { return false }
        let bare = type.filter { !$0.isWhitespace }
        return bare == "application/json" || bare == "text/json" || bare.hasSuffix("+json")
    }

    private func startsLikeJSON(_ body: [UInt8]) -> Bool {
        let first = body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    // MARK: - Errors

    private func kind(status: Int, headers: HTTPHeaderFields) -> RESTError.Kind {
        switch status {
        case 401, 403: .refused
        case 408: .timeout("the API gave up waiting")
        case 429: .rateLimited
        case 300...399: .redirected(host: headers["location"].flatMap { URLComponents(string: $0)?.host }.map(safe))
        case 500...: .serverError
        default: .badRequest
        }
    }

    /// The API's own message in an error body; the status speaks for a body that cannot be parsed.
    private func message(in body: consuming [UInt8]) -> String? {
        do throws(JSONError) {
            return try JSONDocument(parsing: body).withRoot { root in root[errorKey]?.makeString() }
        } catch {
            return nil
        }
    }

    private func error(
        _ kind: RESTError.Kind, status: Int? = nil, message: String? = nil, headers: HTTPHeaderFields? = nil
    ) -> RESTError {
        RESTError(
            kind: kind, endpoint: path, page: request.pageNumber, status: status, message: message.map(safe),
            retryAfter: headers.flatMap { retry.retryAfter($0) })
    }

    /// Text that came from outside, fit for a log line: without the credentials, on one line, short.
    private func safe(_ text: String) -> String {
        let printable = credentials.scrubbed(from: text).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        let line = printable.split(separator: " ").map { String($0) }.joined(separator: " ")
        return line.count <= 200 ? line : line.prefix(199) + "…"
    }
}
