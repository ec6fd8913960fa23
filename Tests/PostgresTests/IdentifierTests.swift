import Postgres
import TestSupport
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: [
        (["leads"], #""leads""#),
        (["whatconverts", "leads"], #""whatconverts"."leads""#),
        (["Order"], #""Order""#),
        ([#"a"b"#], #""a""b""#),
        ([#"""#], #""""""#),
        (["a.b"], #""a.b""#),
        (["naïve"], "\"naïve\""),
        (["x\"\u{301}"], "\"x\"\u{301}\""),
    ])
    func `a name is quoted and its quotes are doubled`(parts: [String], sql: String) {
        // The last case is a quote with a combining accent: one character to Swift, a quote to the server.
        let expected = parts == ["x\"\u{301}"] ? "\"x\"\"\u{301}\"" : sql
        #expect(Array(Identifier(parts: parts).sql.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func `the server reads a quoted name as it was written`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                for name in ["select", #"quo"te"#, "dot.ted", "x\"\u{301}; drop table y", "Ünï"] {
                    let result = try await connection.query("select 1 as \(Identifier(name))")
                    #expect(result.columnNames == [name])
                }
            }
        }
    }

    @Test func `a name with a NUL is refused`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.query("select 1 as \(Identifier("a\0b"))")
                }
                #expect(error?.kind == .usage)
            }
        }
    }
}

struct PlainIdentifierTests {
    @Test(arguments: [
        ("leads", "leads"), ("_package_id", "_package_id"), ("select", "\"select\""), ("Leads", "\"Leads\""),
        ("a b", "\"a b\""), ("größe", "\"größe\""), ("2nd", "\"2nd\""), ("", "\"\""), ("position", "position"),
        ("a\"b", "\"a\"\"b\""),
    ])
    func `a name is quoted only where it has to be`(name: String, sql: String) {
        #expect(Identifier(name).plainSQL == sql)
    }

    @Test func `all words that the server keeps are known`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let rows = try await connection.query("select word from pg_get_keywords() where catcode in ('R', 'T')")
                let words = Set(try rows.map { try $0.decode(0, as: String.self) })
                #expect(words.subtracting(Identifier.reservedWords).isEmpty)
            }
        }
    }

    @Test(arguments: ["", "it's", #"a\b"#, #"\'"#, "line\nbreak", "é'\u{301}", "E'x'"])
    func `a constant means its text whatever the server's setting of strings is`(text: String) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                for setting in ["on", "off"] {
                    let read = try await connection.transaction { transaction in
                        try await transaction.query("set local standard_conforming_strings = \(unsafeSQL: setting)")
                        return try await transaction.query("select \(unsafeSQL: Literal(text).sql)::text")
                    }
                    #expect(try read.first?.decode(0, as: String.self) == text)
                }
            }
        }
    }
}
