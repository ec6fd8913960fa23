/// Markup with its values, escaped when they are put in.
///
/// ```swift
/// let cell: HTML = "<td title=\"\(package.error)\">\(package.dataset)</td>"
/// ```
///
/// Only literals are markup. An interpolated text is escaped, for an element's content as for a quoted attribute;
/// other markup is nested as it is. So no text of the database, which anybody who fills in a web form can write, becomes an element.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    private init(markup: String) { text = markup }

    package static let nothing = HTML(markup: "")

    package static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.text + right.text) }
    package static func += (left: inout HTML, right: HTML) { left.text += right.text }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { HTML.append(value, to: &text) }
        package mutating func appendInterpolation(_ number: Int) { text += String(number) }
        package mutating func appendInterpolation(_ nested: HTML) { text += nested.text }
        package mutating func appendInterpolation(_ nested: [HTML]) { for part in nested { text += part.text } }

        /// A length or a place in a drawing: two digits behind the point.
        package mutating func appendInterpolation(_ length: Double) {
            let hundredths = Int((min(max(length, -1e9), 1e9) * 100).rounded())
            text += hundredths < 0 ? "-" : ""
            text += String(abs(hundredths) / 100)
            let rest = abs(hundredths) % 100
            if rest > 0 { text += rest < 10 ? ".0\(rest)" : ".\(rest)" }
        }
    }

    private static func append(_ value: String, to text: inout String) {
        var clean = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": clean.append(contentsOf: "&amp;".unicodeScalars)
            case "<": clean.append(contentsOf: "&lt;".unicodeScalars)
            case ">": clean.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": clean.append(contentsOf: "&quot;".unicodeScalars)
            case "'": clean.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": clean.append(scalar)
            case _ where isTreacherous(scalar):
                let digits = String(scalar.value, radix: 16)
                let padding = String(repeating: "0", count: max(0, 4 - digits.count))
                clean.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
            default: clean.append(scalar)
            }
        }
        text.unicodeScalars.append(contentsOf: clean)
    }

    /// Controls, which HTML does not allow, and what turns the direction of the text behind it, so that it reads as something else.
    private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

extension Sequence where Element == HTML {
    package func joined(separator: HTML = "") -> HTML {
        var result = HTML.nothing
        var isFirst = true
        for element in self {
            if !isFirst { result += separator }
            result += element
            isFirst = false
        }
        return result
    }
}
