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
}
