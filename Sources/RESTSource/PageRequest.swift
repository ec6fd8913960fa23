/// One page to ask for: an endpoint with what differs from request to request.
package struct PageRequest: Sendable, Hashable {
    package var endpoint: Endpoint

    /// The values of the path's placeholders.
    package var pathValues: [String: String]

    /// Sent after the endpoint's own query. Nothing here overrides that: a name in both is sent twice.
    package var query: [QueryItem]

    /// Counted from 1; not sent to an endpoint without pages.
    package var pageNumber: Int

    /// How many records to ask for; `nil` asks for as many as the API gives, which is also the upper bound.
    package var pageSize: Int?

    package init(
        endpoint: Endpoint, pathValues: [String: String] = [:], query: [QueryItem] = [], pageNumber: Int = 1,
        pageSize: Int? = nil
    ) {
        self.endpoint = endpoint
        self.pathValues = pathValues
        self.query = query
        self.pageNumber = pageNumber
        self.pageSize = pageSize
    }

    /// The endpoint's path with its placeholders filled in, each value percent-encoded as one segment.
    ///
    /// An empty value, `.` and `..` are refused: they would silently ask for another path (`users/` is the list).
    func path() throws(RESTError) -> String {
        var path = ""
        var rest = endpoint.path[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            guard let value = pathValues[name], !["", ".", ".."].contains(value) else {
                throw RESTError(
                    kind: .invalidRequest("no usable value for {\(name)}"), endpoint: endpoint.path, page: pageNumber)
            }
            path += rest[..<open]
            path += value.percentEncoded
            rest = rest[rest.index(after: close)...]
        }
        return path + rest
    }

    /// The query string, without its question mark; empty when there is nothing to send.
    var queryString: String {
        var items = endpoint.query + query
        if case .numbered(let page, let size, let maximum, _) = endpoint.pagination {
            items.append(QueryItem(page, String(pageNumber)))
            items.append(QueryItem(size, String(min(pageSize ?? maximum, maximum))))
        }
        return items.map(\.encoded).joined(separator: "&")
    }
}
