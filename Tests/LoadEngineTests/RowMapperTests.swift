import JSON
import RESTSource
import Testing

@testable import LoadEngine
@testable import Warehouse

struct RowMapperTests {
    /// The shapes that a record can have: a path into a map, an alias, a map with entries, a list with lists, parts.
    static let resource = Resource(
        "orders", reading: .list(Endpoint("orders", records: "orders")), key: ["id"],
        fields: [
            .bigint("id"), .text("name"), .text("click", from: "click_id", "visitor_id"), .numeric("price"),
            .text("email", from: "contact.email"), .text("secret", part: "secrets"), .map("tags"),
        ],
        children: [
            .entries(
                of: [.init("tags"), .init("custom", part: "custom")], in: "order_tags",
                columns: .init(group: "kind", ordinal: "position", name: "name", value: "value")),
            .elements(
                of: "steps", in: "order_steps", ordinal: "step", part: "steps",
                fields: [.text("type"), .integer("rank")],
                children: [.elements(of: "views", in: "order_views", ordinal: "place", fields: [.text("url")])]),
        ],
        parts: [Part("secrets"), Part("custom"), Part("steps")])

    struct Mapped {
        var parent: [String] = []
        var children: [[String]] = [[], [], []]
        var problems: [MappingProblem] = []
        var observed = ObservedFields()
        var replaced = 0
    }

    private func map(_ records: String..., parts: Set<String> = ["secrets", "custom", "steps"]) throws -> Mapped {
        let mapper = RowMapper(Self.resource, asked: AskedParts(parts))
        let document = try JSONDocument(parsing: Array("[\(records.joined(separator: ","))]".utf8))
        return document.withRoot { root in
            var mapped = Mapped()
            var room = mapper.makeRoom()
            var rows = StagedRows(children: 3, firstOrdinal: 1)
            for record in root.elements {
                do throws(MappingProblem) {
                    mapped.replaced += try mapper.map(record, fingerprint: nil, room: &room, into: &rows)
                } catch {
                    mapped.problems.append(error)
                }
            }
            mapped.observed = room.observed
            mapped.parent = Self.lines(rows.parent)
            mapped.children = rows.children.map(Self.lines)
            return mapped
        }
    }

