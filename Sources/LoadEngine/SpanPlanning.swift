import Foundation
import Postgres
import RESTSource
import Warehouse

/// Which spans of a resource a load reads, and how it asks for them: for the load, which opens them, and for a forecast, which
/// only tells them. Writes nothing.
struct SpanPlanning: Sendable {
    let resource: Resource
    let incremental: Incremental
    let options: LoadOptions
    let keyKind: KeyKind
    let books: Connection
    let now: Date
    /// The end of everything that is read.
    let end: Date

    /// The spans of one scope.
    struct Group: Sendable {
        let scope: String
        /// Open ones of earlier runs.
        let open: [Span]
        let new: [Span]
        /// Open ones that the new ones read again as a whole.
        let superseded: [Span]

        /// In the order in which they are read.
        var spans: [Span] { open + new }
    }

    func group(_ scope: String, known: [Span], since: Date) -> Group {
        let plan = LoadPlan(incremental: incremental, resource: resource.name, scope: scope)
        let wish = LoadPlan.Wish(
            since: since, end: end, lookback: options.lookback,
            everything: options.isFull || options.until != nil)
        let new = plan.newSpans(wish, known: known, now: now)
        let superseded = plan.superseded(by: new, known: known)
        let open = known.filter { $0.scope == scope && $0.doneAt == nil && !superseded.contains($0) }
        return Group(scope: scope, open: open, new: new, superseded: superseded)
    }

    /// The spans of earlier runs.
    func known() async throws -> [Span] {
        try await Spans(connection: books).all(dataset: options.dataset, resource: resource.name)
    }

    // MARK: - What the tables say

    /// Whether it is read scope by scope.
    var readsByScope: Bool {
        options.readsByScope && incremental.scope != nil && keyKind.identity == nil
    }

    /// The scopes to read one by one; a single empty one for everything at once.
    func scopes() async throws -> [String] {
        guard readsByScope, let scope = incremental.scope else { return [""] }
        let rows = try await books.query(
            """
            select \(Identifier(scope.column))::text
            from \(Identifier(options.dataset, scope.resource))
            where _deleted_at is null
            order by 1
            """)
        return try rows.map { try $0.decode(0, as: String.self) }
    }

    /// Where the backfill ends: as asked, or the earliest instant that the source knows of, or its earliest at all.
    func since() async throws -> Date {
        if let since = options.since { return since }
        return try await bounded(earliestKnown())
    }

    /// The earliest instant in the table of the resource whose beginning bounds the backfill.
    func earliestKnown() async throws -> Date? {
        guard let origin = incremental.earliestFrom else { return nil }
        let rows = try await books.query(
            """
            select min(\(Identifier(origin.column)))
            from \(Identifier(options.dataset, origin.resource))
            """)
        return try rows.first?.decode(0, as: Date?.self)
    }

    func bounded(_ earliest: Date?) -> Date {
        earliest.map { max(incremental.earliest, $0) } ?? incremental.earliest
    }

    /// Whether the default answers hold the records of the separate pass, as far as is known.
    func defaultHoldsSeparate() async throws -> Bool {
        if let decided = options.defaultHoldsSeparateRecords { return decided }
        let name = SpanFacts(resource: resource.name, known: true).name
        return try await Datasets(connection: books).fact(name, dataset: options.dataset) == "true"
    }

    // MARK: - Asking

    /// How the pages of a scope are asked for, beside the dates.
    struct Asking: Sendable {
        let parts: AskedParts
        let query: [QueryItem]
        let pageSize: Int?
    }

    func asking(_ scope: String) -> Asking {
        let byScope = !scope.isEmpty
        let asked = options.asked(resource, byScope: byScope, keyKind: keyKind)
        let parts = resource.parts.filter { asked.parts.contains($0.name) }
        var query = parts.flatMap(\.query)
        if byScope, let narrowing = incremental.scope { query.append(QueryItem(narrowing.parameter, scope)) }
        let sizes = parts.compactMap(\.maximumPage) + [options.pageSize].compactMap { $0 }
        return Asking(parts: asked, query: query, pageSize: sizes.min())
    }
}

extension Incremental {
    /// What asks for a stretch of creation time, in order.
    func query(from: Date, until: Date) -> [QueryItem] {
        ascending + [QueryItem(startParameter, from.utc), QueryItem(endParameter, until.utc)]
    }
}
