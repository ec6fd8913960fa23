import Foundation
import Postgres
import RESTSource
import Warehouse

/// Reads one span: fetches page after page, recognises what the table holds, stages the rest, and merges batches in order.
///
/// While a page is mapped and staged the next one is fetched, and while a batch is merged the next one is filled.
struct SpanReader: Sendable {
    let context: LoadContext
    let reading: TableReading
    let endpoint: Endpoint
    let incremental: Incremental
    let span: Span
    /// What narrows the answers to the span's scope, and asks for parts.
    let query: [QueryItem]
    let pageSize: Int?
    let facts: SpanFacts
    let reports: JobReports
    /// Bounds what the pages that are in memory at once take there.
    let memory: PageMemory

    /// How the reading of a span ended.
    enum Outcome: Sendable {
        case done
        case incomplete(received: Int, total: Int)
        /// No further request may be sent.
        case stopped
        /// Too many rows are gone to believe it: the span stays where it was.
        case heldBack
    }

    /// Reads the span from its position to its end.
    ///
    /// - Parameters:
    ///   - separate: read only the records of the separate pass: nothing is marked as deleted, and the position stays.
    ///   - kept: keys that are not to count as deleted although the answers do not hold them.
    /// - Returns: how it ended, and the keys that came.
    func read(separate: [QueryItem]? = nil, keeping kept: Set<RowKey> = []) async throws -> (Outcome, Set<RowKey>) {
        var walk = SpanWalk(from: span.position, until: span.end)
        var seen: Set<RowKey> = []
        var tail: [RowKey: Fingerprint?] = [:]
        var buffers = RowBuffers([reading])
        var isIrregular = false
        var hasUnreadableKeys = false
        let query = query + (separate ?? [])
        return try await withThrowingTaskGroup(of: [TableBatch].self) { merges in
            var batch = makeBatch()
            do {
                let purpose: ReceivedPage.Purpose = separate == nil ? .records : .separate
                var fetched = try await fetch(walk.first, query: query, for: purpose)
                while let (digest, hold) = fetched {
                    let positionBefore = walk.position
                    let progress = walk.take(digest.contents)
                    if let irregularity = walk.irregularity, !isIrregular {
                        isIrregular = true
                        note("\(irregularity); the rest of the span is read by numbered pages")
                    }
                    // What is read and not merged stays within two batches: it is what a crash costs.
                    if batch.pages + 1 >= context.options.pagesPerBatch, try await isHeldBack(&merges) {
                        await batch.abandon()
                        return (.heldBack, seen)
                    }
                    // The next page is on its way while this one is mapped and staged.
                    async let upcoming = fetchNext(progress.next, query: query, for: purpose)

                    let known = try await known(digest, from: positionBefore, progress: progress)
                    let decisions = decisions(digest, known: known, tail: tail)
                    let reread = digest.records.count { $0.key.map { tail[$0] != nil } ?? false }
                    let isDirect = isNew(digest, hold, known: known, decisions: decisions)
                    if isDirect, batch.pages > 0 {
                        // The pages before it are a batch of their own.
                        if try await isHeldBack(&merges) {
                            _ = try await upcoming
                            await batch.abandon()
                            return (.heldBack, seen)
                        }
                        hand(
                            &batch, to: &merges,
                            advance: separate == nil
                                ? .init(span: span.id, position: positionBefore, done: false) : nil)
                    }
                    if isDirect, let decisions {
                        try await batch.takeDirectly(
                            hold, start: digest.start ?? positionBefore,
                            keys: zip(digest.records, decisions).compactMap { $1 == .stage ? $0.key : nil },
                            fingerprints: digest.records.map(\.fingerprint), decisions: decisions, reread: reread)
                    } else {
                        try await stage(
                            hold, start: digest.start ?? positionBefore, in: &batch,
                            fingerprints: digest.records.map(\.fingerprint), decisions: decisions,
                            reread: reread, buffers: &buffers)
                    }
                    hasUnreadableKeys = hasUnreadableKeys || digest.records.contains { $0.key == nil }
                    if separate == nil {
                        // A record whose key cannot be read may be any of the rows: then none of them counts as gone.
                        if !hasUnreadableKeys,
                            try await !note(missing: progress, digest: digest, known: known, kept: kept, in: &batch)
                        {
                            // What is gone from here cannot be told any more: this stretch is read again.
                            _ = try await upcoming
                            try await mergeRest(
                                batch, &merges, advance: .init(span: span.id, position: positionBefore, done: false))
                            return (.stopped, seen)
                        }
                        if digest.records.contains(where: \.isSeparate) { facts.sawSeparateRecords() }
                    } else {
                        seen.formUnion(digest.records.compactMap(\.key))
                    }
                    if progress.complete != nil { hasUnreadableKeys = false }
                    tail = self.tail(of: digest, since: walk.position)

                    let isLast = if case .ask = progress.next { false } else { true }
                    if isLast || isDirect || batch.pages >= context.options.pagesPerBatch {
                        // Batches of a span are merged in their order: its position never goes beyond what is merged.
                        if try await isHeldBack(&merges) {
                            await batch.abandon()
                            return (.heldBack, seen)
                        }
                        hand(&batch, to: &merges, advance: separate == nil ? advance(walk, progress) : nil)
                    }
                    fetched = try await upcoming
                    if fetched == nil, case .ask = progress.next {
                        // No further page can be had: what was read is merged, up to where it is complete.
                        try await mergeRest(
                            batch, &merges, advance: separate == nil ? self.advance(walk, progress) : nil)
                        return (.stopped, seen)
                    }
                    if fetched == nil {
                        if try await isHeldBack(&merges) { return (.heldBack, seen) }
                        if case .incomplete(let received, let total) = progress.next {
                            return (.incomplete(received: received, total: total), seen)
                        }
                        return (.done, seen)
                    }
                }
                await batch.abandon()
                return (.stopped, seen)
            } catch {
                merges.cancelAll()
                await batch.abandon()
                throw error
            }
        }
    }

