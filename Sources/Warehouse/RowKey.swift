/// The primary key of a row, as the texts of its columns in order.
///
/// Made, hashed and compared for each record of a page: so the first text, mostly the only one, has no array around it.
package struct RowKey: Sendable, Hashable, CustomStringConvertible {
    private let first: String
    private let others: [String]

    package init(_ parts: [String]) {
        self.init(first: parts.first ?? "", others: Array(parts.dropFirst()))
    }

    package init(first: String, others: [String] = []) {
        self.first = first
        self.others = others
    }

    package var parts: [String] { [first] + others }

    package var description: String {
        others.isEmpty ? first : parts.joined(separator: ", ")
    }
}
