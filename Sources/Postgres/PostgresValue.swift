package import FoundationEssentials

/// What can be bound in a ``Statement``.
package protocol PostgresValue: Sendable {
    /// The value in Postgres' text format; nil is null.
    var postgresText: String? { get }
}

extension String: PostgresValue {
    package var postgresText: String? { self }
}

extension Int: PostgresValue {
    package var postgresText: String? { String(self) }
}

extension Int32: PostgresValue {
    package var postgresText: String? { String(self) }
}

extension Int64: PostgresValue {
    package var postgresText: String? { String(self) }
}

extension Bool: PostgresValue {
    package var postgresText: String? { self ? "t" : "f" }
}

extension Double: PostgresValue {
    /// Swift's shortest text that reads back as the same number; `inf` and `nan` are words Postgres knows.
    package var postgresText: String? { description }
}

extension UUID: PostgresValue {
    package var postgresText: String? { uuidString }
}

extension Date: PostgresValue {
    /// ISO 8601 in UTC with microseconds, whatever the session's time zone; an instant that Postgres cannot
    /// hold is `infinity`.
    package var postgresText: String? { PostgresTimestamp(self).text }
}

extension Optional: PostgresValue where Wrapped: PostgresValue {
    package var postgresText: String? { self?.postgresText }
}

extension Array: PostgresValue where Element: PostgresArrayElement {
    package var postgresText: String? { Element.postgresText(of: self) }
}

/// What can be an element of a bound array. A protocol of its own because `[UInt8]` is a `bytea` and no array.
package protocol PostgresArrayElement: Sendable {
    static func postgresText(of elements: [Self]) -> String?
}

extension PostgresArrayElement where Self: PostgresValue {
    /// The array literal of the manual's "Array Value Input". Every element is quoted, so that no text can be
    /// taken for a delimiter or for null.
    package static func postgresText(of elements: [Self]) -> String? {
        // By bytes: as a grapheme, a quote followed by a combining mark would not equal a quote; in UTF-8 each of the two
        // that are escaped is a byte of its own.
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        var text = [UInt8(ascii: "{")]
        for element in elements {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            guard let value = element.postgresText else {
                text += "null".utf8
                continue
            }
            text.append(quote)
            for byte in value.utf8 {
                if byte == quote || byte == backslash { text.append(backslash) }
                text.append(byte)
            }
            text.append(quote)
        }
        text.append(UInt8(ascii: "}"))
        return String(decoding: text, as: UTF8.self)
    }
}

extension String: PostgresArrayElement {}
extension Int: PostgresArrayElement {}
extension Int32: PostgresArrayElement {}
extension Int64: PostgresArrayElement {}
extension Bool: PostgresArrayElement {}
extension Double: PostgresArrayElement {}
extension UUID: PostgresArrayElement {}
extension Date: PostgresArrayElement {}
extension Optional: PostgresArrayElement where Wrapped: PostgresValue {}
extension Array: PostgresArrayElement where Element == UInt8 {}

extension UInt8: PostgresArrayElement {
    /// The hex format of `bytea`.
    package static func postgresText(of elements: [UInt8]) -> String? {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * elements.count + 2)
        text += "\\x".utf8
        for byte in elements {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
