import JSON
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: [
        ("null", JSONKind.null), ("true", .boolean), ("false", .boolean), ("0", .number), ("-1.5E-7", .number),
        (#""""#, .string), (#""x\/y""#, .string), ("[]", .array), ("{}", .object), ("[[],{}]", .array),
    ])
    func `a root of any kind keeps its exact text`(text: String, kind: JSONKind) throws {
        for padded in [text, " \n\(text)\t\r "] {
            try JSONDocument(padded).withRoot { root in
                #expect(root.kind == kind)
                #expect(root.source == text)
                #expect(root.isNull == (kind == .null))
            }
        }
    }

    @Test(arguments: [
        "1e200000", "1234567890123456789.10", "-0", "0.10", "0", "123456789012345678901234567890", "-0.0e-0", "1E+5",
        "1e5", "0e0",
    ])
    func `a number keeps every character`(number: String) throws {
        try JSONDocument("[ \(number) ,{\"a\":\(number)}]").withRoot { root in
            #expect(root.elements.first { _ in true }?.source == number)
            #expect(root.elements.compactMap { $0["a"]?.source } == [number])
        }
    }

    @Test(arguments: [
        ("0", Int64?.some(0)), ("-0", 0), ("42", 42), ("9223372036854775807", .max), ("-9223372036854775808", .min),
        ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999", nil), ("1.0", nil),
        ("1e3", nil), (#""1""#, nil), ("null", nil), ("true", nil),
    ])
    func `an integer is exact or nil`(text: String, integer: Int64?) throws {
        try JSONDocument(text).withRoot { #expect($0.integer == integer) }
    }

    @Test func `a value that is asked for what it is not has nothing`() throws {
        try JSONDocument(#"[null, true, 1, "s", [1], {"a": 1}]"#).withRoot { root in
            let values = Array(root.elements)
            #expect(values.map(\.boolean) == [nil, true, nil, nil, nil, nil])
            #expect(values.map(\.integer) == [nil, nil, 1, nil, nil, nil])
            #expect(values.map { $0.makeString() } == [nil, nil, nil, "s", nil, nil])
            #expect(values.map { Array($0.elements).count } == [0, 0, 0, 0, 1, 0])
            #expect(values.map { Array($0.members).count } == [0, 0, 0, 0, 0, 1])
            #expect(values.map(\.count) == [0, 0, 0, 0, 1, 1])
            #expect(values.map { $0["a"]?.source } == [nil, nil, nil, nil, nil, "1"])
        }
    }

    @Test func `members come in the order of the document, doubled keys twice`() throws {
        try JSONDocument(#"{"b": 1, "a": [{"b": 0}], "b": {"x": [[]]}, "": 4}"#).withRoot { root in
            #expect(root.count == 4)
            #expect(root.members.map { $0.key.makeString() } == ["b", "a", "b", ""])
            #expect(root.members.map { $0.value.source } == ["1", #"[{"b": 0}]"#, #"{"x": [[]]}"#, "4"])
            #expect(root["b"]?.source == "1")
            #expect(root[""]?.source == "4")
            #expect(root["c"] == nil)
        }
    }

    @Test func `elements come in order, whatever lies in them`() throws {
        try JSONDocument(#"[[], {}, [[1, 2], {"a": [3]}], "x", [{}], {"a": {"b": {}}}]"#).withRoot { root in
            #expect(root.count == 6)
            #expect(
                root.elements.map(\.source) == [
                    "[]", "{}", #"[[1, 2], {"a": [3]}]"#, #""x""#, "[{}]", #"{"a": {"b": {}}}"#,
                ])
            #expect(root.elements.map(\.count) == [0, 0, 2, 0, 1, 1])
        }
    }

    @Test(arguments: [
        (#""""#, ""), (#""plain""#, "plain"), (#""https:\/\/a.b\/c""#, "https://a.b/c"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u20AC\uFFFF""#, "Aé€\u{FFFF}"), (#""\ud83d\ude00 \uD83D\uDE00""#, "😀 😀"),
        (#""é😀\n""#, "é😀\n"),
        (#""\\\"""#, "\\\""), (#""\\\\""#, "\\\\"), (#""\\u0041""#, "\\u0041"), (#""{[:,]}""#, "{[:,]}"),
    ])
    func `a string reads unescaped and keeps its text`(text: String, content: String) throws {
        // At every distance from the blocks of eight and of sixty-four bytes.
        for shift in 0..<70 {
            let pad = String(repeating: "p", count: shift)
            let json = "[\"\(pad)\",\(text.dropLast())\(pad)\",\"\(pad)\(text.dropFirst())]"
            try JSONDocument(json).withRoot { root in
                #expect(root.elements.map { $0.makeString() } == [pad, content + pad, pad + content])
                #expect(root.elements.map { $0.text.count }.reduce(4, +) == json.utf8.count)
                #expect(!root.containsNUL && !root.containsReplacedCharacters)
            }
        }
    }

    @Test func `a key with escapes is found by what it says`() throws {
        try JSONDocument(#"{"a\/b": 1, "\u00e9": 2}"#).withRoot { root in
            #expect(root["a/b"]?.integer == 1)
            #expect(root["é"]?.integer == 2)
            #expect(root[#"a\/b"#] == nil)
        }
    }

    @Test(arguments: [
        (#"\ud800"#, "\u{FFFD}", 1), (#"\udc00"#, "\u{FFFD}", 1), (#"\ud800\ud800"#, "\u{FFFD}\u{FFFD}", 2),
        (#"\udc00\ud800"#, "\u{FFFD}\u{FFFD}", 2), (#"\ud800\ud83d\ude00"#, "\u{FFFD}😀", 1),
        (#"\ud800x"#, "\u{FFFD}x", 1),
        (#"\ud800\n"#, "\u{FFFD}\n", 1), (#"\ud800\u0041"#, "\u{FFFD}A", 1), (#"\udbff\udfff"#, "\u{10FFFF}", 0),
        (#"\ufffd"#, "\u{FFFD}", 0),
    ])
    func `a lone surrogate reads as a replacement character and is counted`(text: String, content: String, count: Int)
        throws
    {
        try JSONDocument(#"{"clean": [1], "list": [{"\#(text)": "\#(text)"}], "after": "x"}"#).withRoot { root in
            let member = root["list"]?.elements.first { _ in true }?.members.first { _ in true }
            #expect(member?.key.makeString() == content)
            #expect(member?.value.makeString() == content)
            #expect(member?.value.replacedCharacters == count)
            #expect(root.replacedCharacters == 2 * count)
            #expect(root.containsReplacedCharacters == (count > 0))
            #expect(root["list"]?.containsReplacedCharacters == (count > 0))
            #expect(root["clean"]?.containsReplacedCharacters == false)
            #expect(root["after"]?.containsReplacedCharacters == false)
            #expect(!root.containsNUL)
        }
    }

    @Test func `a NUL stays in the string and is flagged all the way up`() throws {
        try JSONDocument(#"{"a": [["x\u0000y"]], "b": "\\u0000"}"#).withRoot { root in
            let strings = root["a"]?.elements.flatMap { $0.elements.map { $0.makeString() } }
            #expect(strings == ["x\u{0}y"])
            #expect(root.containsNUL)
            #expect(root["a"]?.containsNUL == true)
            #expect(root["b"]?.containsNUL == false)
            #expect(root["b"]?.makeString() == #"\u0000"#)
            #expect(!root.containsReplacedCharacters)
        }
    }

    @Test func `a string without escapes is not copied`() throws {
        try JSONDocument(#"["abc"]"#).withRoot { root in
            let inside = root.elements.first { _ in true }?.string?.baseAddress
            #expect(inside == root.text.baseAddress.map { $0 + 2 })
        }
    }
}
