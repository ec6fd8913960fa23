import JSON
import RESTSource
import Testing
import Warehouse

@testable import LoadEngine

struct TableReadingTests {
    private func resource(
        _ fields: [Field], key: [String] = ["id"], version: Int = 1, children: [Child] = [], reading: Reading? = nil,
        name: String = "orders"
    ) -> Resource {
        Resource(
            name, reading: reading ?? .list(Endpoint("orders", records: "orders")), key: key, fields: fields,
            children: children, parts: [Part("journey")], mappingVersion: version)
    }

    private func readings(_ resources: [Resource], asked: AskedParts = AskedParts(), fromDetails: Bool = false)
        -> [TableReading]
    {
        let source = Source(name: "shop", defaultBaseURL: "", errorKey: "error", keyKinds: [], resources: resources)
        return TableReading.all(of: resources[0], in: source, asked: asked, fromDetails: fromDetails)
    }

    private func keys(_ reading: TableReading, _ json: String) throws -> [RowKey?] {
        try JSONDocument(parsing: Array(json.utf8)).withRoot { record in
            var keys: [RowKey?] = []
            reading.forEachRecord(in: record) { keys.append(reading.key(of: $0, parents: $1)) }
            return keys
        }
    }

    // MARK: - The salt of fingerprints

    @Test func `the same declaration has the same salt`() {
        #expect(
            readings([resource([.bigint("id"), .text("name")])])[0].salt
                == readings([resource([.bigint("id"), .text("name")])])[0].salt)
    }

    @Test func `whatever changes the mapping or what was asked for changes the salt`() {
        let base: [Field] = [.bigint("id"), .text("name"), .jsonb("data")]
        let steps = { (fields: [Field]) in Child.elements(of: "steps", in: "steps", ordinal: "step", fields: fields) }
        let entries = { (groups: [String]) in
            Child.entries(
                of: groups.map { .init($0) }, in: "tags",
                columns: .init(group: "kind", ordinal: "position", name: "name", value: "value"))
        }
        let salts = [
            readings([resource(base)])[0].salt,
            readings([resource(base, version: 2)])[0].salt,
            readings([resource(base, name: "invoices")])[0].salt,
            readings([resource(base)], asked: AskedParts(["journey"]))[0].salt,
            readings([resource(base + [.text("more")])])[0].salt,
            readings([resource([.bigint("id"), .jsonb("data"), .text("name")])])[0].salt,
            readings([resource([.bigint("id"), .numeric("name"), .jsonb("data")])])[0].salt,
            readings([resource([.bigint("id"), .text("name", from: "title"), .jsonb("data")])])[0].salt,
            readings([resource([.bigint("id"), .text("name", from: "name", "title"), .jsonb("data")])])[0].salt,
            readings([resource([.bigint("id"), .text("name", part: "journey"), .jsonb("data")])])[0].salt,
            readings([resource([.bigint("id"), .text("name"), .map("data")])])[0].salt,
            readings([resource(base, children: [steps([.text("type")])])])[0].salt,
            readings([resource(base, children: [steps([.text("type"), .text("more")])])])[0].salt,
            readings([resource(base, children: [entries(["a"])])])[0].salt,
            readings([resource(base, children: [entries(["a", "b"])])])[0].salt,
        ]
        #expect(Set(salts).count == salts.count)
    }

    // MARK: - Keys

    @Test(
        arguments: [
            (#"{"id":7}"#, ["7"]), (#"{"id":"7"}"#, ["7"]), (#"{"id":"007"}"#, ["7"]), (#"{"id":-0}"#, ["0"]),
            (#"{"id":7.0}"#, ["7"]), (#"{"id":"-7.00"}"#, ["-7"]), (#"{"id":7.5}"#, ["7.5"]),
            (#"{"id":"x"}"#, ["x"]), (#"{"id":null}"#, nil), ("{}", nil), (#"{"id":""}"#, nil), (#"{"id":[1]}"#, nil),
            ("[]", nil),
        ] as [(String, [String]?)])
    func `a key of numbers is spelt as its column spells it`(record: String, key: [String]?) throws {
        #expect(try keys(readings([resource([.bigint("id")])])[0], record) == [key.map { RowKey($0) }])
    }

    @Test(arguments: [
        (#"{"id":"007"}"#, "007"), (#"{"id":"+7"}"#, "+7"), (#"{"id":7}"#, "7"), (#"{"id":"a\u0000b"}"#, "a\u{FFFD}b"),
    ])
    func `a key of text is spelt as it came`(record: String, key: String) throws {
        #expect(try keys(readings([resource([.text("id")])])[0], record) == [RowKey([key])])
    }

    @Test func `records inside of a record take the inherited part of their key from it`() throws {
        let nested = Resource(
            "members", reading: .nested(in: "orders", at: "people", inheriting: ["id"], fromDetails: false),
            key: ["id", "person"], fields: [.bigint("id"), .bigint("person")])
        let all = readings([resource([.bigint("id", from: "order_id")]), nested])
        #expect(all.map(\.resource.name) == ["orders", "members"])
        let record = #"{"order_id":7,"people":[{"person":1},{"person":"2"},{},5]}"#
        #expect(try keys(all[1], record) == [RowKey(["7", "1"]), RowKey(["7", "2"]), nil, nil])
        #expect(try keys(all[0], record) == [RowKey(["7"])])
        #expect(try keys(all[1], #"{"order_id":7}"#).isEmpty)
        // What only the details hold is not looked for in the list.
        #expect(readings([resource([.bigint("id")]), nested], fromDetails: true).map(\.resource.name) == ["orders"])
    }
}
