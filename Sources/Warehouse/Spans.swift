public import Foundation
package import Postgres

/// A bounded stretch of creation time that is to be read, and how far it has been merged.
public struct Span: Sendable, Hashable {
    /// The id that `sluice.spans` and `sluice.load_batches` know it by.
    public let id: UUID
    /// The resource whose records it is about.
    public let resource: String

    /// What the span is narrowed to; empty for everything that the key can see.
    public let scope: String

    /// Why it is read: a look-back's name, the backfill, or a stretch that was asked for by hand.
    public let tier: String
    /// Its first instant.
    public let start: Date
    /// Its last instant.
    public let end: Date
    /// How far it has been merged: all that was created before is in the table.
    public package(set) var position: Date
    /// When it was read to its end; nil as long as it is open.
    public package(set) var doneAt: Date?

    package init(
        id: UUID = .version7(), resource: String, scope: String = "", tier: String, start: Date, end: Date,
        position: Date? = nil, doneAt: Date? = nil
    ) {
        self.id = id
        self.resource = resource
        self.scope = scope
        self.tier = tier
        self.start = start
        self.end = end
        self.position = position ?? start
        self.doneAt = doneAt
    }
}

/// The spans of a dataset: `sluice.spans`.
package struct Spans: Sendable {
    package let connection: Connection

    package init(connection: Connection) {
        self.connection = connection
    }

    /// The spans of a resource, the newest first.
    package func all(dataset: String, resource: String) async throws -> [Span] {
        let rows = try await connection.query(
            """
            select span_id, scope, tier, span_start, span_end, position, done_at
            from sluice.spans
            where dataset = \(dataset)
              and resource = \(resource)
            order by span_end desc, span_start desc
            """)
        return try rows.map { row in
            let (id, scope, tier, start, end, position, doneAt) =
                try row.decode((UUID, String, String, Date, Date, Date, Date?).self)
            return Span(
                id: id, resource: resource, scope: scope, tier: tier, start: start, end: end, position: position,
                doneAt: doneAt)
        }
    }

    /// Opens spans, and drops open ones that the new ones read again as a whole.
    package func open(_ spans: [Span], dropping superseded: [Span] = [], fence: Fence) async throws {
        guard !spans.isEmpty || !superseded.isEmpty else { return }
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            for span in superseded {
                try await transaction.query("delete from sluice.spans where span_id = \(span.id) and done_at is null")
            }
            for span in spans {
                try await transaction.query(
                    """
                    insert into sluice.spans (
                        span_id, dataset, resource, scope, tier, span_start, span_end, position, opened_by, opened_at
                    )
                    values (
                        \(span.id), \(fence.dataset), \(span.resource), \(span.scope), \(span.tier), \(span.start),
                        \(span.end), \(span.position), \(fence.packageID), clock_timestamp()
                    )
                    """)
            }
        }
    }

    /// Makes one span of all that were done more than a month ago, for each scope and stretch without a gap, so that the
    /// table does not grow with the number of runs.
    package func compact(resource: String, fence: Fence) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await transaction.query(
                """
                with old as (
                    select span_id, scope, span_start, span_end, opened_by, opened_at, done_at
                    from sluice.spans
                    where dataset = \(fence.dataset)
                      and resource = \(resource)
                      and done_at < clock_timestamp() - interval '30 days'
                ), crowded as (
                    select scope
                    from old
                    group by scope
                    having count(*) > 20
                ), gone as (
                    delete from sluice.spans
                    where span_id in (select span_id from old join crowded using (scope))
                ), covered as (
                    select scope, unnest(range_agg(tstzrange(span_start, span_end, '[]'))) as stretch, max(done_at) as done_at
                    from old
                    join crowded using (scope)
                    group by scope
                )
                insert into sluice.spans (
                    span_id, dataset, resource, scope, tier, span_start, span_end, position, opened_by, opened_at, done_at
                )
                select
                    gen_random_uuid(), \(fence.dataset), \(resource), scope, 'compacted', lower(stretch), upper(stretch),
                    upper(stretch), \(fence.packageID), clock_timestamp(), done_at
                from covered
                """)
        }
    }

    /// Moves a span's position; belongs into the transaction that merges what was read up to it.
    package static func advance(_ span: UUID, to position: Date, done: Bool, in transaction: Transaction) async throws {
        try await transaction.query(
            """
            update sluice.spans
            set position = greatest(position, \(position)::timestamptz),
                done_at = case when \(done)::boolean then clock_timestamp() end
            where span_id = \(span)
            """)
    }
}
