import JSON
import LoadEngine
import Testing

struct MaskedValueTests {
    @Test(arguments: [
        ("null", "null"), ("true", "a boolean"), ("false", "a boolean"),
        ("-12.50", "-99.99"), ("1.5e+3", "9.9e+9"),
        (#""03/04/2026 3 PM""#, #""99/99/9999 9 XX""#), (#""+1 (555) 010-7788""#, #""+9 (999) 999-9999""#),
        (#""anna@müller.de""#, #""xxxx@xxxxxx.xx""#), (#""Ärger 価格 ٣ é""#, #""Xxxxx xx 9 x""#),
        (#""€ 1.234,50""#, #""€ 9.999,99""#), (#""""#, #""""#),
        (#""a\tb\nc\u0000d\u001b[0m""#, #""x·x·x·x·[9x""#), (#""\ud800""#, "\"\u{FFFD}\""),
        ("[]", "a list of 0"), (#"["a","b"]"#, "a list of 2"), (#"{"a":{"b":1}}"#, "a map of 1"),
    ])
    func `a value is shown by its shape alone`(json: String, text: String) throws {
        let masked = try JSONDocument(parsing: Array(json.utf8)).withRoot { MaskedValue($0) }
        #expect(masked.text == text && "\(masked)" == text)
    }

    @Test(arguments: ["a", "é", "😀", "7"])
    func `what is long is cut after forty characters`(character: String) throws {
        for count in [40, 41, 5_000] {
            let json = "\"\(String(repeating: character, count: count))\""
            let masked = try JSONDocument(parsing: Array(json.utf8)).withRoot { MaskedValue($0) }
            #expect(masked.text.count == min(count, 40) + (count > 40 ? 1 : 0) + 2)
            #expect(masked.text.hasSuffix("…\"") == (count > 40))
        }
    }
}
