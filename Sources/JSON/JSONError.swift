/// Why bytes are not a JSON document.
///
/// Offsets count from the first byte as received; after a repair of invalid UTF-8, from the first repaired byte.
package enum JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nothing, or nothing but white space.
    case empty
    /// All was well until the bytes ended, as when a connection breaks off: worth another request.
    case truncated(at: Int)
    case syntax(at: Int, Fault)
    /// Arrays and objects lie deeper in one another than `limit` levels.
    case tooDeep(at: Int, limit: Int)
    /// More than the 4 GB, or the 67 million children of one container, that the parser can count.
    case tooLarge(bytes: Int)
    case outOfMemory(bytes: Int)
    /// simdjson has no code for this processor.
    case unsupportedProcessor

    package enum Fault: String, Sendable {
        case value = "no value begins here"
        case key = "no key begins here"
        case colon = "a colon is missing"
        case comma = "neither a comma nor the end of the container"
        case number = "not a number of JSON"
        case literal = "neither true, false nor null"
        case escape = "an escape that JSON does not know"
        case controlCharacter = "a raw control character in a string"
        case trailingText = "text after the end of the document"
    }

    package var description: String {
        switch self {
        case .empty:
            "the JSON document is empty"
        case .truncated(let at):
            "the JSON document breaks off after \(at) bytes; it may arrive whole when it is asked for again"
        case .syntax(let at, let fault):
            "not JSON at byte \(at): \(fault.rawValue)"
        case .tooDeep(let at, let limit):
            "the JSON document is nested deeper than \(limit) levels at byte \(at)"
        case .tooLarge(let bytes):
            "the JSON document of \(bytes) bytes is too large for the parser; ask for fewer records at once"
        case .outOfMemory(let bytes):
            "no memory to parse a JSON document of \(bytes) bytes; ask for fewer records at once"
        case .unsupportedProcessor:
            "the installed simdjson does not support this processor"
        }
    }
}
