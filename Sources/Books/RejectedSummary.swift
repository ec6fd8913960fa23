package import Foundation
package import Postgres

/// Rejected records that wait, of one column and reason.
package struct RejectedSummary: Encodable, Sendable {
    package let dataset: String
    package let resource: String
    package let column: String?
    package let reason: String
    package let records: Int
    package let lastSeen: Date

    package static func list(dataset: String?, on connection: some Queryable) async throws -> [RejectedSummary] {
        try await connection.query(
            """
            select dataset, resource, column_name, reason, count(*) as records, max(last_seen) as latest
            from sluice.rejected_records
            where replayed_by is null
              and (\(dataset)::text is null or dataset = \(dataset))
            group by dataset, resource, column_name, reason
            order by max(last_seen) desc, resource, column_name, reason
            """
        ).map { row in
            RejectedSummary(
                dataset: try row.decode("dataset"), resource: try row.decode("resource"),
                column: try row.decode("column_name"), reason: try row.decode("reason"),
                records: try row.decode("records"), lastSeen: try row.decode("latest"))
        }
    }
}
