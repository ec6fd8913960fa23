import Foundation
import Logging

/// How lines on standard error are written.
enum LogFormat: String, CaseIterable, Sendable {
    case text, json
}

/// One event as a line: the time, a level, a sentence and what it is about.
struct LogLine: Sendable {
    enum Value: Sendable {
        case text(String)
        case number(Int)
        case decimal(Double)
        case truth(Bool)
    }

    var time = Date()
    var level: Logger.Level
    var message: String
    var fields: [(name: String, value: Value)] = []

    func written(as format: LogFormat) -> String {
        switch format {
        case .text: text
        case .json: json
        }
    }

    private var timestamp: String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    // MARK: - For people

    /// Time, level and sentence, then a tab and what it is about. No part can hold a tab or a line break, so nothing that an
    /// API says can pass for another part, or for another line.
    var text: String {
        let level = level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        let words = "\(timestamp) \(level) \(Self.printable(message))"
        guard !fields.isEmpty else { return words }
        return words + "\t" + fields.map { "\($0.name)=\(Self.word($0.value))" }.joined(separator: " ")
    }

    private static func word(_ value: Value) -> String {
        switch value {
        case .text(let text):
            let isPlain = !text.isEmpty && !text.contains { " \"=\\".contains($0) }
            let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return printable(isPlain ? text : "\"\(quoted)\"")
        case .number(let number): return "\(number)"
        case .decimal(let number): return "\(number)"
        case .truth(let isTrue): return "\(isTrue)"
        }
    }

    /// Text without anything that moves a cursor, ends a line or turns the direction of writing.
    static func printable(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                safe.append(contentsOf: escaped(scalar).unicodeScalars)
            default: safe.append(scalar)
            }
        }
        return String(safe)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    // MARK: - For machines

    /// One JSON object: `time`, `level`, `message`, and what it is about.
    var json: String {
        Self.object(
            [("time", .text(timestamp)), ("level", .text(level.rawValue)), ("message", .text(message))] + fields)
    }

    /// Written by hand, since the order of the members is for who reads them in a terminal.
    static func object(_ members: [(name: String, value: Value)]) -> String {
        "{" + members.map { "\(quoted($0.name)):\(literal($0.value))" }.joined(separator: ",") + "}"
    }

    private static func literal(_ value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): "\(number)"
        case .decimal(let number): number.isFinite ? "\(number)" : "null"
        case .truth(let isTrue): "\(isTrue)"
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = String.UnicodeScalarView()
        json.append("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json.append(contentsOf: "\\\"".unicodeScalars)
            case "\\": json.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": json.append(contentsOf: "\\n".unicodeScalars)
            case "\r": json.append(contentsOf: "\\r".unicodeScalars)
            case "\t": json.append(contentsOf: "\\t".unicodeScalars)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                json.append(
                    contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            default: json.append(scalar)
            }
        }
        json.append("\"")
        return String(json)
    }
}
