import Foundation
import Postgres
import Testing

@testable import Warehouse

struct TombstonesTests {
    typealias Item = Bench.Item

    private func deleted(_ bench: Bench) async throws -> [String] {
        try await bench.texts("select id::text from bench.items where _deleted_at is not null order by id")
    }

    private func keys(_ ids: some Sequence<Int>) -> [RowKey] {
        ids.map { RowKey([String($0)]) }
    }

    // MARK: - All but some

    @Test func `of the rows of some parents all but the ones that came are gone, and other parents' rows stay`()
        async throws
    {
        try await Bench.with { bench in
            try await bench.merge(
                Bench.rows([("a", 1, "x"), ("a", 2, "x"), ("b", 1, "x"), ("c", 1, "x"), ("c", 2, "x")]),
                into: Bench.memberships)
            let kind = Tombstones.Kind.allBut(
                keys: [RowKey(["a", "1"]), RowKey(["c", "9"])], among: (column: "club", values: ["a", "b"]))
            let outcome = try await bench.connection.transaction { transaction in
                try await bench.fence.hold(in: transaction)
                return try await Tombstones(table: Bench.memberships, schema: Bench.dataset, kind: kind).write(
                    packageID: bench.fence.packageID, allowingMass: false, sparing: nil, in: transaction)
            }
            #expect(outcome == .init(deleted: 2))
            #expect(
                try await bench.texts(
                    "select club || member from bench.memberships where _deleted_at is not null order by 1")
                    == ["a2", "b1"])
        }
    }

    // MARK: - Missing within a stretch

    @Test func `what is missing gets a tombstone, a package and a time, once`() async throws {
        try await Bench.with { bench in
            try await bench.merge((1...3).map { Item(id: $0) })
            try await bench.connection.query(
                "update bench.items set _package_id = gen_random_uuid(), _loaded_at = 'epoch'")
            let kind = Tombstones.Kind.missing(keys: keys([1, 3, 99]), after: .at(999), before: .at(1_001), scope: nil)
            #expect(try await bench.tombstone(kind) == .init(deleted: 2))
            #expect(try await deleted(bench) == ["1", "3"])
            let package = bench.fence.packageID
            #expect(
                try await bench.texts(
                    "select id::text from bench.items where _package_id = \(package) and _loaded_at > 'epoch' order by 1"
                )
                    == ["1", "3"])
            let before = try await bench.versions()
            #expect(try await bench.tombstone(kind) == .init(deleted: 0))
            #expect(try await bench.versions() == before)
            // Children stay with their row.
            #expect(try await bench.text("select count(*)::text from bench.item_lines") == "6")
        }
    }

    @Test func `both bounds are exclusive, so a row that was moved out of the stretch is left alone`() async throws {
        try await Bench.with { bench in
            try await bench.merge([
                Item(id: 1, created: 1_000), Item(id: 2, created: 1_001), Item(id: 3, created: 1_999),
                Item(id: 4, created: 2_000), Item(id: 5, created: 9_000),
            ])
            let outcome = try await bench.tombstone(
                .missing(keys: keys(1...5), after: .at(1_000), before: .at(2_000), scope: nil))
            #expect(outcome.deleted == 2)
            #expect(try await deleted(bench) == ["2", "3"])
        }
    }

    @Test func `nothing missing, or a table without a creation time, deletes nothing`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1)])
            #expect(
                try await bench.tombstone(.missing(keys: [], after: .at(0), before: .at(9_000), scope: nil)) == .init())
            try await bench.merge(Bench.rows([("a", 1, "x")]), into: Bench.memberships)
            let outcome = try await bench.tombstone(
                .missing(keys: [RowKey(["a", "1"])], after: .at(0), before: .at(9_000), scope: nil),
                in: Bench.memberships)
            #expect(outcome == .init())
        }
    }

    // MARK: - All but those of a list

    @Test func `what is not in the list gets a tombstone`() async throws {
        try await Bench.with { bench in
            try await bench.merge((1...4).map { Item(id: $0) })
            #expect(try await bench.tombstone(.allBut(keys: keys([1, 3]))) == .init(deleted: 2))
            #expect(try await deleted(bench) == ["2", "4"])
            let before = try await bench.versions()
            #expect(try await bench.tombstone(.allBut(keys: keys([1, 3]))) == .init(deleted: 0))
            #expect(try await bench.versions() == before)
        }
    }

    @Test func `an empty list empties a small table`() async throws {
        try await Bench.with { bench in
            try await bench.merge((1...4).map { Item(id: $0) })
            #expect(try await bench.tombstone(.allBut(keys: [])) == .init(deleted: 4))
        }
    }

    @Test func `keys from the API that are no numbers do not fail, they are just not there`() async throws {
        try await Bench.with { bench in
            try await bench.merge((1...2).map { Item(id: $0) })
            let strange = [RowKey(["abc"]), RowKey(["1e3"]), RowKey(["99999999999999999999"]), RowKey(["{\"'}"])]
            #expect(try await bench.tombstone(.allBut(keys: keys([1]) + strange)).deleted == 1)
            #expect(try await deleted(bench) == ["2"])
        }
    }

    @Test func `a composite key is held against the list as a whole`() async throws {
        try await Bench.with { bench in
            try await bench.merge(
                Bench.rows([("a", 1, "x"), ("a", 2, "x"), ("b", 1, "x"), ("b", 2, "x")]), into: Bench.memberships)
            let outcome = try await bench.tombstone(
                .allBut(keys: [RowKey(["a", "1"]), RowKey(["b", "2"]), RowKey(["c", "no number"])]),
                in: Bench.memberships)
            #expect(outcome.deleted == 2)
            #expect(
                try await bench.texts(
                    "select club, member::text from bench.memberships where _deleted_at is null order by 1, 2") == [
                        "a|1", "b|2",
                    ])
        }
    }

    @Test func `the rows of a scope that is gone go with it`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Item(id: 1, name: "7"), Item(id: 2, name: "8"), Item(id: 3, name: nil)])
            try await bench.connection.query("create table bench.scopes (name text, _deleted_at timestamptz)")
            try await bench.connection.query("insert into bench.scopes values ('7', now()), ('8', null)")
            #expect(try await bench.tombstone(.inGoneScopes(column: "name", table: "scopes")) == .init(deleted: 1))
            #expect(try await deleted(bench) == ["1"])
        }
    }

    @Test func `what is missing in one scope is deleted there alone, and never when it was staged elsewhere`()
        async throws
    {
        try await Bench.with { bench in
            try await bench.merge((1...4).map { Item(id: $0, name: $0 < 4 ? "7" : "8") })
            let staging = try await bench.staging()
            _ = try await staging.stage(Bench.rows([Item(id: 2)]))
            let kind = Tombstones.Kind.missing(
                keys: keys(2...4), after: .at(0), before: .at(9_000), scope: (column: "name", value: "7"))
            let outcome = try await bench.connection.transaction { transaction in
                try await Tombstones(table: Bench.items, schema: "bench", kind: kind).write(
                    packageID: bench.fence.packageID, allowingMass: false, sparing: staging.tables.parent,
                    in: transaction)
            }
            #expect(outcome == .init(deleted: 1))
            #expect(try await deleted(bench) == ["3"])
        }
    }

    // MARK: - Mass deletion

    @Test(arguments: [
        (100, 100, false), (101, 101, true), (101, 504, true), (101, 505, false), (200, 1_000, false),
        (201, 1_000, true),
        (0, 0, false), (1, 1, false),
    ])
    func `more than a hundred and more than a fifth is a mass deletion`(deleted: Int, live: Int, isMass: Bool) {
        #expect(Tombstones.isMassDeletion(deleted, of: live) == isMass)
    }

    @Test func `a list that lost too much deletes nothing until it is allowed`() async throws {
        try await Bench.with { bench in
            try await bench.merge((1...150).map { Item(id: $0, lines: [], steps: [], plain: [], custom: []) })
            #expect(try await bench.tombstone(.allBut(keys: keys(1...49))) == .init(heldBack: 101))
            #expect(try await deleted(bench).isEmpty)
            #expect(try await bench.tombstone(.allBut(keys: keys(1...50))) == .init(deleted: 100))
            #expect(try await bench.tombstone(.allBut(keys: []), allowingMass: true) == .init(deleted: 50))
        }
    }
}
