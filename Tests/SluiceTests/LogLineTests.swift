import Foundation
import Logging
import Testing

@testable import sluice

struct LogLineTests {
    static let nasty = [
        "two\nlines", "a \"quote\" and a back\\slash", "tab\there", "\u{0}\u{1}\u{1B}[2J\u{7F}\u{9B}31m",
        "\u{2028}\u{2029}",
        "\u{202E}sdrawkcab\u{200B}", "line\r\n2026-01-01T00:00:00.000Z error    forged\tpackage_id=x", "", "ünïcödé 🚰",
        "level=error package_id=1",
    ]

    @Test(arguments: nasty)
    func `a JSON line is one line of valid JSON, whatever the words`(words: String) throws {
        var line = LogLine(level: .warning, message: words)
        line.fields = [
            ("resource", .text(words)), ("page", .number(3)), ("late", .truth(true)), ("odd", .decimal(.nan)),
        ]
        let json = line.json
        #expect(!json.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["message"] as? String == words)
        #expect(object["resource"] as? String == words)
        #expect(object["level"] as? String == "warning")
        #expect(object["page"] as? Int == 3 && object["late"] as? Bool == true && object["odd"] is NSNull)
    }

    @Test(arguments: nasty)
    func `a text line cannot be forged`(words: String) throws {
        var line = LogLine(level: .info, message: words)
        line.fields = [("package_id", .text("real")), ("resource", .text(words))]
        let text = line.text
        // One line, and one tab: what stands behind it is ours.
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 1)
        #expect(
            !text.unicodeScalars.contains {
                $0 != "\t" && ($0.properties.generalCategory == .control || $0.properties.generalCategory == .format)
            })
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        #expect(parts.count == 2)
        #expect(parts[1].hasPrefix("package_id=real resource="))
        #expect(parts[0].dropFirst(25).hasPrefix("info     "))
    }

    static let choices: [(ProgressChoice?, LogFormat?, Logger.Level?, Bool, Bool, String)] = [
        (nil, nil, nil, false, true, "bar text none"), (nil, nil, nil, false, false, "lines text info"),
        (nil, nil, nil, true, true, "none text none"), (nil, nil, nil, true, false, "none text none"),
        (nil, .json, nil, false, true, "bar json info"), (nil, nil, .debug, false, true, "bar text debug"),
        (.json, nil, nil, false, false, "json json warning"), (.json, .text, .trace, false, false, "json text trace"),
        (.bar, nil, nil, false, false, "lines text info"), (.lines, nil, nil, false, true, "lines text none"),
        (ProgressChoice.none, nil, nil, false, false, "none text info"),
        (nil, .json, nil, true, false, "none json error"), (nil, nil, .critical, true, false, "none text critical"),
    ]

    @Test(arguments: choices)
    func `flags and the terminal decide how a run talks`(
        progress: ProgressChoice?, format: LogFormat?, level: Logger.Level?, isQuiet: Bool, isTerminal: Bool,
        expected: String
    ) {
        let reporting = Reporting(
            progress: progress, format: format, level: level, isQuiet: isQuiet, isTerminal: isTerminal)
        let words = "\(reporting.progress) \(reporting.format) \(reporting.level.map { "\($0)" } ?? "none")"
        #expect(words == expected)
    }
}