    private static func lines(_ writer: RowWriter) -> [String] {
        String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n").map {
            String($0).replacing("\t", with: "|").replacing("\\N", with: "-")
        }
    }

    // MARK: - The parent

    @Test func `columns come in their order whatever the record's is, and what is missing is null`() throws {
        let mapped = try map(
            #"{"price": 1.50, "id": 7, "name": "a"}"#, #"{"id":8}"#, #"{"name":"b","id":9,"price":null}"#)
        #expect(mapped.parent == ["1|7|a|-|1.50|-|-|-|-", "2|8|-|-|-|-|-|-|-", "3|9|b|-|-|-|-|-|-"])
        #expect(mapped.problems.isEmpty && mapped.observed.isEmpty)
    }

    @Test func `a field that no column takes is kept in extra and observed`() throws {
        let mapped = try map(
            #"{"id":1,"colour":"red","size":{"w":1.50,"s":"a\"b"}}"#, #"{"id":2,"colour":null}"#,
            #"{"id":3,"we\"ird":[]}"#)
        #expect(
            mapped.parent == [
                #"1|1|-|-|-|-|-|-|{"colour":"red","size":{"w":1.50,"s":"a\\"b"}}"#, #"2|2|-|-|-|-|-|-|{"colour":null}"#,
                #"3|3|-|-|-|-|-|-|{"we\\"ird":[]}"#,
            ])
        #expect(
            mapped.observed.fields[.init(table: "orders", name: "colour")]
                == .init(kinds: ["string", "null"], occurrences: 2))
        #expect(
            mapped.observed.fields[.init(table: "orders", name: "size")] == .init(kinds: ["object"], occurrences: 1))
        #expect(mapped.observed.fields.count == 3)
    }

    @Test func `the key of the API stands in nothing that no declared column takes, and nothing is cleared for it`()
        throws
    {
        let added = Field("code", .bigint, ["code"], part: nil, comment: nil, isAdded: true)
        let resource = Resource(
            "orders", reading: .list(Endpoint("orders", records: "orders")), key: ["id"],
            fields: [.bigint("id"), added],
            children: [.elements(of: "steps", in: "order_steps", ordinal: "step", fields: [.text("type")])])
        let mapper = RowMapper(
            resource, asked: AskedParts(), credentials: try Credentials(token: "4711-x", secret: "8822"))
        let document = try JSONDocument(
            parsing: Array(
                #"[{"id":1,"echo":"8822","steps":[{"echo":"4711-x"}]},{"id":2,"code":188229},{"id":3,"code":5}]"#.utf8))
        document.withRoot { root in
            var room = mapper.makeRoom()
            var rows = StagedRows(children: 1, firstOrdinal: 1)
            var problems: [MappingProblem] = []
            for record in root.elements {
                do throws(MappingProblem) {
                    _ = try mapper.map(record, fingerprint: nil, room: &room, into: &rows)
                } catch {
                    problems.append(error)
                }
            }
            #expect(Self.lines(rows.parent) == [#"1|1|-|{"echo":"[withheld]"}"#, "2|3|5|-"])
            #expect(Self.lines(rows.children[0]) == [#"1|1|1|-|{"echo":"[withheld]"}"#])
            #expect(problems.map(\.column) == ["code"])
        }
    }

    @Test func `NUL and lone surrogates in extra are replaced and counted`() throws {
        let mapped = try map(#"{"id":1,"colour":"\u0000\ud800","name":"\u0000"}"#)
        #expect(mapped.parent == ["1|1|\u{FFFD}|-|-|-|-|-|" + #"{"colour":"\\ufffd\\ufffd"}"#])
        #expect(mapped.replaced == 3)
    }

    @Test(arguments: [
        #"{"id":1,"name":"a","name":"b"}"#, #"{"id":1,"id":1}"#, #"{"id":1,"new":1,"new":2}"#,
        #"{"id":1,"steps":[],"steps":[]}"#,
        #"{"id":1,"n\u0061me":"a","name":"b"}"#,
    ])
    func `a name that stands in the record twice makes it a rejected one`(record: String) throws {
        let mapped = try map(record, #"{"id":2}"#)
        #expect(mapped.problems.count == 1 && mapped.problems.first?.reason.contains("twice") == true)
        #expect(mapped.parent == ["1|2|-|-|-|-|-|-|-"])
    }

    @Test(arguments: [
        (#""click_id":"a""#, "a|-|-|-|-|-"),
        (#""visitor_id":"b""#, "b|-|-|-|-|-"),
        (#""click_id":"","visitor_id":"b""#, "b|-|-|-|-|-"),
        (#""visitor_id":"b","click_id":null"#, "b|-|-|-|-|-"),
        (#""click_id":"a","visitor_id":"a""#, "a|-|-|-|-|-"),
        // The first of the places wins in either order, and the other value is kept.
        (#""click_id":"a","visitor_id":"b""#, #"a|-|-|-|-|{"visitor_id":"b"}"#),
        (#""visitor_id":"b","click_id":"a""#, #"a|-|-|-|-|{"visitor_id":"b"}"#),
    ])
    func `a field with two names takes the first that has a value`(members: String, row: String) throws {
        #expect(try map("{\"id\":1,\(members)}").parent == ["1|1|-|\(row)"])
    }

    @Test(arguments: [
        (#"{"email":"a@b"}"#, "a@b|-|-|-"),
        (#"{"email":"a@b","phone":"1"}"#, #"a@b|-|-|{"contact.phone":"1"}"#),
        ("null", "-|-|-|-"), (#""""#, "-|-|-|-"), ("[]", "-|-|-|-"), ("{}", "-|-|-|-"),
        (#""a@b""#, #"-|-|-|{"contact":"a@b"}"#), ("[1]", #"-|-|-|{"contact":[1]}"#),
    ])
    func `a path reaches into a map, and what it does not reach is kept`(contact: String, row: String) throws {
        #expect(try map("{\"id\":1,\"contact\":\(contact)}").parent == ["1|1|-|-|-|\(row)"])
    }

    // MARK: - Rejected

    @Test(
        arguments: [
            ("[]", nil, "expected a record"), ("5", nil, "expected a record"), ("null", nil, "expected a record"),
            ("{}", "id", "the key is missing"), (#"{"id":null}"#, "id", "the key is missing"),
            (#"{"id":""}"#, "id", "the key is missing"),
            (#"{"id":"x"}"#, "id", "a whole number"), (#"{"id":1,"price":"dear"}"#, "price", "a number"),
            (#"{"id":1,"tags":["a"]}"#, "tags", "a map"), (#"{"id":1,"custom":"text"}"#, "custom", "a map"),
            (#"{"id":1,"steps":{}}"#, "steps", "a list"), (#"{"id":1,"steps":[1]}"#, "steps", "expected a map"),
            (#"{"id":1,"steps":[{"type":"a"},{"rank":"x"}]}"#, "rank", "a whole number"),
            (#"{"id":1,"steps":[{"views":[{"url":"u"},{"url":[1]}]}]}"#, "url", "a text"),
        ] as [(String, String?, String)])
    func `a value that does not fit takes the whole record back, its child rows too`(
        record: String, column: String?, reason: String
    ) throws {
        let good = #"{"id":2,"tags":{"a":"1"},"steps":[{"type":"t","views":[{"url":"u"}]}]}"#
        let bad =
            record.hasPrefix(#"{"id":1,"#) && !record.contains("tags")
            ? record.dropLast() + #","tags":{"x":"y"}}"# : record[...]
        let mapped = try map(String(bad), good, String(bad))
        #expect(mapped.problems.count == 2)
        #expect(mapped.problems.first?.column == column)
        #expect(mapped.problems.first?.reason.contains(reason) == true)
        #expect(mapped.parent == [#"1|2|-|-|-|-|-|{"a":"1"}|-"#])
        #expect(mapped.children == [["1|2|tags|1|a|1"], ["1|2|1|t|-|-"], ["1|2|1|1|u|-"]])
    }

    @Test(
        arguments: [
            ("[5]", nil, "a list of 1"), ("{}", "id", "nothing"), (#"{"id":[7]}"#, "id", "a list of 1"),
            (#"{"id":1,"contact":{"email":["x"]}}"#, "contact.email", "a list of 1"),
            // The place where the value stood, not the one where it is looked for first.
            (#"{"id":1,"visitor_id":{}}"#, "visitor_id", "a map of 0"),
            (#"{"id":1,"n\u0061me":[]}"#, #"["n\u0061me"]"#, "a list of 0"),
            (
                #"{"id":1,"steps":[{},{"views":[{"url":"u"},{"url":"v"},{"url":{}}]}]}"#, "steps[1].views[2].url",
                "a map of 0"
            ),
            (#"{"id":1,"steps":[{"type":"a"},{"type":"b","type":"c"}]}"#, "steps[1].type", #""x""#),
            (#"{"id":1,"steps":[[],"Abc 12"]}"#, "steps[0]", "a list of 0"),
            (#"{"id":1,"new key":1,"new key":2}"#, #"["new key"]"#, "9"),
            (#"{"id":1,"tags":"Abc 12"}"#, "tags", #""Xxx 99""#),
        ] as [(String, String?, String)])
    func `a problem says where in the record it is, and what the value looked like`(
        record: String, path: String?, came: String
    ) throws {
        // Not the first of the page, and with its like before it.
        let mapped = try map(#"{"id":9,"steps":[{"views":[{"url":"u"}]}]}"#, record)
        #expect(mapped.problems.map(\.path) == [path])
        #expect(mapped.problems.map(\.came) == [came])
    }

    // MARK: - Children

    @Test func `entries of maps become rows with the group, the place and the name as it came`() throws {
        let mapped = try map(
            #"{"id":1,"tags":{"B":"x","a":"","c":5,"":{"k":[1]},"d":true,"B":"again"},"custom":{"z":"\u0000"}}"#,
            #"{"id":2,"tags":[]}"#)
        #expect(
            mapped.children[0] == [
                "1|1|tags|1|B|x", "1|1|tags|2|a|-", "1|1|tags|3|c|5", #"1|1|tags|4||{"k":[1]}"#, "1|1|tags|5|d|true",
                "1|1|tags|6|B|again", "1|1|custom|1|z|\u{FFFD}",
            ])
        #expect(mapped.replaced == 1 && mapped.problems.isEmpty)
        #expect(mapped.parent[1] == "2|2|-|-|-|-|-|{}|-")
    }

    @Test func `elements of lists become rows with their place, and so do the lists inside them`() throws {
        let mapped = try map(
            #"{"id":1,"steps":[{"type":"a","views":[{"url":"u1"},{"url":"u2","more":1}]},{"rank":2,"new":"n","views":[]},{"views":[{"url":"u3"}]}]}"#,
            #"{"id":2,"steps":[]}"#, #"{"id":3,"steps":null}"#)
        #expect(mapped.children[1] == ["1|1|1|a|-|-", #"1|1|2|-|2|{"new":"n"}"#, "1|1|3|-|-|-"])
        #expect(mapped.children[2] == ["1|1|1|1|u1|-", #"1|1|1|2|u2|{"more":1}"#, "1|1|3|1|u3|-"])
    }

    @Test func `a part that was not asked for and came all the same is kept in extra`() throws {
        let record = #"{"id":1,"secret":"s","custom":{"a":"1"},"steps":[{"type":"t"}],"tags":{"b":"2"}}"#
        let mapped = try map(record, parts: [])
        #expect(mapped.parent == [#"1|1|-|-|-|-|-|{"b":"2"}|{"secret":"s","custom":{"a":"1"},"steps":[{"type":"t"}]}"#])
        #expect(mapped.children == [["1|1|tags|1|b|2"], [], []])
        let asked = try map(record, parts: ["secrets", "custom", "steps"])
        #expect(asked.parent == [#"1|1|-|-|-|-|s|{"b":"2"}|-"#])
        #expect(asked.children == [["1|1|tags|1|b|2", "1|1|custom|1|a|1"], ["1|1|1|t|-|-"], []])
    }
}
