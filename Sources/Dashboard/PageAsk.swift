/// What a request for a page asks: its query, decoded, the last value of each name.
package struct PageAsk: Sendable {
    package var query: [String: String]

    package init(query: [String: String] = [:]) { self.query = query }
}
