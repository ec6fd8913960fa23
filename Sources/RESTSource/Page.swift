package import JSON

package import struct FoundationEssentials.Date

/// One answer: the parsed body, and what the request cost.
package struct Page: Sendable {
    /// The whole answer. Records are views into it, so it lives as long as the page does.
    package let document: JSONDocument

    /// What was asked for.
    package let request: PageRequest

    /// How many records the API says there are in all; `nil` for endpoints without pages.
    package let total: Int?

    /// How many records this page holds.
    package let recordCount: Int

    /// The `Date` header: the API's clock when it answered, to the second.
    package let serverDate: Date?

    /// The size of the body as it was received.
    package let byteCount: Int

    /// How many requests this page took, the good one included.
    package let attempts: Int

    /// How long the good attempt took, from sending the request to the parsed body. Waiting for a free slot, for the
    /// gate and between attempts is not part of it.
    package let duration: Duration

    let shape: Shape

    /// A page of an answer that did not come over HTTP, its records in an array.
    package init(of document: JSONDocument, request: PageRequest, total: Int?, recordCount: Int) {
        self.init(
            document: document, request: request, total: total, recordCount: recordCount, serverDate: nil,
            byteCount: document.byteCount, attempts: 1, duration: .zero, shape: .array)
    }

    init(
        document: JSONDocument, request: PageRequest, total: Int?, recordCount: Int, serverDate: Date?, byteCount: Int,
        attempts: Int, duration: Duration, shape: Shape
    ) {
        self.document = document
        self.request = request
        self.total = total
        self.recordCount = recordCount
        self.serverDate = serverDate
        self.byteCount = byteCount
        self.attempts = attempts
        self.duration = duration
        self.shape = shape
    }

    /// Where the records were found when the page was checked.
    enum Shape: Sendable {
        /// An array at the endpoint's path.
        case array
        /// One record, at the endpoint's path.
        case object
        /// One record: the whole body, without an envelope.
        case bare
    }

    /// Gives the records to `body`, as views that are valid inside it only.
    package func withRecords<R, E: Error>(_ body: (PageRecords) throws(E) -> R) throws(E) -> R {
        try document.withRoot { (root: JSONValue) throws(E) -> R in
            switch shape {
            case .bare: try body(PageRecords(one: root))
            case .object: try body(PageRecords(one: Self.value(at: request.endpoint.records, of: root)))
            case .array: try body(PageRecords(array: Self.value(at: request.endpoint.records, of: root)))
            }
        }
    }

    private static func value(at path: JSONPath, of root: JSONValue) -> JSONValue {
        guard let value = root[path] else {
            preconditionFailure("a page is made only of an answer whose records were found")
        }
        return value
    }
}
