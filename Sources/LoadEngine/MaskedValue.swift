package import JSON

/// The shape of a JSON value, without the value: letters as `x` and `X`, digits as `9`, punctuation as it is.
///
/// ```text
/// "03/04/2026 3 PM"   "99/99/9999 9 XX"
/// -12.50              -99.99
/// ["a", "b"]          a list of 2
/// ```
///
/// For whatever has to say what came and may not show it: why a record was rejected, what an unknown field looks like. Long
/// texts are cut.
package struct MaskedValue: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    /// How many characters of a value are shown.
    private static let limit = 40

    package init(_ value: JSONValue) {
        switch value.kind {
        case .null: text = "null"
        case .boolean: text = "a boolean"
        case .number: text = Self.mask(value.text) { $0 == "e" || $0 == "E" ? $0 : Self.mask($0) }
        case .string: text = "\"\(Self.mask(value.string ?? value.text, Self.mask))\""
        case .array: text = "a list of \(value.count)"
        case .object: text = "a map of \(value.count)"
        }
    }

    package var description: String { text }

    private static func mask(
        _ bytes: UnsafeBufferPointer<UInt8>, _ mask: (Unicode.Scalar) -> Unicode.Scalar
    ) -> String {
        // No character has more than four bytes; one that is cut in two here lies behind the limit.
        let scalars = String(decoding: bytes.prefix(4 * (limit + 1)), as: UTF8.self).unicodeScalars
        var masked = String.UnicodeScalarView(scalars.prefix(limit).map(mask))
        if scalars.count > limit { masked.append("…") }
        return String(masked)
    }

    private static func mask(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: "X"
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .enclosingMark: "x"
        case .decimalNumber, .letterNumber, .otherNumber: "9"
        case .spaceSeparator: " "
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            scalar
        // Control characters, half of them tabs and line ends: nothing that a terminal or a text column would stumble over.
        default: "·"
        }
    }
}
