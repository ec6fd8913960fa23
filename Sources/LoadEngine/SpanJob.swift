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
        let facts = SpanFacts(resource: resource.name, known: try await planning.defaultHoldsSeparate())
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

    /// Reads a span. What is wrong with it alone does not keep the others from being read.
    private func read(
        _ span: Span, group: SpanPlanning.Group, facts: SpanFacts, memory: PageMemory, reports: JobReports
    )
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

    private func readWhole(
        _ span: Span, group: SpanPlanning.Group, facts: SpanFacts, memory: PageMemory, reports: JobReports
    )
        async throws
    {
        let asking = planning.asking(group.scope)
        guard
            let reading = TableReading.all(
                of: resource, in: context.source, asked: asking.parts, contracts: context.options.contracts,
                credentials: context.credentials
            ).first
        else { return }
        let reader = SpanReader(
            context: context, reading: reading, endpoint: endpoint, incremental: incremental, span: span,
            query: asking.query, pageSize: asking.pageSize, facts: facts, reports: reports, memory: memory)
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

    private var planning: SpanPlanning {
        SpanPlanning(
            resource: resource, incremental: incremental, options: context.options, keyKind: context.keyKind,
            books: context.books, now: context.clock.now, end: context.end)
    }

    /// Opens the spans that are to be read, and drops open ones of scopes that are not read any more: nobody would go on with
    /// them, and whoever reads such a scope again finds the gap.
    private func groups() async throws -> [SpanPlanning.Group] {
        let books = Spans(connection: context.books)
        try await books.compact(resource: resource.name, fence: context.fence)
        let planning = planning
        let known = try await planning.known()
        let since = try await planning.since()
        let scopes = try await planning.scopes()
        // No scopes at all: then nothing is known of them yet.
        if !scopes.isEmpty {
            let unread = known.filter { $0.doneAt == nil && !scopes.contains($0.scope) }
            try await books.open([], dropping: unread, fence: context.fence)
        }
        var groups: [SpanPlanning.Group] = []
        for scope in scopes {
            let group = planning.group(scope, known: known, since: since)
            try await books.open(group.new, dropping: group.superseded, fence: context.fence)
            CrashPoint.spansOpened.reach()
            groups.append(group)
        }
        return groups
    }
}