    /// Stages a page, and lets go of it: the next one may be large.
    private func stage(
        _ hold: PageMemory.Hold, start: Date, in batch: inout Batch, fingerprints: [Fingerprint?],
        decisions: [Batch.Decision]?,
        reread: Int, buffers: inout RowBuffers
    ) async throws {
        guard let page = hold.page else { return }
        try await batch.take(
            page, start: start, fingerprints: fingerprints, decisions: decisions, reread: reread, buffers: &buffers)
        hold.giveBack()
    }

    /// Hands a finished batch to a task that merges it, and begins the next one.
    private func hand(
        _ batch: inout Batch, to merges: inout ThrowingTaskGroup<[TableBatch], any Error>, advance: BatchMerge.Advance?
    ) {
        let finished = batch
        batch = makeBatch()
        let remembered = facts.toRemember
        merges.addTask { try await finished.merge(advance: advance, facts: remembered) }
    }

    /// Merges what was read before the reading had to stop.
    private func mergeRest(
        _ batch: Batch, _ merges: inout ThrowingTaskGroup<[TableBatch], any Error>, advance: BatchMerge.Advance?
    ) async throws {
        let isHeldBack = try await isHeldBack(&merges)
        if batch.pages > 0, !isHeldBack {
            reports.add(try await batch.merge(advance: advance, facts: facts.toRemember))
        }
        await batch.abandon()
    }

    /// Waits for the merges under way; whether one of them held deletions back, so that the span cannot go on.
    private func isHeldBack(_ merges: inout ThrowingTaskGroup<[TableBatch], any Error>) async throws -> Bool {
        var isHeldBack = false
        for try await merged in merges {
            reports.add(merged)
            isHeldBack = isHeldBack || merged.contains { $0.heldBack > 0 }
        }
        return isHeldBack
    }

    private func makeBatch() -> Batch {
        Batch(context: context.batches, readings: [reading], span: span, scope: scope)
    }

    /// The column and value that the span is narrowed to.
    private var scope: (column: String, value: String)? {
        span.scope.isEmpty ? nil : incremental.scope.map { ($0.column, span.scope) }
    }

