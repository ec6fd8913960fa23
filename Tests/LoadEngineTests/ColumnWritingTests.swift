import JSON
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import LoadEngine

struct ColumnWritingTests {
    private func cell(_ json: String, _ field: Field) throws -> (text: String, replaced: Int) {
        try RowBytes().cell(json, field)
    }

    @Test(arguments: [
        // text: what it was, whatever kind it came as
        (Field.text("c"), #""a b""#, "a b"),
        (.text("c"), #""007""#, "007"),
        (.text("c"), "12.50", "12.50"),
        (.text("c"), "12345678901234567890123", "12345678901234567890123"),
        (.text("c"), "true", "true"),
        (.text("c"), #""a\tb\nc\\d""#, #"a\tb\nc\\d"#),
        (.text("c"), #""\u00e9\ud83d\ude00""#, "é😀"),
        (.text("c"), #"" ""#, " "),
        // bigint
        (.bigint("c"), "9223372036854775807", "9223372036854775807"),
        (.bigint("c"), "-9223372036854775808", "-9223372036854775808"),
        (.bigint("c"), #""42""#, "42"),
        (.bigint("c"), "0", "0"), (.bigint("c"), "5.0", "5"), (.bigint("c"), #""-5.00""#, "-5"),
        // integer
        (.integer("c"), "2147483647", "2147483647"),
        (.integer("c"), "-2147483648", "-2147483648"),
        // numeric
        (.numeric("c"), "1234567890123456789.10", "1234567890123456789.10"),
        (.numeric("c"), "1e3", "1e3"),
        (.numeric("c"), #""12.50""#, "12.50"),
        (.numeric("c"), "-0.001", "-0.001"),
        // boolean
        (.boolean("c"), "true", "t"), (.boolean("c"), "false", "f"), (.boolean("c"), "1", "t"),
        (.boolean("c"), "0", "f"),
        (.boolean("c"), #""true""#, "t"), (.boolean("c"), #""false""#, "f"), (.boolean("c"), #""1""#, "t"),
        (.boolean("c"), #""0""#, "f"),
        // timestamptz: what names no zone gets UTC, so that the server's own does not count
        (.timestamptz("c"), #""2026-03-04T15:06:07Z""#, "2026-03-04T15:06:07Z"),
        (.timestamptz("c"), #""2026-03-04T15:06:07-05:00""#, "2026-03-04T15:06:07-05:00"),
        (.timestamptz("c"), #""2026-03-04 15:06:07""#, "2026-03-04 15:06:07+00"),
        (.timestamptz("c"), #""2026-03-04""#, "2026-03-04 00:00:00+00"),
        // jsonb
        (.jsonb("c"), #"{"a": [1, 2.50]}"#, #"{"a": [1, 2.50]}"#),
        (.jsonb("c"), "[]", "[]"), (.jsonb("c"), "12", "12"), (.jsonb("c"), #""x""#, #""x""#),
        (.jsonb("c"), "false", "false"),
        (.jsonb("c"), #"{"a":"b\nc"}"#, #"{"a":"b\\nc"}"#),
        // maps
        (.map("c"), "{}", "{}"), (.map("c"), "[]", "{}"), (.map("c"), #"{"a":[]}"#, #"{"a":[]}"#),
    ])
    func `a value that fits becomes its column's text, digit by digit`(field: Field, json: String, text: String) throws
    {
        let cell = try cell(json, field)
        #expect(cell.text == text && cell.replaced == 0)
    }

    @Test(arguments: [
        Field.text("c"), .bigint("c"), .integer("c"), .numeric("c"), .boolean("c"), .timestamptz("c"), .jsonb("c"),
        .map("c"),
    ])
    func `null and the empty string are null in every column`(field: Field) throws {
        #expect(try cell("null", field).text == "\\N")
        #expect(try cell(#""""#, field).text == "\\N")
        var row = RowWriter()
        #expect(try ColumnWriting(field).write(nil, to: &row) == 0)
        #expect(String(decoding: row.bytes, as: UTF8.self) == "\\N")
    }

    @Test(arguments: [
        (Field.text("c"), "[1]", "a text"), (.text("c"), "{}", "a text"),
        (.bigint("c"), "1.5", "a whole number"), (.bigint("c"), #""1.""#, "a whole number"),
        (.bigint("c"), "1e3", "a whole number"),
        (.bigint("c"), "9223372036854775809", "a whole number from"), (.bigint("c"), #""abc""#, "a whole number"),
        (.bigint("c"), #""+1""#, "a whole number"), (.bigint("c"), #"" 1""#, "a whole number"),
        (.bigint("c"), "true", "a whole number"),
        (.bigint("c"), #""-""#, "a whole number"), (.bigint("c"), "[]", "a whole number"),
        (.bigint("c"), #""１""#, "a whole number"),
        (.integer("c"), "2147483650", "a whole number from"), (.integer("c"), "-2147483651", "a whole number from"),
        (.integer("c"), "10000000000", "a whole number from"),
        (.numeric("c"), #""12,50""#, "a number"), (.numeric("c"), #""$5""#, "a number"),
        (.numeric("c"), #""NaN""#, "a number"),
        (.numeric("c"), "true", "a number"), (.numeric("c"), "{}", "a number"),
        (.numeric("c"), "1e200000", "that numeric can hold"), (.numeric("c"), "1e-20000", "that numeric can hold"),
        (.boolean("c"), "2", "true or false"), (.boolean("c"), #""yes""#, "true or false"),
        (.boolean("c"), "[]", "true or false"),
        (.boolean("c"), "1.0", "true or false"),
        (.timestamptz("c"), "1772636767", "an instant"), (.timestamptz("c"), #""yesterday""#, "an instant"),
        (.timestamptz("c"), #""2026-02-30""#, "an instant"),
        (.timestamptz("c"), #""2026-03-04T15:06:07.1234567Z""#, "an instant"),
        (.map("c"), "[1]", "a map"), (.map("c"), #""text""#, "a map"), (.map("c"), "5", "a map"),
    ])
    func `a value that does not fit is a problem of its column, told without the value`(
        field: Field, json: String, expected: String
    ) throws {
        do {
            let cell = try cell(json, field)
            Issue.record("it became \(cell.text)")
        } catch let problem as Misfit {
            #expect(problem.column == "c")
            #expect(problem.reason.contains("expected \(expected)") || problem.reason.contains(expected))
            let content = json.trimmingPrefix("\"").prefix { $0 != "\"" }
            #expect(content.count < 4 || !problem.reason.contains(content) || content == "true", "it shows the value")
        }
    }

    @Test(arguments: [
        (Field.text("c"), #""a\u0000b""#, "a\u{FFFD}b", 1),
        (.text("c"), #""\ud800x\udc00""#, "\u{FFFD}x\u{FFFD}", 2),
        (.text("c"), #""\u0000\ud800""#, "\u{FFFD}\u{FFFD}", 2),
        (.text("c"), #""\ud83d\ude00""#, "😀", 0),
        (.jsonb("c"), #"{"a":"\u0000"}"#, #"{"a":"\\ufffd"}"#, 1),
        (.jsonb("c"), #"{"\ud800":"\udc00"}"#, #"{"\\ufffd":"\\ufffd"}"#, 2),
        (.jsonb("c"), #"["\ud83d\ude00","\\u0000"]"#, #"["\\ud83d\\ude00","\\\\u0000"]"#, 0),
        (.map("c"), #"{"a":"\u0000"}"#, #"{"a":"\\ufffd"}"#, 1),
    ])
    func `what the server cannot store is replaced and counted`(
        field: Field, json: String, text: String, replaced: Int
    ) throws {
        let cell = try cell(json, field)
        #expect(cell.text == text && cell.replaced == replaced)
    }

    @Test func `what was accepted the server takes, and gives back as it came`() async throws {
        let values: [(Field, String, String)] = [
            (.text("t"), #""a\tb\\\n\u0000 é 😀 ""#, "a\tb\\\n\u{FFFD} é 😀 "),
            (.bigint("b"), "-9223372036854775808", "-9223372036854775808"),
            (.integer("i"), #""2147483647""#, "2147483647"),
            (.numeric("n"), "1234567890123456789.10", "1234567890123456789.10"),
            (.numeric("n"), "-1.5e-5", "-0.000015"),
            (.boolean("f"), #""0""#, "false"),
            (.jsonb("j"), #"{"b":[1.50,"\ud800"],"a":"\u0000\n"}"#, #"{"a": "�\n", "b": [1.50, "�"]}"#),
            (.map("j"), "[]", "{}"),
        ]
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                for (field, json, expected) in values {
                    var rows = RowBytes()
                    rows.add(1, try rows.cell(json, field))
                    let bytes = rows.bytes
                    let rowsRead = try await connection.transaction { transaction in
                        try await transaction.query(
                            """
                            create temporary table taken (place int, t text, b bigint, i int, n numeric, f boolean, j jsonb)
                            on commit drop
                            """)
                        let column = Identifier(field.column)
                        try await transaction.copy(into: "taken", columns: ["place", column]) {
                            try await $0.write(bytes)
                        }
                        return try await transaction.query("select \(column)::text from taken")
                    }
                    #expect(try rowsRead[0].decode(0, as: String.self) == expected)
                }
            }
        }
    }

    @Test(arguments: [
        ("https://h/p?lead=1&token=abc&x=2#f", "https://h/p?lead=1&x=2#f"), ("https://h/p?token=abc", "https://h/p"),
        ("https://h/p?tokens=abc", "https://h/p?tokens=abc"), ("https://h/p", "https://h/p"),
        ("https://h/p?token=a&token=b#x?token=c", "https://h/p#x?token=c"),
    ])
    func `a link is stored without its secret parameter`(link: String, expected: String) throws {
        #expect(try cell(link.quoted, .link("c", without: "token")).text == expected)
    }
}
