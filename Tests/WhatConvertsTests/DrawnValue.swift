import JSON
import Warehouse

@testable import LoadEngine

/// Numbers that look random and are the same for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }
}

/// A value as an API may spell it, with what its column must read back as, known without the code under test.
struct DrawnValue {
    let json: String
    /// The column as text; nil for null.
    let cell: Cell?

    enum Cell: Equatable {
        case text(String)
        /// What a `jsonb` column holds, its members in any order.
        case json(Plain)
    }

    init(_ json: String, _ text: String?) {
        self.json = json
        cell = text.map { .text($0) }
    }

    init(_ json: String, json cell: Plain) {
        self.json = json
        self.cell = .json(cell)
    }

    // MARK: - By type

    /// A value of the field's type, in one of the spellings that are accepted, or none at all.
    static func draw(_ field: Field, _ numbers: inout SeededNumbers) -> DrawnValue {
        if numbers.chance(12) { return DrawnValue(numbers.pick(["null", "\"\""]), nil) }
        switch field.type {
        case .text: return field.secretParameter.map { link(without: $0, &numbers) } ?? text(&numbers)
        case .bigint: return whole(Int64.random(in: .min ... .max, using: &numbers), &numbers)
        case .integer: return whole(Int64(Int32.random(in: .min ... .max, using: &numbers)), &numbers)
        case .numeric: return number(&numbers)
        case .boolean:
            return numbers.chance(50)
                ? DrawnValue(numbers.pick(["true", "1", "\"true\"", "\"1\""]), "true")
                : DrawnValue(numbers.pick(["false", "0", "\"false\"", "\"0\""]), "false")
        case .timestamptz: return instant(&numbers)
        case .jsonb, .uuid, .bytea:
            let map = DrawnMap.draw(&numbers)
            return DrawnValue(map.json, json: map.plain)
        }
    }

    /// A value that does not fit the field, whatever it is.
    static func misfit(_ field: Field, _ numbers: inout SeededNumbers) -> String {
        switch field.type {
        case .text: numbers.pick(["[]", "{}", "[\"a\"]", "{\"a\":1}"])
        case .bigint: numbers.pick(["1.5", "\"x\"", "true", "[1]", "9223372036854775808", "\"1,000\"", "1e3"])
        case .integer: numbers.pick(["1.5", "\"x\"", "false", "{}", "2147483648", "\" 1\""])
        case .numeric: numbers.pick(["\"1,5\"", "\"$5\"", "true", "[]", "1e200000", "\"NaN\""])
        case .boolean: numbers.pick(["2", "\"yes\"", "[]", "{}", "1.0"])
        case .timestamptz:
            numbers.pick(["5", "\"03/04/2026\"", "\"2026-02-30\"", "true", "\"2026-03-04T15:06:07.1234567Z\""])
        case .jsonb, .uuid, .bytea: numbers.pick(["[\"a\"]", "\"text\"", "5", "true"])
        }
    }

    static func whole(_ value: Int64, _ numbers: inout SeededNumbers) -> DrawnValue {
        DrawnValue(numbers.pick(["\(value)", "\"\(value)\"", "\(value).0", "\"\(value).00\""]), "\(value)")
    }

    private static func number(_ numbers: inout SeededNumbers) -> DrawnValue {
        let sign = numbers.pick(["", "-"])
        let whole = numbers.pick(["1", "12", "750", "1234567890123456789012345678901234567890"])
        let fraction = numbers.pick(["", ".5", ".10", ".000", ".123456789012345678901234567890"])
        switch numbers.next() % 4 {
        case 0: return DrawnValue("\"\(sign)\(whole)\(fraction)\"", "\(sign)\(whole)\(fraction)")
        case 1: return DrawnValue("\(sign)\(whole)e2", "\(sign)\(whole)00")
        case 2: return DrawnValue("\(sign)125E-4", "\(sign)0.0125")
        default: return DrawnValue("\(sign)\(whole)\(fraction)", "\(sign)\(whole)\(fraction)")
        }
    }

    /// Days of one month, so that an offset can be worked out by hand.
    private static func instant(_ numbers: inout SeededNumbers) -> DrawnValue {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let (year, day) = (Int.random(in: 1001...9998, using: &numbers), Int.random(in: 5...24, using: &numbers))
        let hour = Int.random(in: 0...23, using: &numbers)
        let rest = ":\(two(Int.random(in: 0...59, using: &numbers))):\(two(Int.random(in: 0...59, using: &numbers)))"
        let date = "\(year)-07-\(two(day))"
        let utc = "\(date) \(two(hour))\(rest)"
        switch numbers.next() % 6 {
        case 0: return DrawnValue("\"\(date)\"", "\(date) 00:00:00")
        case 1: return DrawnValue("\"\(utc)\"", utc)
        case 2: return DrawnValue("\"\(date)T\(two(hour))\(rest).120000Z\"", "\(utc).12")
        case 3: return DrawnValue("\"\(date)T\(two(hour))\(rest).1234560Z\"", "\(utc).123456")
        case 4:
            let later = hour + 5
            let there = later < 24 ? "\(date) \(two(later))" : "\(year)-07-\(two(day + 1)) \(two(later - 24))"
            return DrawnValue("\"\(date)T\(two(hour))\(rest)-05:00\"", "\(there)\(rest)")
        default: return DrawnValue("\"\(date)T\(two(hour))\(rest)Z\"", utc)
        }
    }

