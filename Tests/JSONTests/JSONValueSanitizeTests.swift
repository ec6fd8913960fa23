import JSON
import Testing

@Suite struct JSONValueSanitizeTests {
    @Test(arguments: [
        (#"{"a": [1, "b\n\/"]}"#, #"{"a": [1, "b\n\/"]}"#, 0),
        (#""a\u0000b""#, #""a\ufffdb""#, 1),
        (#"{"\u0000": "\\u0000"}"#, #"{"\ufffd": "\\u0000"}"#, 1),
        (#"["\ud800", "\udc00\n"]"#, #"["\ufffd", "\ufffd\n"]"#, 2),
        (#"["\ud800\ud83d\ude00\ud83d"]"#, #"["\ufffd\ud83d\ude00\ufffd"]"#, 2),
        (#"["\ud800x\u00e9\\", "\\\\u0000\u0000"]"#, #"["\ufffdx\u00e9\\", "\\\\u0000\ufffd"]"#, 2),
    ])
    func `the JSON text of a value loses what jsonb refuses`(text: String, clean: String, count: Int) throws {
        try JSONDocument(text).withRoot { root in
            var output = Array("> ".utf8)
            #expect(root.sanitizedText(into: &output) == count)
            #expect(String(decoding: output, as: UTF8.self) == "> \(clean)")
        }
    }

    @Test(arguments: [
        (#""plain""#, "plain", 0), (#""a\/b""#, "a/b", 0), (#""a\u0000b\u0000""#, "a\u{FFFD}b\u{FFFD}", 2),
        (#""\ud800\u0000\ud83d\ude00""#, "\u{FFFD}\u{FFFD}😀", 2), ("1.50", "1.50", 0),
        (#"["\u0000"]"#, #"["\ufffd"]"#, 1),
    ])
    func `the content of a string loses what text refuses`(text: String, clean: String, count: Int) throws {
        try JSONDocument(text).withRoot { root in
            var output = Array("> ".utf8)
            #expect(root.sanitizedString(into: &output) == count)
            #expect(String(decoding: output, as: UTF8.self) == "> \(clean)")
        }
    }
}
