import Foundation
import Postgres
import Testing

@testable import Warehouse

struct MergeTests {
    typealias Item = Bench.Item

    private func lines(_ bench: Bench, _ id: Int) async throws -> [String] {
        try await bench.texts("select label from bench.item_lines where id = \(id) order by line")
    }

    // MARK: - Counts

    @Test func `new, changed, equal and doubled records are counted apart`() async throws {
        try await Bench.with { bench in
            let first = try await bench.merge((1...4).map { Item(id: $0) })
            #expect(first.inserted == 4 && first.updated + first.unchanged + first.duplicates == 0)
            #expect(first.children == ["item_lines": 8, "item_steps": 4, "item_fields": 8])

            let second = try await bench.merge([
                Item(id: 1), Item(id: 2, name: "changed"), Item(id: 3), Item(id: 3), Item(id: 5),
            ])
            #expect(second.inserted == 1 && second.updated == 1 && second.unchanged == 2 && second.duplicates == 1)
            #expect(second.isBalanced)
            #expect(second.children == ["item_lines": 4, "item_steps": 2, "item_fields": 4])
            #expect(
                try await bench.texts("select id::text, name from bench.items order by id")
                    == ["1|a", "2|changed", "3|a", "4|a", "5|a"])
        }
    }

    @Test func `of two records with one key the later wins, and its children with it`() async throws {
        try await Bench.with { bench in
            let batch = try await bench.merge([
                Item(id: 1, name: "early", lines: ["e1", "e2", "e3"]), Item(id: 2),
                Item(id: 1, name: "late", lines: ["l1"]),
            ])
            #expect(batch.inserted == 2 && batch.duplicates == 1)
            #expect(try await bench.text("select name from bench.items where id = 1") == "late")
            #expect(try await lines(bench, 1) == ["l1"])
            // The same onto a row that is there.
            let again = try await bench.merge([
                Item(id: 1, name: "x", lines: ["x"]), Item(id: 1, name: "y", lines: []),
                Item(id: 1, name: "z", lines: ["z"]),
            ])
            #expect(again.updated == 1 && again.duplicates == 2)
            #expect(try await lines(bench, 1) == ["z"])
        }
    }

    @Test func `rows that did not change are not written`() async throws {
        try await Bench.with { bench in
            let items = (1...5).map { Item(id: $0) }
            try await bench.merge(items)
            let before = try await bench.versions()
            let again = try await bench.merge(items)
            #expect(again.unchanged == 5 && again.children.values.allSatisfy { $0 == 0 })
            #expect(try await bench.versions() == before)

            // Nor beside one that did.
            try await bench.merge(items.dropLast() + [Item(id: 5, name: "changed")])
            let after = try await bench.versions()
            let untouched = before.filter { !$0.contains("|5|") && !$0.contains("|5 ") }
            #expect(untouched.count == 4 * 6 && untouched.allSatisfy(after.contains))
        }
    }

    @Test func `a row tells which package changed it last`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            try await bench.connection.query(
                "update bench.items set _package_id = gen_random_uuid(), _loaded_at = 'epoch'")
            try await bench.merge([Item(id: 1), Item(id: 2, price: nil)])
            let package = bench.fence.packageID
            let own = try await bench.texts(
                "select id::text from bench.items where _package_id = \(package) and _loaded_at > 'epoch'")
            #expect(own == ["2"])
        }
    }

    // MARK: - What counts as equal

    @Test func `the order of keys in jsonb and the zeros of a number make no difference`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, price: "1.0", data: #"{"a":1,"b":[1,2]}"#)])
            let before = try await bench.versions()
            let batch = try await bench.merge([Item(id: 1, price: "1.00", data: #"{ "b":[1, 2], "a" : 1 }"#)])
            #expect(batch.unchanged == 1)
            #expect(try await bench.versions() == before)
        }
    }

    @Test(arguments: [
        Bench.Item(id: 1, name: nil), Bench.Item(id: 1, name: ""), Bench.Item(id: 1, price: nil),
        Bench.Item(id: 1, price: "1.51"), Bench.Item(id: 1, data: #"{"a":1}"#), Bench.Item(id: 1, data: nil),
        Bench.Item(id: 1, detail: "e"), Bench.Item(id: 1, created: 1_001), Bench.Item(id: 1, extra: #"{"new":1}"#),
        Bench.Item(id: 1, lines: ["x"]), Bench.Item(id: 1, lines: ["x", "y", "z"]),
        Bench.Item(id: 1, lines: ["y", "x"]),
        Bench.Item(id: 1, lines: []), Bench.Item(id: 1, steps: []), Bench.Item(id: 1, steps: ["first", "second"]),
        Bench.Item(id: 1, plain: ["q"]), Bench.Item(id: 1, custom: []),
    ])
    func `any difference, be it of a child alone, makes the row updated and is stored`(changed: Bench.Item) async throws
    {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            let batch = try await bench.merge([changed, Item(id: 2)])
            #expect(batch.updated == 1 && batch.unchanged == 1)
            #expect(try await lines(bench, 1) == changed.lines)
            #expect(
                try await bench.texts("select label from bench.item_steps where id = 1 order by step") == changed.steps)
            let again = try await bench.merge([changed, Item(id: 2)])
            #expect(again.unchanged == 2)
        }
    }

    @Test func `a row that returns from its tombstone is updated, though nothing else changed`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, fingerprint: 7)])
            try await bench.connection.query("update bench.items set _deleted_at = now()")
            let batch = try await bench.merge([Item(id: 1, fingerprint: 7)])
            #expect(batch.updated == 1 && batch.unchanged == 0)
            #expect(try await bench.text("select (_deleted_at is null)::text from bench.items") == "true")
        }
    }

    // MARK: - What was asked for

    @Test func `a column of a part that was not asked for is neither compared nor cleared`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            let before = try await bench.versions()
            let asked = AskedParts(["steps", "custom"])
            #expect(try await bench.merge([Item(id: 1, detail: nil)], asked: asked).unchanged == 1)
            #expect(try await bench.versions() == before)
            #expect(try await bench.merge([Item(id: 2, name: "new", detail: nil)], asked: asked).updated == 1)
            #expect(try await bench.texts("select name, detail from bench.items order by id") == ["a|d", "new|d"])
        }
    }

    @Test func `child rows of a part that was not asked for are left as they are`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            let asked = AskedParts(["details", "custom"])
            #expect(
                try await bench.merge([Item(id: 1, steps: []), Item(id: 2, name: "new", steps: [])], asked: asked)
                    .updated == 1)
            #expect(
                try await bench.texts("select id::text, label from bench.item_steps order by id")
                    == ["1|first", "2|first"])
        }
    }

    @Test func `a group of child rows that was not asked for is left as it is, and its neighbours change`() async throws
    {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            let asked = AskedParts(["details", "steps"])
            let batch = try await bench.merge(
                [Item(id: 1, plain: ["p"], custom: []), Item(id: 2, plain: ["n1", "n2"], custom: [])], asked: asked)
            #expect(batch.unchanged == 1 && batch.updated == 1)
            let fields = try await bench.texts(
                "select id::text, kind, value from bench.item_fields order by id, kind, position")
            #expect(fields == ["1|custom|c", "1|plain|p", "2|custom|c", "2|plain|n1", "2|plain|n2"])
        }
    }

    @Test func `when a part alone is read, the rest of the row stays`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, extra: #"{"k":1}"#)])
            let onlyDetails = AskedParts(["details"], includesBase: false, includesExtra: false)
            let bare = Item(
                id: 1, name: nil, price: nil, data: nil, detail: "d", lines: [], steps: [], plain: [], custom: [])
            #expect(try await bench.merge([bare], asked: onlyDetails).unchanged == 1)
            var changed = bare
            changed.detail = "new"
            #expect(try await bench.merge([changed], asked: onlyDetails).updated == 1)
            #expect(
                try await bench.texts("select name, price::text, detail, extra::text from bench.items")
                    == [#"a|1.5|new|{"k": 1}"#])
            #expect(try await lines(bench, 1) == ["x", "y"])
            #expect(try await bench.text("select count(*)::text from bench.item_fields") == "2")
        }
    }

    @Test func `whoever reads extra writes it, and nobody else`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, extra: #"{"k":1}"#)])
            let list = AskedParts(["steps", "custom"], includesExtra: false)
            #expect(try await bench.merge([Item(id: 1)], asked: list).unchanged == 1)
            #expect(try await bench.merge([Item(id: 1, name: "new")], asked: list).updated == 1)
            #expect(try await bench.text("select extra::text from bench.items") == #"{"k": 1}"#)
            let details = AskedParts(["details"], includesBase: false)
            #expect(try await bench.merge([Item(id: 1, name: "new", extra: #"{"k":2}"#)], asked: details).updated == 1)
            #expect(try await bench.text("select extra::text from bench.items") == #"{"k": 2}"#)
        }
    }

    @Test func `child rows that somebody left behind do not stand in the way of their parent`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1), Item(id: 2)])
            try await bench.connection.query("delete from bench.items where id = 1")
            #expect(try await bench.merge([Item(id: 1, lines: ["new"]), Item(id: 2)]).inserted == 1)
            #expect(try await lines(bench, 1) == ["new"])
            #expect(try await lines(bench, 2) == ["x", "y"])
        }
    }

    // MARK: - Fingerprints

    @Test func `an equal fingerprint is believed, and not when it is to be ignored`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, fingerprint: 7)])
            // Somebody changes the row by hand.
            try await bench.connection.query("update bench.items set name = 'edited'")
            #expect(try await bench.merge([Item(id: 1, fingerprint: 7)]).unchanged == 1)
            #expect(try await bench.text("select name from bench.items") == "edited")
            #expect(try await bench.merge([Item(id: 1, fingerprint: 7)], ignoringFingerprints: true).updated == 1)
            #expect(try await bench.text("select name from bench.items") == "a")
            try await bench.connection.query("delete from bench.item_lines where line = 2")
            #expect(try await bench.merge([Item(id: 1, fingerprint: 7)], ignoringFingerprints: true).updated == 1)
            #expect(try await lines(bench, 1) == ["x", "y"])
        }
    }

    @Test func `a row that differs by its fingerprint alone gets the new one and counts as unchanged`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, fingerprint: 7), Item(id: 2, fingerprint: 7)])
            try await bench.connection.query("update bench.items set _package_id = gen_random_uuid()")
            let batch = try await bench.merge([Item(id: 1, fingerprint: 8), Item(id: 2, fingerprint: 7)])
            #expect(batch.unchanged == 2 && batch.updated == 0 && batch.fingerprintsRenewed == 1)
            #expect(
                try await bench.text("select encode(_fingerprint, 'hex') from bench.items where id = 1")
                    == String(repeating: "08", count: 16))
            let package = bench.fence.packageID
            #expect(
                try await bench.text("select count(*)::text from bench.items where _package_id = \(package)") == "0")
            #expect(try await bench.merge([Item(id: 1, fingerprint: 8)]).fingerprintsRenewed == 0)
        }
    }

    // MARK: - Keys

    @Test func `a composite key is one key`() async throws {
        try await Bench.with { bench in
            func merge(_ rows: [(club: String, member: Int, role: String)]) async throws -> LoadBatch {
                try await bench.merge(Bench.rows(rows), into: Bench.memberships).batch
            }
            #expect(try await merge([("a", 1, "x"), ("a", 2, "x"), ("b", 1, "x")]).inserted == 3)
            let batch = try await merge([
                ("a", 1, "x"), ("a", 2, "changed"), ("b", 1, "y"), ("b", 1, "z"), ("b", 2, "x"),
            ])
            #expect(batch.unchanged == 1 && batch.updated == 2 && batch.duplicates == 1 && batch.inserted == 1)
            #expect(
                try await bench.texts("select club, member::text, role from bench.memberships order by 1, 2")
                    == ["a|1|x", "a|2|changed", "b|1|z", "b|2|x"])
        }
    }
}