    // MARK: - Fetching

    /// What a page holds, and the page in its room.
    private typealias Fetched = (digest: PageDigest, hold: PageMemory.Hold)

    private func fetchNext(
        _ next: SpanWalk.Next, query: [QueryItem], for purpose: ReceivedPage.Purpose
    ) async throws -> Fetched? {
        guard case .ask(let ask) = next else { return nil }
        return try await fetch(ask, query: query, for: purpose)
    }

    /// Nil when the page cannot be had, and the reading has to stop: what came before it is good, and kept.
    ///
    /// - Parameter waits: for room in memory.
    private func fetch(
        _ ask: SpanWalk.Ask, query: [QueryItem], for purpose: ReceivedPage.Purpose, waits: Bool = true
    ) async throws -> Fetched? {
        guard context.stop.consequence == nil else { return nil }
        let hold = waits ? try await memory.take(records: largestPage) : memory.takeWithoutWaiting()
        do {
            let page = try await context.page(
                request(ask, query: query), of: reading.resource, span: span, share: reading.resource.share)
            hold.put(page)
            context.emit(
                .pageReceived(
                    ReceivedPage(
                        page, PagePlace(resource: reading.resource.name, span: span, number: ask.page),
                        purpose: purpose, total: page.total, countsRest: ask.until >= span.end)))
            // Here, beside the work on the page before.
            let digest = PageDigest(
                page, reading: reading, createdColumn: incremental.createdColumn,
                separateColumn: incremental.separatePass?.column)
            return (digest, hold)
        } catch {
            if let consequence = LoadContext.stopping(error) {
                context.stop.set(consequence)
                return nil
            }
            guard let error = error as? RESTError else { throw error }
            // A refused key, or an API that is gone, ends the run; a page that is wrong only this span.
            let consequence: Consequence = error.kind == .refused ? .keyRefused : .sourceFailed
            if error.isTransient || consequence == .keyRefused { context.stop.set(consequence) }
            reports.fail(reading.resource.name, consequence, "\(error)")
            return nil
        }
    }

    /// The most records that a page can have.
    private var largestPage: Int {
        guard case .numbered(_, _, let maximum, _) = endpoint.pagination else { return 1 }
        return min(pageSize ?? maximum, maximum)
    }

    private func request(_ ask: SpanWalk.Ask, query: [QueryItem]) -> PageRequest {
        PageRequest(
            endpoint: endpoint,
            query: query + incremental.query(from: ask.from, until: ask.until), pageNumber: ask.page, pageSize: pageSize
        )
    }

    // MARK: - What is known

    /// What the table holds where this page's records lie, and where it is complete now.
    private func known(_ digest: PageDigest, from position: Date, progress: SpanWalk.Progress) async throws -> KnownRows
    {
        let created = digest.records.compactMap(\.created)
        var from = created.min() ?? position
        var through = created.max() ?? position
        if let complete = progress.complete {
            from = min(from, complete.after)
            through = max(through, complete.before)
        }
        return try await KnownRows.read(
            table: reading.table, schema: context.fence.dataset, from: from, through: through, scope: scope,
            on: context.books)
    }

    private func decisions(
        _ digest: PageDigest, known: KnownRows, tail: [RowKey: Fingerprint?]
    ) -> [Batch.Decision]? {
        guard reading.resource.keepsFingerprint else { return nil }
        return digest.records.map { record in
            guard let key = record.key else { return .stage }
            if let before = tail[key], before == record.fingerprint { return .duplicate }
            guard !context.options.isFull, let row = known.rows[key], !row.isDeleted else { return .stage }
            return row.fingerprint == record.fingerprint ? .unchanged : .stage
        }
    }

    /// Whether a page is so large that it pays, and the table holds none of the records that are to be written, so that they can
    /// go straight into it.
    private func isNew(
        _ digest: PageDigest, _ hold: PageMemory.Hold, known: KnownRows, decisions: [Batch.Decision]?
    ) -> Bool {
        guard let decisions, let bytes = hold.page?.byteCount, bytes >= context.options.directCopyFrom,
            bytes <= context.options.pageMemory
        else { return false }
        var keys: Set<RowKey> = []
        for (record, decision) in zip(digest.records, decisions) where decision == .stage {
            // Where a record without a creation time has its row, the stretch does not tell.
            guard let key = record.key, record.created != nil, known.rows[key] == nil, keys.insert(key).inserted else {
                return false
            }
        }
        return !keys.isEmpty
    }

