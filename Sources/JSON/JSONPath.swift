/// The way from a record to a field: the keys to follow, `"contact.email"` for `{"contact": {"email": …}}`.
///
/// A literal is split at its dots; a key that holds a dot needs ``init(_:)-([String])``.
public struct JSONPath: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let keys: [String]

    /// A path of keys that may hold dots themselves.
    public init(_ keys: [String]) {
        self.keys = keys
    }

    /// The path between the dots of a literal: `"contact.email"`.
    public init(stringLiteral literal: String) {
        self.init(splitting: literal)
    }

    /// The keys between the dots of a text.
    package init(splitting text: String) {
        keys = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    }

    /// The keys with dots between them.
    public var description: String { keys.joined(separator: ".") }
}

extension JSONValue {
    /// What lies at the end of a path; the value itself for a path without keys. Nil when a key is missing or something
    /// on the way is no object; a null that is there is a value of kind ``JSONKind/null``.
    package subscript(path: JSONPath) -> JSONValue? {
        var value = self
        for key in path.keys {
            guard let next = value[key] else { return nil }
            value = next
        }
        return value
    }
}
