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