    private static func link(without parameter: String, _ numbers: inout SeededNumbers) -> DrawnValue {
        numbers.pick([
            DrawnValue("\"https://h/p?a=1&\(parameter)=abc&b=2\"", "https://h/p?a=1&b=2"),
            DrawnValue("\"https:\\/\\/h/p?\(parameter)=abc#f\"", "https://h/p#f"),
            DrawnValue("\"https://h/p?a=1\"", "https://h/p?a=1"),
        ])
    }

    private static func text(_ numbers: inout SeededNumbers) -> DrawnValue {
        switch numbers.next() % 12 {
        case 0: return numbers.pick([DrawnValue("12.50", "12.50"), DrawnValue("true", "true"), DrawnValue("-0", "-0")])
        case 1: return numbers.chance(5) ? long(&numbers) : string(&numbers)
        default: return string(&numbers)
        }
    }

    private static func long(_ numbers: inout SeededNumbers) -> DrawnValue {
        let text = String(repeating: numbers.pick(["long \\ ", "日本語", "a\tb"]), count: 20_000)
        return DrawnValue("\"\(text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t"))\"", text)
    }

    // MARK: - Texts

    /// What a text may be made of: as JSON spells it, and as it must read back.
    private static let pieces: [(json: String, text: String)] = [
        ("a", "a"), ("Call back!", "Call back!"), ("Ä", "Ä"), ("\\u00e9", "é"), ("e\u{301}", "e\u{301}"), ("日本", "日本"),
        ("😀", "😀"), ("\\ud83d\\ude00", "😀"), ("\\u0000", "\u{FFFD}"), ("\\ud800x", "\u{FFFD}x"),
        ("x\\udc00", "x\u{FFFD}"),
        ("\\\"", "\""), ("'", "'"), ("\\\\", "\\"), ("\\\\N", "\\N"), ("\\\\.", "\\."), ("\\/", "/"), ("\\n", "\n"),
        ("\\r\\n", "\r\n"), ("\\t", "\t"), ("\\b", "\u{8}"), ("\\f", "\u{c}"), ("\\u001f", "\u{1F}"),
        ("\u{7F}", "\u{7F}"),
        ("\u{2028}", "\u{2028}"), ("\u{FEFF}", "\u{FEFF}"), (" ", " "), ("{", "{"), ("}", "}"), (",", ","),
        ("$1", "$1"),
        ("\\u005cn", "\\n"), ("null", "null"),
    ]

    /// A text of at least one character.
    static func string(_ numbers: inout SeededNumbers) -> DrawnValue {
        let chosen = (0...Int.random(in: 0...5, using: &numbers)).map { _ in numbers.pick(pieces) }
        return DrawnValue("\"\(chosen.map(\.json).joined())\"", chosen.map(\.text).joined())
    }
}

/// A map whose names people type, with the rows that its entries make.
struct DrawnMap {
    let json: String
    let plain: Plain
    /// Name and value of each entry; a value that is none is nil.
    let entries: [(name: String, value: String?)]

    static func draw(_ numbers: inout SeededNumbers) -> DrawnMap {
        if numbers.chance(10) {
            return DrawnMap(json: numbers.pick(["[]", "{}", "[ ]"]), plain: .object([]), entries: [])
        }
        var members: [String] = []
        var plain: [Plain.Member] = []
        var entries: [(name: String, value: String?)] = []
        for number in 0..<Int.random(in: 1...4, using: &numbers) {
            let drawn = DrawnValue.string(&numbers)
            // Numbered, so that no two are the same: `jsonb` would keep one of them.
            guard case .text(let text)? = drawn.cell else { continue }
            let name = "\(number) \(text)"
            let (json, value, entry) = value(&numbers)
            members.append("\"\(number) \(drawn.json.dropFirst()):\(json)")
            plain.append(Plain.Member(name: name, value: value))
            entries.append((name, entry))
        }
        return DrawnMap(json: "{\(members.joined(separator: ", "))}", plain: .object(plain), entries: entries)
    }

    private static func value(_ numbers: inout SeededNumbers) -> (json: String, plain: Plain, entry: String?) {
        switch numbers.next() % 8 {
        case 0: return ("null", .null, nil)
        case 1: return ("\"\"", .string(""), nil)
        case 2: return ("true", .boolean(true), "true")
        case 3: return ("12.50", .number("12.50"), "12.50")
        case 4:
            let json = #"{"k": [1, "a\n"]}"#
            return (json, .object([.init(name: "k", value: .array([.number("1"), .string("a\n")]))]), json)
        default:
            let drawn = DrawnValue.string(&numbers)
            guard case .text(let text)? = drawn.cell else { return ("null", .null, nil) }
            return (drawn.json, .string(text), text)
        }
    }
}
