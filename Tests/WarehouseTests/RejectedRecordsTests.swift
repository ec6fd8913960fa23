import Foundation
import Postgres
import Testing

@testable import Warehouse

struct RejectedRecordsTests {
    private func record(_ bench: Bench, _ records: [RejectedRecord]) async throws {
        try await bench.connection.transaction { transaction in
            try await RejectedRecords.record(records, fence: bench.fence, in: transaction)
        }
    }

    private func rejected(_ body: String, resource: String = "items", reason: String = "no number") -> RejectedRecord {
        RejectedRecord(resource: resource, key: "1", column: "price", reason: reason, record: Array(body.utf8))
    }

    @Test func `a record that comes again is one row with its occurrences and the latest reason`() async throws {
        try await Bench.with { bench in
            try await record(bench, [rejected("{}"), rejected("{}"), rejected("[]")])
            try await record(bench, [rejected("{}", reason: "another")])
            #expect(
                try await bench.texts(
                    "select convert_from(record, 'UTF8'), occurrences::text, reason, record_key, column_name from sluice.rejected_records order by 1"
                )
                    == ["[]|1|no number|1|price", "{}|3|another|1|price"])
        }
    }

    @Test func `the same record of another resource is another one`() async throws {
        try await Bench.with { bench in
            try await record(bench, [rejected("{}"), rejected("{}", resource: "others")])
            #expect(try await bench.text("select count(*)::text from sluice.rejected_records") == "2")
        }
    }

    @Test func `bytes that no text column takes are kept as they came`() async throws {
        try await Bench.with { bench in
            let bytes: [UInt8] = [0x7B, 0, 0xFF, 0x5C, 0x7D]
            try await record(
                bench, [RejectedRecord(resource: "items", key: nil, column: nil, reason: "r", record: bytes)])
            let rows = try await bench.connection.query("select record, record_key from sluice.rejected_records")
            let (record, key) = try rows[0].decode(([UInt8], String?).self)
            #expect(record == bytes && key == nil)
        }
    }

    @Test func `where the value stood and what it looked like are kept, and those of the latest coming stay`()
        async throws
    {
        try await Bench.with { bench in
            var first = rejected("{}")
            first.path = "price"
            first.came = "\"xxx\""
            first.askedParts = ["steps"]
            try await record(bench, [first])
            let kept = try await RejectedRecords.records(RejectedChoice(), limit: 10, on: bench.connection)
            #expect(kept.count == 1)
            #expect(kept[0].path == "price" && kept[0].came == "\"xxx\"" && kept[0].askedParts == ["steps"])
            #expect(kept[0].storedAs == .record && kept[0].record == Array("{}".utf8) && kept[0].occurrences == 1)
            var second = rejected("{}", reason: "another")
            second.path = "name"
            try await record(bench, [second])
            let again = try await RejectedRecords.records(RejectedChoice(), limit: 10, on: bench.connection)
            #expect(again.map(\.path) == ["name"] && again[0].came == nil && again[0].reason == "another")
        }
    }

    @Test func `records are counted by column and reason, and chosen by what they are asked for`() async throws {
        try await Bench.with { bench in
            try await record(
                bench, [rejected("{}"), rejected("{}"), rejected("[]"), rejected("5", reason: "No place")])
            try await record(bench, [rejected("{}", resource: "others", reason: "No place")])
            func records(_ choice: RejectedChoice) async throws -> [Int] {
                try await RejectedRecords.groups(choice, on: bench.connection).map(\.records)
            }
            #expect(try await records(RejectedChoice()).sorted() == [1, 1, 2])
            #expect(
                try await RejectedRecords.groups(RejectedChoice(reason: "NUMBER"), on: bench.connection)[0].occurrences
                    == 3)
            #expect(try await records(RejectedChoice(resource: "others", reason: "no place")) == [1])
            #expect(try await records(RejectedChoice(dataset: "elsewhere")) == [])
            // What a reason contains is text, and no pattern.
            #expect(try await records(RejectedChoice(reason: "n_ place")) == [])
            let id = Checksum.hex(Checksum.sha256(Array("5".utf8)))
            #expect(try await records(RejectedChoice(checksum: String(id.prefix(7)).uppercased())) == [1])

            try await bench.connection.transaction { transaction in
                try await RejectedRecords.markReplayed(
                    [Checksum.sha256(Array("5".utf8))], resource: "items", fence: bench.fence, in: transaction)
            }
            #expect(try await records(RejectedChoice()).sorted() == [1, 2])
            #expect(try await records(RejectedChoice(includesReplayed: true)).sorted() == [1, 1, 2])
            // Rejected when it comes again, it waits again.
            try await record(bench, [rejected("5", reason: "No place")])
            #expect(try await records(RejectedChoice()).sorted() == [1, 1, 2])
        }
    }

    @Test func `how new rows are is told by their keys, and keys that no column can hold have no rows`() async throws {
        try await Bench.with { bench in
            try await bench.merge([Bench.Item(id: 1, created: 2_000), Bench.Item(id: 2)])
            try await bench.merge(
                Bench.rows([("red", 1, "x"), ("red", 2, "y")]), into: Bench.memberships, asked: AskedParts())
            let keys = ["1", "2", "3", "x", "99999999999999999999"].map { RowKey([$0]) }
            let items = try await RowAges.read(
                keys, of: Bench.items, schema: Bench.dataset, updatedColumn: "created_at", on: bench.connection)
            #expect(Set(items.ages.keys) == [RowKey(["1"]), RowKey(["2"])])
            #expect(items[RowKey(["1"])]?.updated == .at(2_000) && items[RowKey(["1"])]?.isDeleted == false)
            #expect(items[RowKey(["1"])]?.package == bench.fence.packageID)
            let members = try await RowAges.read(
                [RowKey(["red", "2"]), RowKey(["red", "3"]), RowKey(["a\0", "1"])], of: Bench.memberships,
                schema: Bench.dataset, updatedColumn: nil, on: bench.connection)
            #expect(members.ages.keys.map(\.parts) == [["red", "2"]])
            #expect(members.ages.values.first?.updated == nil)
        }
    }
}
