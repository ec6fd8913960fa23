import JSON
import Testing

@Suite struct JSONDocumentTests {
    static let small = #" {"id": 12, "name": "A\u00e9\n", "tags": [true, false, null, -0.5e+3, []], "sub": {"é": {}}} "#

    @Test func `a document knows its size`() throws {
        let document = try JSONDocument(Self.small)
        #expect(document.byteCount == Self.small.utf8.count)
        #expect(document.replacedCharacters == 0)
    }

    @Test func `every shorter piece of a document breaks off`() throws {
        let bytes = Array(Self.small.utf8)
        // Before its last brace and space. Some pieces end within a character, which is repaired first.
        for length in 0..<(bytes.count - 2) {
            #expect(refusal(of: bytes.prefix(length)) == (length < 2 ? .empty : .truncated(at: length)))
        }
        #expect(refusal(of: bytes.dropLast()) == nil)
    }

    @Test(arguments: [
        ("[1", JSONError.truncated(at: 2)), ("[1,", .truncated(at: 3)), ("{", .truncated(at: 1)),
        (#"{"a""#, .truncated(at: 4)), (#"{"a":"#, .truncated(at: 5)), (#"["a"#, .truncated(at: 3)),
        (#"["a\"#, .truncated(at: 4)), (#"["\u12"#, .truncated(at: 6)), ("[tru", .truncated(at: 4)),
        ("[1.", .truncated(at: 3)), ("[-", .truncated(at: 2)), ("[1e+", .truncated(at: 4)),
    ])
    func `an end that comes too early is told from a mistake`(text: String, error: JSONError) {
        #expect(refusal(of: text) == error)
    }

    @Test(arguments: ["", " ", "\n\t\r ", "\u{FEFF}", "\u{FEFF} "])
    func `a document with nothing in it is empty`(text: String) {
        #expect(refusal(of: text) == .empty)
    }

    @Test(arguments: [
        ("{} x", 3), ("[1] [2]", 4), ("1 2", 2), (#""a" "b""#, 4), ("{}}", 2), ("[],", 2), ("null\u{0}", 0),
    ])
    func `nothing may follow the document`(text: String, offset: Int) {
        let fault: JSONError.Fault = text.hasPrefix("null") ? .literal : .trailingText
        #expect(refusal(of: text) == .syntax(at: offset, fault))
    }

    @Test(arguments: [
        ("[1,]", 3, JSONError.Fault.value), ("[,1]", 1, .value), ("[1 2]", 3, .comma), ("[1}", 2, .comma),
        ("[}", 1, .value), ("[:]", 1, .value), (#"{"a":1]"#, 6, .comma), (#"{"a" 1}"#, 5, .colon),
        (#"{"a":1,}"#, 7, .key), ("{1:2}", 1, .key), ("{a:1}", 1, .key), (#"{"a":}"#, 5, .value),
        ("'a'", 0, .value), ("]", 0, .value), ("[1]\u{C}", 3, .trailingText), ("[\u{B}1]", 1, .value),
        ("[\u{A0}1]", 1, .value), ("// x\n1", 0, .value), (#"\n1"#, 0, .value), (#"["a"b]"#, 4, .comma),
        (#"["a""b"]"#, 4, .comma), (#"[1"a"]"#, 1, .number),
    ])
    func `a mistake in the structure is refused where it stands`(text: String, offset: Int, fault: JSONError.Fault) {
        #expect(refusal(of: text) == .syntax(at: offset, fault))
    }

    @Test(arguments: [
        "01", "-01", "00", "1.e1", "1.x", ".5", "+1", "-x", "1ex", "1e+x", "1.2.3", "0x10", "1_0", "--1", "1a",
        "1\u{0}",
    ])
    func `a number that JSON does not know is refused`(number: String) {
        let expected: JSONError.Fault = number.hasPrefix(".") || number.hasPrefix("+") ? .value : .number
        #expect(refusal(of: "[\(number)]") == .syntax(at: 1, expected))
        #expect(refusal(of: number) == .syntax(at: 0, expected))
    }

    @Test(arguments: ["NaN", "Infinity", "undefined", "True", "nul]", "nulll", "tru e", "falsey", "true1"])
    func `a word that JSON does not know is refused`(word: String) {
        let isNearly = word.hasPrefix("n") || word.hasPrefix("t") || word.hasPrefix("f")
        #expect(refusal(of: "[\(word)]") == .syntax(at: 1, isNearly ? .literal : .value))
    }

    @Test(arguments: [#"\x41"#, #"\'"#, #"\0"#, #"\u12G4"#, #"\u 123"#, #"\U0041"#, #"\u12"#, "\\\u{E9}"])
    func `an escape that JSON does not know is refused`(escape: String) {
        #expect(refusal(of: "[\"a\(escape)\"]") == .syntax(at: 3, .escape))
        #expect(refusal(of: "{\"\\ud83d\(escape)\": 1}") == .syntax(at: 8, .escape))
    }

    @Test(arguments: [UInt8(0), 1, 9, 10, 13, 31])
    func `a raw control character in a string is refused where it stands`(character: UInt8) {
        let bytes = Array(#"{"a\"b": ["x"#.utf8) + [character] + Array(#"y"]}"#.utf8)
        #expect(refusal(of: bytes) == .syntax(at: 12, .controlCharacter))
    }

    @Test func `a delete character in a string is kept`() throws {
        try JSONDocument("\"\u{7F}\"").withRoot { #expect($0.makeString() == "\u{7F}") }
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `nesting is limited to 1024 levels`(open: String, close: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + (open == "[" ? "" : "1") + String(repeating: close, count: depth)
        }
        try JSONDocument(nested(1000)).withRoot { #expect($0.count == 1) }
        try JSONDocument(nested(1024)).withRoot { root in
            var (depth, value) = (0, root)
            while let child = value.elements.first(where: { _ in true }) ?? value["a"] {
                (depth, value) = (depth + 1, child)
            }
            #expect(depth == (open == "[" ? 1023 : 1024))
        }
        let tooDeep = JSONError.tooDeep(at: 1024 * open.utf8.count, limit: 1024)
        #expect(refusal(of: nested(1025)) == tooDeep)
        #expect(refusal(of: nested(200_000)) == tooDeep)
        #expect(refusal(of: String(repeating: open, count: 200_000)) == tooDeep)
    }

    @Test func `a byte order mark is skipped and the offsets of errors count it`() throws {
        let document = try JSONDocument("\u{FEFF}{\"a\": 1}")
        document.withRoot { #expect($0.source == #"{"a": 1}"#) }
        #expect(document.byteCount == 11)
        #expect(refusal(of: "\u{FEFF}[x]") == .syntax(at: 4, .value))
        #expect(refusal(of: "\u{FEFF}\u{FEFF}1") == .syntax(at: 3, .value))
    }

    @Test(arguments: [
        ([UInt8]([0xFF]), "\u{FFFD}", 1),  // no byte of UTF-8
        ([0xC3], "\u{FFFD}", 1),  // cut short
        ([0xE2, 0x82], "\u{FFFD}", 1),  // cut short later: one sequence
        ([0xF0, 0x9F, 0x98], "\u{FFFD}", 1),
        ([0x80, 0x80], "\u{FFFD}\u{FFFD}", 2),  // two continuations of nothing
        ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}", 2),  // overlong
        ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 3),  // a surrogate written as UTF-8
        ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 4),  // past the last character
        ([0xC3, 0xA9, 0xE9, 0xC3, 0xA9], "é\u{FFFD}é", 1),
    ])
    func `each invalid sequence becomes one replacement character`(bytes: [UInt8], text: String, count: Int) throws {
        let json = Array(#"{"a": ["x"#.utf8) + bytes + Array(#"y", 1.50]}"#.utf8)
        let document = try JSONDocument(parsing: json)
        #expect(document.replacedCharacters == count)
        #expect(document.byteCount == json.count)
        document.withRoot { root in
            let values = root["a"].map { Array($0.elements) } ?? []
            #expect(values.first?.makeString() == "x\(text)y")
            #expect(values.last?.source == "1.50")
            // The repair is the document's; the value itself is as it reads.
            #expect(!root.containsReplacedCharacters)
        }
    }

    @Test func `an invalid byte outside of a string is still a mistake`() {
        #expect(refusal(of: Array("[1, ".utf8) + [0xFF] + Array("]".utf8)) == .syntax(at: 4, .value))
    }

    @Test func `a document may end where its buffer ends`() throws {
        // Lengths around the blocks that the parser reads, with and without room for the padding.
        for length in 2...300 {
            for spare in [0, JSONDocument.padding] {
                var bytes: [UInt8] = []
                bytes.reserveCapacity(length + spare)
                bytes.append(UInt8(ascii: "\""))
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "x"), count: length - 2))
                bytes.append(UInt8(ascii: "\""))
                let document = try JSONDocument(parsing: bytes)
                document.withRoot { #expect($0.string?.count == length - 2) }
                #expect(refusal(of: bytes.dropLast()) == .truncated(at: length - 1))
            }
            try JSONDocument(String(repeating: "1", count: length)).withRoot { #expect($0.text.count == length) }
        }
    }

    @Test func `bytes with room for the padding are taken over, not copied`() throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(5 + JSONDocument.padding)
        bytes.append(contentsOf: "[1,2]".utf8)
        let address = bytes.withUnsafeBufferPointer { $0.baseAddress }
        try JSONDocument(parsing: consume bytes).withRoot { #expect($0.text.baseAddress == address) }
    }

    @Test func `a large document parses`() throws {
        let record =
            #"{"id":1234567890,"url":"https:\/\/example.com\/a","#
            + #""note":"caf\u00e9 – plain text that goes on for a while","n":null},"#
        let count = 60_000_000 / record.utf8.count
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        bytes.reserveCapacity(60_000_100 + JSONDocument.padding)
        for _ in 0..<count { bytes.append(contentsOf: record.utf8) }
        bytes[bytes.count - 1] = UInt8(ascii: "]")
        try JSONDocument(parsing: bytes).withRoot { root in
            #expect(root.count == count)
            var matching = 0
            for element in root.elements where element["url"]?.makeString() == "https://example.com/a" { matching += 1 }
            #expect(matching == count)
        }
    }

    @Test func `a document is read by many tasks at once`() async throws {
        let document = try JSONDocument(Self.small)
        let names = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 { group.addTask { document.withRoot { $0["name"]?.makeString() } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(names == Array(repeating: "Aé\n", count: 8))
    }

    @Test func `a closure's error comes through as its own type`() throws {
        struct Stop: Error {}
        let document = try JSONDocument("1")
        #expect(throws: Stop.self) { try document.withRoot { (_) throws(Stop) in throw Stop() } }
    }

    @Test func `an error says what happened and where`() {
        #expect(JSONError.syntax(at: 7, .colon).description == "not JSON at byte 7: a colon is missing")
        #expect("\(JSONError.truncated(at: 9))".contains("breaks off after 9 bytes"))
    }
}
