import Foundation
import JSON
import Postgres
import RESTSource
import Warehouse

/// The pages that are merged together, in the making: records are mapped and staged as pages come, and merged at the end.
///
/// A value: a finished batch is handed to the task that merges it while the next one is begun.
struct Batch: Sendable {
    let context: BatchContext
    let readings: [TableReading]
    private let span: Span?
    private let scope: (column: String, value: String)?
    var tables: [TableBatch]
    private var stagings: [Staging?]
    var ordinals: [Int64]
    private let slot: SlotHold

    /// Pages taken so far.
    private(set) var pages = 0

    /// What a contract of `freeze` forbids, when it came: then nothing of the batch is merged.
    private var breach: LoadError?

    /// The page whose rows go straight into the table, and how it was to be taken.
    private var direct: DirectPage?

    private struct DirectPage {
        let hold: PageMemory.Hold
        let start: Date?
        let fingerprints: [Fingerprint?]
        let decisions: [Decision]
        let reread: Int
    }

    /// Rows of the batch's stretch that are live in the table, and those of them that the API did not send.
    private var liveRows = 0
    private var missing: [RowKey] = []
    private var missingAfter: Date?
    private var missingBefore: Date?

    /// - Parameter scope: the column and value that the pages were narrowed to.
    init(
        context: BatchContext, readings: [TableReading], span: Span?, scope: (column: String, value: String)? = nil
    ) {
        self.context = context
        self.readings = readings
        self.span = span
        self.scope = scope
        tables = readings.map { reading in
            var batch = LoadBatch(resource: reading.resource.name, spanID: span?.id)
            batch.number = context.numbers.next(resource: reading.resource.name, span: span?.id)
            return TableBatch(batch: batch)
        }
        slot = SlotHold(slots: context.slots)
        stagings = readings.map { _ in nil }
        ordinals = readings.map { _ in 1 }
    }

    /// What to do with a record of the page.
    enum Decision: Sendable {
        /// It is new or may have changed: map it and send it.
        case stage
        /// The table holds it as it is.
        case unchanged
        /// It came before in this reading, as it is.
        case duplicate
    }

    // MARK: - Pages

    /// Maps and stages the records of a page.
    ///
    /// - Parameters:
    ///   - start: the creation time of its first record, where pages are read by that.
    ///   - decisions: one for each record of the page; nil stages all of them.
    ///   - kept: the rejected records that the page is made of, when it is a replay.
    ///   - buffers: those of the job that the batch is of.
    mutating func take(
        _ page: Page, start: Date? = nil, fingerprints: [Fingerprint?]?, decisions: [Decision]? = nil, reread: Int = 0,
        kept: [KeptRecord]? = nil, buffers: inout RowBuffers
    ) async throws {
        let clock = ContinuousClock()
        let started = clock.now
        count(page, start: start, reread: reread)
        var next = 0
        while next < page.recordCount {
            next = map(page, from: next, fingerprints: fingerprints, decisions: decisions, into: &buffers)
            for index in readings.indices where buffers.portions[index].rows.count > 0 {
                let portion = buffers.portions[index]
                let refusals = try await staging(index).stage(portion.rows)
                tables[index].stagedRecords += portion.rows.count - refusals.count
                if let kept { noteOrigins(kept, of: portion, reading: index) }
                if !refusals.isEmpty {
                    keepRefused(refusals, of: page, visits: portion.visits, reading: index, decisions: decisions)
                }
                ordinals[index] = portion.rows.nextOrdinal
            }
        }
        tables[0].batch.stage += clock.now - started
    }

