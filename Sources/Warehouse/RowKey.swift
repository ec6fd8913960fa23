/// The primary key of a row, as the texts of its columns in order.
package struct RowKey: Sendable, Hashable, CustomStringConvertible {
    package let parts: [String]

    package init(_ parts: [String]) {
        self.parts = parts
    }

    package var description: String {
        parts.joined(separator: ", ")
    }
}
