/// A name in SQL (`"sales"."leads"`), quoted in one place only.
///
/// A plain string put into a ``Statement`` is a bound value; a name must be an identifier. A name that holds a
/// NUL is refused when its statement is sent. Postgres cuts names after 63 bytes without an error.
package struct Identifier: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The unquoted parts, outermost first: schema, table.
    package let parts: [String]

    package init(_ parts: String...) { self.parts = parts }
    package init(parts: [String]) { self.parts = parts }
    /// One part: dots in the literal belong to the name.
    package init(stringLiteral value: String) { self.parts = [value] }

    /// The quoted form. Always quoted, so that `order` and `Leads` mean what they say.
    package var sql: String { parts.map(Self.quoted).joined(separator: ".") }

    private static func quoted(_ part: String) -> String {
        var quoted = "\""
        // By unicode scalar: as a grapheme, a quote followed by a combining mark would not equal a quote.
        for scalar in part.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        quoted.unicodeScalars.append("\"")
        return quoted
    }

    /// The name inside this one: `Identifier("sales").appending("leads")`.
    package func appending(_ part: String) -> Identifier { Identifier(parts: parts + [part]) }

    package var description: String { sql }
}
