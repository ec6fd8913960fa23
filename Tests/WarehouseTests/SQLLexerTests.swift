import Testing

@testable import Warehouse

struct SQLLexerTests {
    private func tokens(_ sql: String) -> [String] {
        SQLLexer.tokens(of: sql).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    static let cases: [(String, [String])] = [
        // Comments and white space are nothing.
        ("", []),
        (" \t\r\n\u{0B}\u{0C}", []),
        ("-- all of it", []),
        ("a -- b\nc", ["a", "c"]),
        ("a --b\rc", ["a", "c"]),
        ("a/* b */c", ["a", "c"]),
        ("a /* b /* c */ d */ e", ["a", "e"]),
        ("a /* b -- c */ d", ["a", "d"]),
        ("a -- b /* c\n d */", ["a", "d", "*/"]),
        ("a /* never closed /* b */", ["a"]),
        ("/**/a/***/b", ["a", "b"]),
        // A text holds what looks like one, and keeps it.
        ("'a -- b'", ["'a -- b'"]),
        ("'a /* b */ c'", ["'a /* b */ c'"]),
        ("'it''s' x", ["'it''s'", "x"]),
        (#"'a\' b"#, [#"'a\'"#, "b"]),
        (#"e'a\' -- b' c"#, [#"e'a\' -- b'"#, "c"]),
        (#"E'a\\' b"#, [#"E'a\\'"#, "b"]),
        ("E'a''b' c", ["E'a''b'", "c"]),
        ("the'a'", ["the", "'a'"]),
        ("B'01' x'1f' N'a'", ["B'01'", "x'1f'", "N'a'"]),
        ("U&'d\\0061t\\+000061' u&\"a\"", ["U&'d\\0061t\\+000061'", "u&\"a\""]),
        ("'never closed -- a", ["'never closed -- a"]),
        // Two with a line's end between them are one.
        ("'a'\n  'b' c", ["'a'\n'b'", "c"]),
        ("'a' -- b\n'c'", ["'a'\n'c'"]),
        ("'a' 'b'", ["'a'", "'b'"]),
        ("'a' /* b\n */ 'c'", ["'a'", "'c'"]),
        // So does a name.
        ("\"a -- b\" c", ["\"a -- b\"", "c"]),
        ("\"a\"\"b\"", ["\"a\"\"b\""]),
        ("\"it's\" '\"'", ["\"it's\"", "'\"'"]),
        // Between dollars everything belongs to the text, comments too.
        ("$$ a -- b\n 'c $$ d", ["$$ a -- b\n 'c $$", "d"]),
        ("$f$ $$ /* $f$ x", ["$f$ $$ /* $f$", "x"]),
        ("$a$ $b$ $a$", ["$a$ $b$ $a$"]),
        ("$1 $2", ["$", "1", "$", "2"]),
        ("a$b$c -- d", ["a$b$c"]),
        ("$never$ a -- b", ["$never$ a -- b"]),
        // Symbols as the server cuts them.
        ("a--b", ["a"]),
        ("a- -b", ["a", "-", "-", "b"]),
        ("a=-1", ["a", "=", "-", "1"]),
        ("a@-1", ["a", "@-", "1"]),
        ("a<=b", ["a", "<=", "b"]),
        ("a< =b", ["a", "<", "=", "b"]),
        ("a*/*b*/c", ["a", "*", "c"]),
        ("a+--b\nc", ["a", "+", "c"]),
        ("a::text", ["a", "::", "text"]),
        ("a:=1", ["a", ":=", "1"]),
        ("1.50 a.b", ["1.50", "a", ".", "b"]),
        ("f(a,b);", ["f", "(", "a", ",", "b", ")", ";"]),
        (":\"schema\".leads", [":\"schema\"", ".", "leads"]),
        ("größe -- a", ["größe"]),
    ]

    @Test(arguments: cases)
    func `sql is cut into what means something`(sql: String, expected: [String]) {
        #expect(tokens(sql) == expected)
    }

    @Test func `tokens are told apart by bytes and not as text`() {
        // One letter, and a letter with an accent behind it.
        #expect("é" == "e\u{301}")
        #expect(SQLLexer.tokens(of: "'\u{E9}'") != SQLLexer.tokens(of: "'e\u{301}'"))
    }

    @Test func `a name is what the server takes it for`() {
        #expect(SQLLexer.tokens(of: "Leads").first?.identifier == "leads")
        #expect(SQLLexer.tokens(of: "\"Le\"\"ads\"").first?.identifier == "Le\"ads")
        #expect(SQLLexer.tokens(of: "'leads'").first?.identifier == nil)
    }
}
