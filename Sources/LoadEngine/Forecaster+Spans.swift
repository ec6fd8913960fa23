import Foundation
import RESTSource
import Warehouse

/// Of what is read by creation time.
extension Forecaster.Jobs {
    func spans(
        _ resource: Resource, _ endpoint: Endpoint, _ incremental: Incremental, _ listed: Listed
    ) async throws -> ResourceForecast {
        var forecast = ResourceForecast(resource: resource.name, way: .spans)
        let planning = SpanPlanning(
            resource: resource, incremental: incremental, options: options, keyKind: kind, books: known.books,
            now: forecaster.clock.now, end: end)
        let scopes = try await scopes(planning, listed)
        if scopes.isEmpty, let scope = incremental.scope {
            forecast.note = "nothing is read: no \(scope.resource) are known yet; load \(scope.resource) first"
        }
        let since = try await since(planning, listed)
        let earlier = known.remembers ? try await planning.known() : []
        let groups = scopes.map { planning.group($0, known: earlier, since: since) }

        let spans = groups.flatMap { group in
            group.spans.enumerated().map {
                (asking: planning.asking(group.scope), isOpen: $0 < group.open.count, span: $1)
            }
        }
        let requests = spans.map { span in
            PageRequest(
                endpoint: endpoint,
                query: span.asking.query + incremental.query(from: span.span.position, until: span.span.end))
        }
        let totals = try await asker.totals(requests)
        let separate = try await separateTotals(planning, requests)
        for (place, entry) in spans.enumerated() {
            var span = SpanForecast(span: entry.span, isOpen: entry.isOpen)
            span.records = totals[place]
            span.wanted = endpoint.spanPages(totals[place] ?? 0, entry.asking.pageSize)
            if let again = separate[place] {
                span.readsSeparately = true
                span.wanted += endpoint.spanPages(again.total ?? 0, entry.asking.pageSize)
                span.records = span.records.flatMap { records in again.total.map { records + $0 } }
            }
            forecast.spans.append(span)
        }
        forecast.wanted = forecast.spans.reduce(0) { $0 + $1.wanted }
        forecast.isKnown = forecast.spans.allSatisfy { $0.records != nil }
        forecast.records = forecast.isKnown ? forecast.spans.reduce(0) { $0 + ($1.records ?? 0) } : nil
        return forecast
    }

    /// After the load has read the list of them.
    private func scopes(_ planning: SpanPlanning, _ listed: Listed) async throws -> [String] {
        guard planning.readsByScope, let scope = planning.incremental.scope else { return [""] }
        if let scopes = listed.scopes[scope.resource] { return Set(scopes).sorted() }
        return try await known.hasTable(scope.resource, of: options.dataset) ? planning.scopes() : []
    }

    private func since(_ planning: SpanPlanning, _ listed: Listed) async throws -> Date {
        if let since = options.since { return since }
        guard let origin = planning.incremental.earliestFrom else { return planning.bounded(nil) }
        var instants = [listed.earliest[origin.resource]].compactMap { $0 }
        if try await known.hasTable(origin.resource, of: options.dataset),
            let earliest = try await planning.earliestKnown()
        {
            instants.append(earliest)
        }
        return planning.bounded(instants.min())
    }

    /// What the separate pass of a span brings; nil when it was not asked for.
    private struct Again {
        let total: Int?
    }

    /// Which spans are read a second time, and what that brings: each until it shows that the default answers hold those
    /// records too. A load that reads spans side by side may have begun a few more by then (``SpanJob``).
    private func separateTotals(
        _ planning: SpanPlanning, _ requests: [PageRequest]
    ) async throws -> [Int: Again] {
        guard let pass = planning.incremental.separatePass else { return [:] }
        if known.remembers || options.defaultHoldsSeparateRecords != nil,
            try await planning.defaultHoldsSeparate()
        {
            return [:]
        }
        var isRefuted = false
        var found: [Int: Again] = [:]
        for (place, span) in requests.enumerated() {
            var request = span
            request.query += pass.query
            request.pageSize = 1
            let page = try await asker.page(request)
            let total = page.map { $0.total ?? $0.recordCount }
            found[place] = Again(total: total)
            guard let page, let total, total > 0, !isRefuted else { continue }
            if try await defaultHolds(page, planning, span) { return found }
            isRefuted = true
        }
        return found
    }

    /// Whether a default answer holds a record of the separate pass: asks for the second that it was created in.
    private func defaultHolds(_ page: Page, _ planning: SpanPlanning, _ request: PageRequest) async throws -> Bool {
        guard
            let reading = TableReading.all(of: planning.resource, in: forecaster.source, asked: AskedParts()).first
        else { return false }
        let incremental = planning.incremental
        func records(_ page: Page) -> PageDigest {
            PageDigest(
                page, reading: reading, createdColumn: incremental.createdColumn,
                separateColumn: incremental.separatePass?.column)
        }
        guard let created = records(page).start else { return false }
        var request = request
        let names: Set<String> = [incremental.startParameter, incremental.endParameter]
        request.query =
            request.query.filter { !names.contains($0.name) && !incremental.ascending.contains($0) }
            + incremental.query(from: created.second, until: created.second + 1)
        guard let answer = try await asker.page(request) else { return false }
        return records(answer).records.contains { $0.isSeparate }
    }
}
