import JSON

/// A kept record as a person reads it: JSON in lines, its numbers and texts digit by digit as they came, and nothing in it that
/// a terminal would obey.
package struct RecordText: Sendable {
    package let text: String

    package init(_ bytes: [UInt8]) {
        do {
            let document = try JSONDocument(parsing: bytes)
            text = document.withRoot { Self.escaped(Self.lines(of: $0, indent: "").joined(separator: "\n")) }
        } catch {
            text = Self.escaped(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// A text without control characters, but for the end of a line: each is shown as its JSON escape.
    package static func escaped(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            // Formats can turn the direction of what follows.
            case .control where scalar != "\n", .format, .surrogate, .lineSeparator, .paragraphSeparator:
                let digits = String(scalar.value, radix: 16)
                clean.append(
                    contentsOf: "\\u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)".unicodeScalars)
            default: clean.append(scalar)
            }
        }
        return String(clean)
    }

    private static func lines(of value: JSONValue, indent: String) -> [String] {
        let inner = indent + "  "
        switch value.kind {
        case .array where value.count > 0:
            var lines = ["["]
            for element in value.elements {
                append(Self.lines(of: element, indent: inner), named: nil, indent: inner, to: &lines)
            }
            return ended(lines, with: "\(indent)]")
        case .object where value.count > 0:
            var lines = ["{"]
            for (key, member) in value.members {
                append(Self.lines(of: member, indent: inner), named: key, indent: inner, to: &lines)
            }
            return ended(lines, with: "\(indent)}")
        default:
            return [String(decoding: value.text, as: UTF8.self)]
        }
    }

    private static func append(_ value: [String], named key: JSONValue?, indent: String, to lines: inout [String]) {
        let name = key.map { "\(String(decoding: $0.text, as: UTF8.self)): " } ?? ""
        lines.append("\(indent)\(name)\(value.first ?? "")")
        lines += value.dropFirst()
        lines[lines.count - 1] += ","
    }

    private static func ended(_ lines: [String], with end: String) -> [String] {
        var lines = lines
        lines[lines.count - 1].removeLast()
        return lines + [end]
    }
}