    /// Maps a page of whose records to stage the table holds none: its rows go straight into the table when the batch is merged.
    ///
    /// The batch is this page alone, and keeps it: should its rows not get in, it is staged after all.
    mutating func takeDirectly(
        _ hold: PageMemory.Hold, start: Date?, keys: [RowKey], fingerprints: [Fingerprint?], decisions: [Decision],
        reread: Int
    ) async throws {
        guard let page = hold.page else { return }
        let clock = ContinuousClock()
        let started = clock.now
        // Its connection; that of the books is for short questions.
        _ = try await slot.take().connection()
        direct = DirectPage(hold: hold, start: start, fingerprints: fingerprints, decisions: decisions, reread: reread)
        count(page, start: start, reread: reread)
        var buffers = RowBuffers(readings, beginning: .package(context.fence.packageID.uuidString))
        buffers.portions[0].rows.reserve(page.byteCount)
        _ = map(page, from: 0, fingerprints: fingerprints, decisions: decisions, into: &buffers, atMost: .max)
        if buffers.portions[0].rows.count > 0 {
            tables[0].direct = DirectCopy(
                table: readings[0].table, schema: context.fence.dataset, rows: buffers.portions[0].rows,
                keys: keys, asked: readings[0].asked)
        }
        tables[0].batch.stage += clock.now - started
    }

    /// The same batch, with its page staged.
    private func staged(_ direct: DirectPage) async throws -> Batch {
        var batch = self
        batch.direct = nil
        batch.breach = nil
        batch.pages = 0
        batch.tables = tables.map { table in
            var anew = LoadBatch(resource: table.batch.resource, spanID: table.batch.spanID)
            anew.number = table.batch.number
            anew.from = table.batch.from
            anew.until = table.batch.until
            return TableBatch(batch: anew)
        }
        guard let page = direct.hold.page else { return batch }
        var buffers = RowBuffers(readings)
        try await batch.take(
            page, start: direct.start, fingerprints: direct.fingerprints, decisions: direct.decisions,
            reread: direct.reread,
            buffers: &buffers)
        direct.hold.giveBack()
        return batch
    }

    private mutating func count(_ page: Page, start: Date?, reread: Int) {
        pages += 1
        if let start { tables[0].batch.pageStarts.append(start) }
        tables[0].batch.pages += 1
        tables[0].batch.bytes += page.byteCount
        tables[0].batch.fetch += page.duration
        tables[0].batch.rereadRecords += reread
        tables[0].batch.replacedCharacters += page.document.replacedCharacters
    }

    /// Walks the records of the page, nested ones included, and writes the rows of those that are to be staged, until the
    /// buffers have as many as are sent at once.
    ///
    /// - Returns: where to go on.
    private mutating func map(
        _ page: Page, from start: Int, fingerprints: [Fingerprint?]?, decisions: [Decision]?,
        into buffers: inout RowBuffers, atMost limit: Int = RowBuffers.portion
    ) -> Int {
        for index in readings.indices {
            buffers.portions[index].removeAll(firstOrdinal: ordinals[index], keepingPlace: start > 0)
        }
        var rooms = readings.map { $0.mapper.makeRoom() }
        let next = page.withRecords { records in
            for (place, record) in records.enumerated() where place >= start {
                switch decisions?[place] ?? .stage {
                case .unchanged:
                    tables[0].batch.records += 1
                    tables[0].batch.unchanged += 1
                    continue
                case .duplicate:
                    tables[0].batch.records += 1
                    tables[0].batch.duplicates += 1
                    continue
                case .stage: break
                }
                var bytes = 0
                for (index, reading) in readings.enumerated() {
                    reading.forEachRecord(in: record) { record, parents in
                        map(
                            record, parents: parents, fingerprint: index == 0 ? fingerprints?[place] ?? nil : nil,
                            reading: reading, index: index, room: &rooms[index], into: &buffers.portions[index])
                    }
                    bytes += buffers.portions[index].rows.byteCount
                }
                if bytes >= limit { return place + 1 }
            }
            return page.recordCount
        }
        for index in readings.indices {
            let findings = rooms[index].findings
            tables[index].observed.add(findings.observed)
            tables[index].batch.capturedValues += findings.captured
            tables[index].batch.discardedValues += findings.discarded
        }
        return next
    }

