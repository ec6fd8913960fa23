import Foundation
import Postgres
import Testing

@testable import Warehouse

struct ObservedFieldsTests {
    @Test func `kinds are gathered and occurrences counted`() {
        let (colour, size) = (
            ObservedFields.Field(table: "items", name: "colour"), ObservedFields.Field(table: "items", name: "size")
        )
        var fields = ObservedFields()
        #expect(fields.isEmpty)
        fields.observe(colour, kind: "string")
        fields.observe(colour, kind: "null")
        var others = ObservedFields()
        others.observe(colour, kind: "string")
        others.observe(size, kind: "number")
        fields.add(others)
        #expect(fields.fields[colour] == .init(kinds: ["null", "string"], occurrences: 3))
        #expect(fields.fields[size] == .init(kinds: ["number"], occurrences: 1))
    }

    @Test func `what batches observe adds up, and remembers who saw it first and last`() async throws {
        try await Bench.with { bench in
            for (kind, package) in [
                ("string", UUID.version7()), ("array", .version7()), ("string", bench.fence.packageID),
            ] {
                var fields = ObservedFields()
                fields.observe(.init(table: "item_lines", name: "the \"colour\""), kind: kind)
                let fence = Fence(dataset: "bench", number: bench.fence.number, packageID: package)
                try await bench.connection.transaction { transaction in
                    try await fields.record(fence: fence, in: transaction)
                }
            }
            let seen = try await bench.texts(
                """
                select resource || '.' || field, array_to_string(json_kinds, ' '), occurrences::text,
                    (first_package_id <> last_package_id)::text, last_package_id::text
                from sluice.observed_fields
                """)
            #expect(
                seen == [
                    "item_lines.the \"colour\"|array string|3|true|\(bench.fence.packageID.uuidString.lowercased())"
                ])
        }
    }
}