    /// The records that the next page will bring again, because pages overlap by a second.
    private func tail(of digest: PageDigest, since position: Date) -> [RowKey: Fingerprint?] {
        var tail: [RowKey: Fingerprint?] = [:]
        for record in digest.records {
            if let key = record.key, let created = record.created, created >= position {
                tail[key] = .some(record.fingerprint)
            }
        }
        return tail
    }

    /// Notes which rows of a complete stretch did not come; false when that cannot be told.
    private func note(
        missing progress: SpanWalk.Progress, digest: PageDigest, known: KnownRows, kept: Set<RowKey>,
        in batch: inout Batch
    ) async throws -> Bool {
        guard let complete = progress.complete else { return true }
        let received = Set(digest.records.compactMap(\.key))
        let live = known.rows.filter { _, row in
            !row.isDeleted && row.created > complete.after && row.created < complete.before
        }
        var missing = live.keys.filter { key in
            !received.contains(key) && !kept.contains(key) && progress.keys?.contains(key.description) != true
        }
        if !missing.isEmpty, let separate = incremental.separatePass, !facts.defaultHoldsSeparate {
            guard let keys = try await keys(of: separate, in: complete) else { return false }
            missing.removeAll { keys.contains($0) }
        }
        batch.complete(complete, live: live.count, missing: missing)
        return true
    }

    /// The keys that the separate pass brings for a stretch just now, as long as default answers may leave them out: a record
    /// may have become one of them since the pass before, and is not gone. Nil when not all of them can be had.
    private func keys(
        of separate: Incremental.SeparatePass, in stretch: SpanWalk.Stretch
    ) async throws -> Set<RowKey>? {
        var walk = SpanWalk(from: stretch.after.second, until: stretch.before)
        var keys: Set<RowKey> = []
        var next = SpanWalk.Next.ask(walk.first)
        while case .ask(let ask) = next {
            // Let go of at once. It must not wait: this span has pages in memory, which wait for it.
            guard let (digest, hold) = try await fetch(ask, query: query + separate.query, for: .check, waits: false)
            else {
                return nil
            }
            hold.giveBack()
            keys.formUnion(digest.records.compactMap(\.key))
            next = walk.take(digest.contents).next
        }
        if case .incomplete(let received, let total) = next {
            reports.note(
                reading.resource.name, .incomplete,
                "what is read apart never came out even between \(stretch.after.utc) and \(stretch.before.utc): \(received) "
                    + "records received, the API counts \(total); nothing there was marked as deleted, and the next run reads it "
                    + "again")
            return nil
        }
        return keys
    }

    private func advance(_ walk: SpanWalk, _ progress: SpanWalk.Progress) -> BatchMerge.Advance {
        BatchMerge.Advance(
            span: span.id, position: min(walk.position, span.end), done: progress.next == .done)
    }

    private func note(_ message: String) {
        reports.note(reading.resource.name, nil, message)
        context.emit(.notice(resource: reading.resource.name, message))
    }
}

extension Date {
    /// As the query of an API takes it: UTC, to the second.
    var utc: String {
        second.ISO8601Format()
    }
}

extension LoadContext {
    /// Whether an error means that requests are spent, those of the run, of the day or of a share.
    static func isSpent(_ error: any Error) -> Bool {
        if case LoadError.shareIsSpent = error { return true }
        return stopping(error) != nil
    }

    /// What follows when an error means that no further request may be sent, though all that came is good.
    static func stopping(_ error: any Error) -> Consequence? {
        switch error {
        case LoadError.requestsSpent, LoadError.dayIsSpent: return .requestsSpent
        case let error as RESTError where error.kind == .rateLimited: return .requestsSpent
        default: return nil
        }
    }
}