    private mutating func map(
        _ record: JSONValue, parents: [JSONValue?], fingerprint: Fingerprint?, reading: TableReading, index: Int,
        room: inout RowMapper.Room, into portion: inout RowBuffers.Portion
    ) {
        tables[index].batch.records += 1
        portion.visited += 1
        do throws(MappingProblem) {
            tables[index].batch.replacedCharacters += try reading.mapper.map(
                record, parents: parents, fingerprint: fingerprint, room: &room, into: &portion.rows)
            portion.visits.append(portion.visited)
        } catch {
            switch error.verdict {
            case .reject: reject(record, parents: parents, for: error, reading: index)
            case .discard: tables[index].batch.discarded += 1
            case .freeze:
                tables[index].batch.discarded += 1
                breach = breach ?? LoadError.contractBroken(resource: readings[index].resource.name, problem: error)
            }
        }
    }

    // MARK: - Rejected records

    private mutating func reject(
        _ record: JSONValue, parents: [JSONValue?], for problem: MappingProblem, reading index: Int
    ) {
        let reading = readings[index]
        tables[index].batch.rejected += 1
        var rejected = RejectedRecord(
            resource: reading.resource.name, key: reading.key(of: record, parents: parents)?.description,
            column: problem.column, reason: problem.reason, record: withoutCredentials(Array(record.text)))
        rejected.path = problem.path.map { String(decoding: withoutCredentials(Array($0.utf8)), as: UTF8.self) }
        rejected.came = problem.came
        rejected.askedParts = reading.asked.parts.sorted()
        tables[index].rejected.append(rejected)
    }

    private func withoutCredentials(_ bytes: [UInt8]) -> [UInt8] {
        context.credentials?.scrubbed(from: bytes) ?? bytes
    }

    /// Finds the records that the server would not stage again in their page, and keeps them as rejected ones.
    private mutating func keepRefused(
        _ refusals: [Staging.Refusal], of page: Page, visits: [Int], reading index: Int, decisions: [Decision]?
    ) {
        let errors = Dictionary(
            refusals.map { (visits[$0.record], $0.error) }, uniquingKeysWith: { first, _ in first })
        var visited = 0
        page.withRecords { records in
            for (place, record) in records.enumerated() {
                guard case .stage = decisions?[place] ?? .stage else { continue }
                readings[index].forEachRecord(in: record) { record, parents in
                    visited += 1
                    guard let error = errors[visited] else { return }
                    reject(record, parents: parents, for: .refused(error, record), reading: index)
                }
            }
        }
    }

    mutating func staging(_ index: Int) async throws -> Staging {
        if let staging = stagings[index] { return staging }
        let staging = try await slot.take().staging(of: readings[index].table)
        stagings[index] = staging
        return staging
    }

    // MARK: - Deletions

    /// Notes what is complete: rows of the stretch that are live in the table and did not come.
    mutating func complete(_ stretch: SpanWalk.Stretch, live: Int, missing: [RowKey]) {
        liveRows += live
        self.missing += missing
        missingAfter = min(missingAfter ?? stretch.after, stretch.after)
        missingBefore = max(missingBefore ?? stretch.before, stretch.before)
        tables[0].batch.from = missingAfter
        tables[0].batch.until = missingBefore
    }

    /// The tombstones of lists that were read whole: all rows but those with these keys, or all of some parents.
    mutating func keepOnly(
        _ keys: [RowKey], among parents: (column: String, values: [String])? = nil, reading index: Int
    ) {
        tables[index].tombstones = Tombstones(
            table: readings[index].table, schema: context.fence.dataset, kind: .allBut(keys: keys, among: parents))
    }

    /// The tombstones of rows whose scope, or whose parent, is gone: it has a tombstone in its own table.
    mutating func removeGone(with column: String, in table: String, reading index: Int = 0) {
        tables[index].tombstones = Tombstones(
            table: readings[index].table, schema: context.fence.dataset,
            kind: .inGoneScopes(column: column, table: table))
    }

    // MARK: - The end

