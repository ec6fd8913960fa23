package import Foundation
package import Postgres

/// A field that the API sends and no column takes: `sluice.observed_fields`.
package struct UnknownFieldSummary: Encodable, Sendable {
    package let dataset: String
    package let resource: String
    package let field: String
    package let kinds: [String]
    package let occurrences: Int
    package let firstSeen: Date
    package let lastSeen: Date

    package static func list(dataset: String?, on connection: some Queryable) async throws -> [UnknownFieldSummary] {
        try await connection.query(
            """
            select dataset, resource, field, json_kinds, occurrences, first_seen, last_seen
            from sluice.observed_fields
            where \(dataset)::text is null or dataset = \(dataset)
            order by dataset, resource, first_seen, field
            """
        ).map { row in
            UnknownFieldSummary(
                dataset: try row.decode("dataset"), resource: try row.decode("resource"),
                field: try row.decode("field"), kinds: try row.decode("json_kinds"),
                occurrences: try row.decode("occurrences"), firstSeen: try row.decode("first_seen"),
                lastSeen: try row.decode("last_seen"))
        }
    }
}
