import JSON

/// A JSON value that has left its document. Numbers are their text, so that no digit is lost in a comparison.
enum Plain: Equatable, Sendable {
    case null
    case boolean(Bool)
    case number(String)
    case string(String)
    case array([Plain])
    case object([Member])

    /// Texts are equal when their bytes are: `==` on `String` takes an accented letter and its two parts for the same.
    static func == (left: Plain, right: Plain) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    struct Member: Equatable, Sendable {
        let name: String
        let value: Plain
    }

    init(parsing bytes: [UInt8]) throws {
        self = try JSONDocument(parsing: bytes).withRoot { Plain($0) }
    }

    init(parsing text: String) throws {
        try self.init(parsing: Array(text.utf8))
    }

    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .boolean: self = .boolean(value.boolean == true)
        case .number: self = .number(String(decoding: value.text, as: UTF8.self))
        case .string: self = .string(value.makeString() ?? "")
        case .array: self = .array(value.elements.map { Plain($0) })
        case .object:
            self = .object(value.members.map { Member(name: $0.key.makeString() ?? "", value: Plain($0.value)) })
        }
    }

    /// Of an object: its members, in their order. Of anything else, such as the list that stands for an empty map: none.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    var elements: [Plain] {
        if case .array(let elements) = self { elements } else { [] }
    }

    subscript(name: String) -> Plain {
        members.first { $0.name == name }?.value ?? .null
    }

    /// Absent, null and the empty text mean the same: no value (API reference, section 4.3).
    var isNone: Bool {
        self == .null || self == .string("")
    }

    /// The content of a text, the digits of a number, the word of a boolean.
    var text: String? {
        switch self {
        case .null, .array, .object: nil
        case .boolean(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): text.isEmpty ? nil : text
        }
    }

    /// The members of a map in an order of their own, for comparing maps.
    var sorted: Plain {
        switch self {
        case .object(let members):
            .object(
                members.map { Member(name: $0.name, value: $0.value.sorted) }
                    .sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) })
        case .array(let elements): .array(elements.map(\.sorted))
        default: self
        }
    }
}