    /// Merges what was staged, in one transaction, and gives the slot back.
    ///
    /// - Throws: ``LoadError/tooManyRejected(resource:rejected:records:)`` when too many records were rejected; their
    ///   reasons are kept then, and nothing else is.
    func merge(advance: BatchMerge.Advance?, facts: [String: String] = [:]) async throws -> [TableBatch] {
        do {
            let merged = try await context.merging.with(isDirect: direct != nil) {
                try await mergeStaged(advance: advance, facts: facts)
            }
            CrashPoint.merged.reach()
            for table in merged { context.emit(.batchMerged(table.batch)) }
            direct?.hold.giveBack()
            await slot.release(discarding: false)
            return merged
        } catch is DirectCopy.Obstructed {
            guard let direct else { return [] }
            do {
                return try await staged(direct).merge(advance: advance, facts: facts)
            } catch {
                await slot.release(discarding: true)
                throw error
            }
        } catch {
            await slot.release(discarding: true)
            throw error
        }
    }

    private func mergeStaged(advance: BatchMerge.Advance?, facts: [String: String]) async throws -> [TableBatch] {
        if let breach { throw breach }
        var tables = tables
        for index in tables.indices {
            guard let staging = stagings[index] else { continue }
            tables[index].merge = Merge(
                tables: staging.tables, schema: context.fence.dataset, asked: readings[index].asked,
                packageID: context.fence.packageID, ignoresFingerprints: context.options.isFull)
        }
        if let missingAfter, let missingBefore, !missing.isEmpty {
            if Tombstones.isMassDeletion(missing.count, of: liveRows), !context.options.allowsMassDeletion {
                tables[0].heldBack += missing.count
            } else {
                tables[0].tombstones = Tombstones(
                    table: readings[0].table, schema: context.fence.dataset,
                    kind: .missing(keys: missing, after: missingAfter, before: missingBefore, scope: scope))
            }
        }
        let connection = try await slot.current?.connection() ?? context.books
        var merge = BatchMerge(
            connection: connection, fence: context.fence, allowsMassDeletion: context.options.allowsMassDeletion)
        merge.maximumRefused = max(context.options.maximumRejected, (tables.map(\.batch.records).max() ?? 0) / 100)
        if tables.contains(where: { isTooMuch($0.batch) }) { throw try await keepRejected(tables, merge) }
        do {
            // A stretch whose deletions are held back stays to be read: each run asks about it again, until somebody decides.
            return try await merge.run(
                tables, advance: tables[0].heldBack > 0 ? nil : advance, facts: facts, accepts: { !isTooMuch($0) })
        } catch let refused as BatchMerge.TooManyRefused {
            throw try await keepRejected(refused.tables, merge)
        }
    }

    /// Writes down what was rejected of a batch that is not merged, and returns the error to end with.
    private func keepRejected(_ tables: [TableBatch], _ merge: BatchMerge) async throws -> any Error {
        _ = try await merge.run(tables.map(rejectedOnly), advance: nil)
        let excess = tables.first { isTooMuch($0.batch) } ?? tables[0]
        return LoadError.tooManyRejected(
            resource: excess.batch.resource, rejected: excess.batch.rejected, records: excess.batch.records)
    }

    private func isTooMuch(_ batch: LoadBatch) -> Bool {
        batch.rejected > max(context.options.maximumRejected, batch.records / 100)
    }

    /// What is kept of a batch that is not merged: its rejected records, and that the others were put aside.
    private func rejectedOnly(_ table: TableBatch) -> TableBatch {
        var kept = TableBatch(batch: table.batch)
        kept.rejected = table.rejected
        kept.batch.unchanged = 0
        kept.batch.duplicates = 0
        kept.batch.capturedValues = 0
        kept.batch.discardedValues = 0
        kept.batch.discarded = table.batch.records - table.batch.rejected
        return kept
    }

    /// Gives the slot back without merging, after an error or a cancellation.
    func abandon() async {
        direct?.hold.giveBack()
        await slot.release(discarding: true)
    }
}
