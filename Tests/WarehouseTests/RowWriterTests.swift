import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

struct RowWriterTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("a\tb", #"a\tb"#),
        ("a\nb", #"a\nb"#),
        ("a\rb", #"a\rb"#),
        ("a\r\nb", #"a\r\nb"#),
        (#"a\b"#, #"a\\b"#),
        (#"\N"#, #"\\N"#),
        (#"\."#, #"\\."#),
        ("\t", #"\t"#),
        ("", ""),
        ("\u{8}\u{b}\u{c}\u{7f}", "\u{8}\u{b}\u{c}\u{7f}"),
        ("Grüße 👋 日本", "Grüße 👋 日本"),
        ("a\0b", "a\u{FFFD}b"),
    ])
    func `text is escaped as COPY wants it`(value: String, expected: String) {
        var row = RowWriter()
        row.text(value)
        #expect(String(decoding: row.bytes, as: UTF8.self) == expected)
    }

    @Test func `each NUL is replaced and counted`() {
        var row = RowWriter()
        #expect(row.text("\0a\0\0") == 3)
        #expect(row.text("none") == 0)
        #expect(String(decoding: row.bytes, as: UTF8.self) == "\u{FFFD}a\u{FFFD}\u{FFFD}\tnone")
    }

    @Test func `columns are parted by tabs and rows end with a newline`() {
        var row = RowWriter()
        row.integer(7)
        row.null()
        row.boolean(true)
        row.boolean(false)
        row.text("")
        row.endRow()
        row.integer(Int64.min)
        row.endRow()
        #expect(String(decoding: row.bytes, as: UTF8.self) == "7\t\\N\tt\tf\t\n-9223372036854775808\n")
        #expect(row.rows == 2)
    }

    @Test func `rolling back takes the begun row and its separators back`() {
        var row = RowWriter()
        row.integer(1)
        row.endRow()
        let mark = row.mark
        row.integer(2)
        row.endRow()
        row.text("half")
        row.rollBack(to: mark)
        row.integer(3)
        row.integer(4)
        row.endRow()
        #expect(String(decoding: row.bytes, as: UTF8.self) == "1\n3\t4\n")
        #expect(row.rows == 2)
        row.removeAll()
        row.text("x")
        #expect(row.rows == 0 && String(decoding: row.bytes, as: UTF8.self) == "x")
    }

    @Test func `what is copied reads back equal, whatever it is`() async throws {
        // Every byte below 0x80 but NUL, each beside a backslash and at both ends; and what is longer than a byte.
        var texts = (1..<0x80).map { code in
            let character = String(UnicodeScalar(UInt8(code)))
            return "\(character)\\\(character)n\(character)"
        }
        texts += ["", "\\.", "\\N", "\n\\.\n", "\\", "\\\\", "Ünïcödé", "👩‍👩‍👧‍👦", "\u{FEFF}", "\u{10FFFF}", "null"]
        let binaries: [[UInt8]] = [[], [0], Array(0...255), [0x5C, 0x78], [10, 13, 9]]

        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                var row = RowWriter()
                for (number, text) in texts.enumerated() {
                    row.integer(Int64(number))
                    row.text(text)
                    row.binary(binaries[number % binaries.count])
                    row.boolean(number % 2 == 0)
                    row.endRow()
                }
                row.integer(-1)
                row.null()
                row.null()
                row.null()
                row.endRow()
                try await connection.transaction { transaction in
                    try await transaction.query("create temporary table copied (n int, t text, b bytea, f boolean)")
                    let count = try await transaction.copy(into: "copied", columns: ["n", "t", "b", "f"]) { writer in
                        try await writer.write(row.bytes)
                    }
                    #expect(count == texts.count + 1 && count == row.rows)
                    let read = try await transaction.query("select n, t, b, f from copied order by n")
                    let (_, noText, noBytes, noFlag) = try read[0].decode((Int, String?, [UInt8]?, Bool?).self)
                    #expect(noText == nil && noBytes == nil && noFlag == nil)
                    for (number, text) in texts.enumerated() {
                        let (_, string, bytes, flag) = try read[number + 1].decode((Int, String?, [UInt8]?, Bool?).self)
                        #expect(string.map { Array($0.utf8) } == Array(text.utf8))
                        #expect(bytes == binaries[number % binaries.count])
                        #expect(flag == (number % 2 == 0))
                    }
                }
            }
        }
    }
}
