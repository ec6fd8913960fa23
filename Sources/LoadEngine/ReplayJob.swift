import Foundation
import JSON
import Postgres
import RESTSource
import Warehouse

/// Replays the rejected records of a resource, some at a time, those first that came first.
struct ReplayJob: Sendable {
    let source: Source
    let batches: BatchContext

    /// How many records are merged together at most, and how many bytes of them.
    private static let batchSize = 500
    private static let batchBytes = 8 << 20

    typealias Groups = [ReplayGroup: [RejectedRecords.Candidate]]

    func run(_ name: String, _ groups: Groups, _ report: inout ReplayReport) async throws {
        let count = groups.values.reduce(0) { $0 + $1.count }
        guard let resource = source.resource(name) else {
            return report.skip(count, of: name, "this version does not load the resource any more")
        }
        if case .nested(let parent, _, _, _) = resource.reading {
            return report.skip(
                count, of: name,
                "some of their columns stand in the record of \(parent) that they came in; the next load brings both again"
            )
        }
        let packages = LoadPackages(connection: batches.books)
        batches.emit(.jobBegan(resource: name))
        try await packages.beginJob(name, isWhole: false, fence: batches.fence)
        CrashPoint.jobBegun.reach()
        let started = ContinuousClock.now
        var job = JobReport(resource: name)
        for (group, candidates) in groups.sorted(by: { $0.key.isBefore($1.key) }) {
            for chunk in Self.chunks(candidates) {
                let kept = try await RejectedRecords.records(
                    chunk, of: group, dataset: batches.fence.dataset, on: batches.books)
                for table in try await replay(kept, group, of: resource, &report) { job.add(table.batch) }
                batches.emit(
                    .pageReceived(
                        ReceivedPage(
                            PagePlace(resource: name), purpose: .replay, records: chunk.count, total: count,
                            bytes: chunk.reduce(0) { $0 + $1.bytes })))
            }
        }
        job.duration = ContinuousClock.now - started
        try await packages.finishJob(name, status: .loaded, fence: batches.fence)
        CrashPoint.jobFinished.reach()
        batches.emit(.jobFinished(job))
        report.jobs.append(job)
    }

    private static func chunks(_ candidates: [RejectedRecords.Candidate]) -> [ArraySlice<RejectedRecords.Candidate>] {
        var chunks: [ArraySlice<RejectedRecords.Candidate>] = []
        var start = 0
        var bytes = 0
        for (index, candidate) in candidates.enumerated() {
            if index > start, index - start == batchSize || bytes + candidate.bytes > batchBytes {
                chunks.append(candidates[start..<index])
                start = index
                bytes = 0
            }
            bytes += candidate.bytes
        }
        if start < candidates.count { chunks.append(candidates[start...]) }
        return chunks
    }

    // MARK: - A batch of them

    private func replay(
        _ kept: [KeptRecord], _ group: ReplayGroup, of resource: Resource, _ report: inout ReplayReport
    ) async throws -> [TableBatch] {
        let asked = asked(group, of: resource)
        guard
            let reading = TableReading.all(
                of: resource, in: source, asked: asked, fromDetails: !asked.includesBase,
                contracts: batches.options.contracts
            ).first
        else { return [] }
        let usable: [DatedRecord]
        switch group.storedAs {
        case .record:
            usable = kept.compactMap { DatedRecord(record: $0, reading) }
            report.skip(kept.count - usable.count, of: resource.name, "what is kept of them is no JSON")
        case .row:
            usable = kept.filter { $0.record.starts(with: Array("{\"row\"".utf8)) }
                .compactMap { DatedRecord(row: $0, resource) }
            report.skip(
                kept.count - usable.count, of: resource.name,
                "they were kept without their child rows; load them again, with --full if they are old")
        }
        guard !usable.isEmpty else { return [] }
        let isNewer = try await newerRows(than: usable, reading)
        let chosen = usable.filter { !isNewer($0) }.sorted { $0.isOlder(than: $1) }.map(\.kept)
        var batch = Batch(context: batches, readings: [reading], span: nil)
        batch.discard(usable.count - chosen.count)
        batch.settles(usable.map(\.kept))
        do {
            switch group.storedAs {
            case .record: try await take(chosen, reading, into: &batch)
            case .row: try await batch.takeRows(chosen)
            }
        } catch {
            await batch.abandon()
            throw error
        }
        return try await batch.merge(advance: nil)
    }

    /// What was asked for when the records came: the details of a record are read on their own.
    private func asked(_ group: ReplayGroup, of resource: Resource) -> AskedParts {
        if let part = resource.details?.part, group.askedParts.contains(part) {
            return AskedParts([part], includesBase: false)
        }
        return AskedParts(Set(group.askedParts), includesExtra: resource.details == nil)
    }

    /// Makes a page of the records, as if the API had sent it.
    private func take(_ kept: [KeptRecord], _ reading: TableReading, into batch: inout Batch) async throws {
        guard !kept.isEmpty else { return }
        var body: [UInt8] = []
        body.reserveCapacity(kept.reduce(2 + JSONDocument.padding) { $0 + $1.record.count + 1 })
        for record in kept {
            body.append(body.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            body += record.record
        }
        body.append(UInt8(ascii: "]"))
        let page = Page(
            of: try JSONDocument(parsing: consume body),
            request: PageRequest(endpoint: Endpoint("", records: JSONPath([]))), total: kept.count,
            recordCount: kept.count)
        let digest = PageDigest(
            page, reading: reading, createdColumn: reading.resource.reading.incremental?.createdColumn ?? "",
            separateColumn: nil)
        var buffers = RowBuffers([reading])
        try await batch.take(
            page, fingerprints: digest.records.map(\.fingerprint), kept: kept, buffers: &buffers)
    }

    // MARK: - What is newer

    /// Tells of which records the table holds a newer state: a row that was changed after the record was, or, where that does
    /// not tell them apart, one that was written after the record came; and a row that was found gone since then. A record without
    /// a row was found gone when it did not come any more though all around it was read.
    ///
    /// Rows that this replay wrote come from records that came earlier.
    private func newerRows(
        than records: [DatedRecord], _ reading: TableReading
    ) async throws -> (DatedRecord) -> Bool {
        let ages = try await RowAges.read(
            Array(Set(records.compactMap(\.key))), of: reading.table, schema: batches.fence.dataset,
            updatedColumn: reading.resource.updatedColumn, on: batches.books)
        let package = batches.fence.packageID
        let absent = records.filter { record in record.key.flatMap { ages[$0] } == nil }.map {
            RejectedRecords.Absentee(
                checksum: $0.kept.checksum, created: $0.created, lastPackage: $0.kept.lastPackage)
        }
        let gone = try await RejectedRecords.gone(
            absent, of: reading.table, dataset: batches.fence.dataset, on: batches.books)
        return { record in
            guard let key = record.key, let row = ages[key] else { return gone.contains(record.kept.checksum) }
            if row.isDeleted { return row.written > record.kept.lastSeen }
            if let theirs = row.updated, let ours = record.updated, theirs != ours { return theirs > ours }
            return row.package != package && row.written > record.kept.lastSeen
        }
    }
}

extension ReplayGroup {
    fileprivate func isBefore(_ other: ReplayGroup) -> Bool {
        (storedAs.rawValue, askedParts.joined(separator: ",")) < (
            other.storedAs.rawValue, other.askedParts.joined(separator: ",")
        )
    }
}
