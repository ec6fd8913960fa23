import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// Any field gets a name that is stable, distinct and safe, or none.
struct ColumnNameTests {
    @Test(arguments: [
        ("lead_temperature", "lead_temperature"), ("Lead Score (new)", "lead_score_new"), ("select", "select"),
        ("user", "user"), ("a\"b", "a_b"), ("it's", "it_s"), ("  spaced  ", "spaced"), ("Größe", "größe"),
        ("номер телефона", "номер_телефона"), ("電話番号", "電話番号"), ("2nd phone", "_2nd_phone"),
        ("ＦＵＬＬ width", "full_width"),
        ("UTM.Source", "utm_source"), ("a\u{0}b\nc", "a_b_c"), ("e\u{301}clair", "éclair"), ("camelCase", "camelcase"),
    ])
    func `a field's name becomes a column's`(field: String, name: String) {
        #expect(ColumnName.proposed(for: field, besides: []) == name)
    }

    @Test(arguments: ["", "   ", "!?", "\u{0}", "😀"])
    func `what holds no letter and no digit has no name`(field: String) {
        #expect(ColumnName.proposed(for: field, besides: []) == nil)
    }

    @Test(arguments: ["ctid", "XMIN", "tableoid"])
    func `a column of the server's own is stepped around`(field: String) throws {
        let name = try #require(ColumnName.proposed(for: field, besides: []))
        #expect(name != field.lowercased() && name.hasPrefix("\(field.lowercased())_"))
        #expect(ColumnName.refusal(of: name) == nil)
    }

    @Test func `long names stay apart, and are the same each time`() throws {
        let stem = String(repeating: "what do you need ", count: 5)
        let names = try ["before noon", "after noon", "ünd nöch länger"].map {
            try #require(ColumnName.proposed(for: stem + $0, besides: []))
        }
        #expect(Set(names).count == 3)
        #expect(names.allSatisfy { $0.utf8.count <= 63 && $0.hasPrefix("what_do_you_need_what") })
        #expect(ColumnName.proposed(for: stem + "before noon", besides: []) == names[0])
        let wide = try #require(ColumnName.proposed(for: String(repeating: "字", count: 40), besides: []))
        #expect(wide.utf8.count <= 63 && wide.hasPrefix("字"))
    }

    @Test func `two fields that come to the same name stay apart`() throws {
        let first = try #require(ColumnName.proposed(for: "Lead Score", besides: ["id"]))
        let second = try #require(ColumnName.proposed(for: "lead-score", besides: ["id", first]))
        #expect(first == "lead_score" && second != first && second.hasPrefix("lead_score_"))
        #expect(ColumnName.proposed(for: "lead-score", besides: ["id", first]) == second)
        #expect(ColumnName.proposed(for: "lead-score", besides: ["id", first, second]) == nil)
    }

    @Test func `declarations with unsafe names are refused`() {
        func refusal(_ name: String = "orders", columns: String...) -> String? {
            ColumnName.refusal(of: Table(name: name, columns: columns.map { Column($0, .text) }, key: []))
        }
        #expect(refusal(columns: "id", "select", "Größe", "a\"b") == nil)
        for name in ["", "ctid", "a\u{0}b", "tab\tbed", String(repeating: "ä", count: 32)] {
            #expect(refusal(columns: name) != nil, "\(name)")
        }
        #expect(refusal(columns: "id", "id")?.contains("declared twice") == true)
        #expect(refusal(columns: "extra")?.contains("loader's own") == true)
        #expect(refusal(String(repeating: "x", count: 64), columns: "id")?.contains("64 bytes") == true)
    }

    @Test func `every name that is made is one that the server keeps as it is`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                var names: [String] = []
                for field in [
                    "select", "a\"b;--", String(repeating: "字", count: 60), "Ünïcode Fiëld", "ctid", "e\u{301}",
                ] {
                    names.append(try #require(ColumnName.proposed(for: field, besides: Set(names))))
                }
                let columns = names.map { "\(Identifier($0).sql) text" }.joined(separator: ", ")
                try await connection.query("create table named (\(unsafeSQL: columns))")
                let kept = try await connection.query(
                    "select attname::text from pg_attribute where attrelid = 'named'::regclass and attnum > 0 order by attnum"
                )
                #expect(try kept.map { try $0.decode(0, as: String.self) } == names)
            }
        }
    }
}
