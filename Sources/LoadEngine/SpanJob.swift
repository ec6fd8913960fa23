import Foundation
import Postgres
import RESTSource
import Warehouse

/// Loads a resource that is read by creation time: plans its spans and reads them, several side by side.
struct SpanJob: Sendable {
    let context: LoadContext
    let resource: Resource
    let endpoint: Endpoint
    let incremental: Incremental

    func run(_ reports: JobReports) async throws {
        let facts = try await facts()
        let memory = PageMemory(limit: context.options.pageMemory)
        let groups = try await groups()
        context.emit(.spansPlanned(resource: resource.name, groups.flatMap(\.spans)))
        if groups.isEmpty, let scope = incremental.scope {
            reports.note(
                resource.name, .incomplete,
                "nothing was read: no \(scope.resource) are known yet; load \(scope.resource) first")
        }
        for group in groups {
            var spans = group.spans[...]
            // The newest alone at first: it may already show that the default answers hold everything, and then no other
            // span has to be read twice.
            if incremental.separatePass != nil, !facts.defaultHoldsSeparate, let first = spans.popFirst() {
                try await read(first, group: group, facts: facts, memory: memory, reports: reports)
            }
            let rest = Array(spans)
            try await withThrowingTaskGroup(of: Void.self) { readers in
                for (index, span) in rest.enumerated() {
                    if index >= context.options.spansAtOnce { try await readers.next() }
                    readers.addTask {
                        try await read(span, group: group, facts: facts, memory: memory, reports: reports)
                    }
                }
                try await readers.waitForAll()
            }
        }
        if context.options.readsByScope, let scope = incremental.scope, context.stop.consequence == nil {
            try await removeGoneScopes(scope, reports)
        }
        if let consequence = context.stop.consequence {
            reports.note(resource.name, consequence, "not all was read; the next run goes on from there")
        }
    }

    /// Spans of one scope.
    private struct Group {
        let scope: String
        let spans: [Span]
    }

    /// Reads a span. What is wrong with it alone does not keep the others from being read.
    private func read(_ span: Span, group: Group, facts: SpanFacts, memory: PageMemory, reports: JobReports)
        async throws
    {
        defer { context.emit(.spanFinished(span)) }
        do {
            try await readWhole(span, group: group, facts: facts, memory: memory, reports: reports)
        } catch let error as LoadError {
            guard case .tooManyRejected = error else { throw error }
            reports.fail(resource.name, .tooManyRejected, "\(error)")
        } catch let error as RESTError where !error.isTransient && error.kind != .refused {
            reports.fail(resource.name, .sourceFailed, "\(error)")
        }
    }

    private func readWhole(_ span: Span, group: Group, facts: SpanFacts, memory: PageMemory, reports: JobReports)
        async throws
    {
        let byScope = !group.scope.isEmpty
        let asked = context.asked(resource, byScope: byScope)
        let parts = resource.parts.filter { asked.parts.contains($0.name) }
        var query = parts.flatMap(\.query)
        if byScope, let scope = incremental.scope { query.append(QueryItem(scope.parameter, group.scope)) }
        let sizes = (parts.compactMap(\.maximumPage) + [context.options.pageSize].compactMap { $0 })
        guard
            let reading = TableReading.all(
                of: resource, in: context.source, asked: asked, contracts: context.options.contracts,
                credentials: context.credentials
            ).first
        else { return }
        let reader = SpanReader(
            context: context, reading: reading, endpoint: endpoint, incremental: incremental, span: span, query: query,
            pageSize: sizes.min(), facts: facts, reports: reports, memory: memory)
        var kept: Set<RowKey> = []
        if let separate = incremental.separatePass, !facts.defaultHoldsSeparate {
            let (outcome, keys) = try await reader.read(separate: separate.query)
            kept = keys
            if case .stopped = outcome { return }
            if case .incomplete(let received, let total) = outcome {
                return noteIncomplete(span, received: received, total: total, reports)
            }
        }
        let (outcome, _) = try await reader.read(keeping: kept)
        if case .incomplete(let received, let total) = outcome {
            noteIncomplete(span, received: received, total: total, reports)
        }
    }

    private func noteIncomplete(_ span: Span, received: Int, total: Int, _ reports: JobReports) {
        reports.note(
            resource.name, .incomplete,
            "the span \(span.start.utc) to \(span.end.utc) never came out even: \(received) records received, the API "
                + "counts \(total); nothing in it was marked as deleted, and the next run reads it again")
    }

    /// The records of a scope go with it, and nothing is read for it any more.
    private func removeGoneScopes(_ scope: Incremental.Scope, _ reports: JobReports) async throws {
        let asked = context.asked(resource, byScope: true)
        guard let reading = TableReading.all(of: resource, in: context.source, asked: asked).first else { return }
        var batch = Batch(context: context.batches, readings: [reading], span: nil)
        batch.removeGone(with: scope.column, in: scope.resource)
        reports.add(try await batch.merge(advance: nil))
    }

    // MARK: - Planning

    private func groups() async throws -> [Group] {
        let books = Spans(connection: context.books)
        try await books.compact(resource: resource.name, fence: context.fence)
        let known = try await books.all(dataset: context.fence.dataset, resource: resource.name)
        let since = try await since()
        var groups: [Group] = []
        for scope in try await scopes() {
            let plan = LoadPlan(incremental: incremental, resource: resource.name, scope: scope)
            let wish = LoadPlan.Wish(
                since: since, end: context.end, lookback: context.options.lookback,
                everything: context.options.isFull || context.options.until != nil)
            let new = plan.newSpans(wish, known: known, now: context.clock.now)
            let superseded = plan.superseded(by: new, known: known)
            try await books.open(new, dropping: superseded, fence: context.fence)
            CrashPoint.spansOpened.reach()
            let open = known.filter { $0.scope == scope && $0.doneAt == nil && !superseded.contains($0) }
            groups.append(Group(scope: scope, spans: open + new))
        }
        return groups
    }

    /// The scopes to read one by one; a single empty one for everything at once.
    private func scopes() async throws -> [String] {
        guard context.options.readsByScope, let scope = incremental.scope, context.keyKind.identity == nil else {
            return [""]
        }
        let rows = try await context.books.query(
            """
            select \(Identifier(scope.column))::text
            from \(Identifier(context.fence.dataset, scope.resource))
            where _deleted_at is null
            order by 1
            """)
        return try rows.map { try $0.decode(0, as: String.self) }
    }

    /// Where the backfill ends: as asked, or the earliest instant that the source knows of, or its earliest at all.
    private func since() async throws -> Date {
        if let since = context.options.since { return since }
        guard let origin = incremental.earliestFrom else { return incremental.earliest }
        let rows = try await context.books.query(
            """
            select min(\(Identifier(origin.column)))
            from \(Identifier(context.fence.dataset, origin.resource))
            """)
        let earliest = try rows.first?.decode(0, as: Date?.self)
        return earliest.map { max(incremental.earliest, $0) } ?? incremental.earliest
    }

    private func facts() async throws -> SpanFacts {
        let name = SpanFacts(resource: resource.name, known: true).name
        let known = try await Datasets(connection: context.books).fact(name, dataset: context.fence.dataset) == "true"
        return SpanFacts(resource: resource.name, known: context.options.defaultHoldsSeparateRecords ?? known)
    }
}
