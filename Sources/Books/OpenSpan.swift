package import Foundation
package import Postgres

/// A stretch of creation time that the next load goes on with.
package struct OpenSpan: Encodable, Sendable {
    package let dataset: String
    package let resource: String
    package let scope: String
    package let tier: String
    package let spanStart: Date
    package let spanEnd: Date
    package let position: Date

    /// How much of it is read, between 0 and 1, by creation time.
    package var fraction: Double {
        let whole = spanEnd.timeIntervalSince(spanStart)
        return whole > 0 ? min(1, max(0, position.timeIntervalSince(spanStart) / whole)) : 1
    }

    package static func list(dataset: String?, on connection: some Queryable) async throws -> [OpenSpan] {
        try await connection.query(
            """
            select dataset, resource, scope, tier, span_start, span_end, position
            from sluice.spans
            where done_at is null
              and (\(dataset)::text is null or dataset = \(dataset))
            order by span_end desc
            """
        ).map { row in
            OpenSpan(
                dataset: try row.decode("dataset"), resource: try row.decode("resource"),
                scope: try row.decode("scope"), tier: try row.decode("tier"),
                spanStart: try row.decode("span_start"), spanEnd: try row.decode("span_end"),
                position: try row.decode("position"))
        }
    }
}
