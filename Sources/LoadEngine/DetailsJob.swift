import Foundation
import Postgres
import RESTSource
import Warehouse

/// Reads what only the answers about single records carry, for each row of a resource, once per interval.
struct DetailsJob: Sendable {
    let context: LoadContext
    let resource: Resource
    let details: Details

    /// How many records are fetched side by side, and how many are merged together.
    private static let atOnce = 8
    private static let batchSize = 200

    private var due: DetailsDue {
        DetailsDue(
            resource: resource, details: details, dataset: context.fence.dataset, books: context.books,
            clock: context.clock)
    }
    private var fact: String { due.fact }
    private var progress: String { due.progress }

    /// The column by which what lies in a record names it; nil for a composite key, whose nested rows never count as gone.
    private var parent: String? { resource.key.count == 1 ? resource.key.first : nil }

    func isDue() async throws -> Bool { try await due.isDue() }

    /// Reads the details of each row, or goes on with that; whether they are due is for the caller to ask.
    func run(_ reports: JobReports) async throws {
        let readings = TableReading.all(
            of: resource, in: context.source, asked: AskedParts([details.part], includesBase: false),
            fromDetails: true, contracts: context.options.contracts, credentials: context.credentials)
        let started = context.clock.now
        var readTo = try await due.readTo()
        let keys = try await due.keys(after: readTo)
        let total = keys.count
        var batch = Batch(context: context.batches, readings: readings, span: nil)
        var buffers = RowBuffers(readings)
        var seen = Seen(readings)
        do {
            for start in stride(from: 0, to: keys.count, by: Self.atOnce) {
                let group = keys[start..<min(start + Self.atOnce, keys.count)]
                let answers = try await answers(group.map(\.values), of: total)
                for case .page(let page) in answers {
                    seen.add(page)
                    try await batch.take(page, fingerprints: nil, buffers: &buffers)
                }
                let read = answers.prefix { if case .spent = $0 { false } else { true } }.count
                readTo = group.prefix(read).last?.text ?? readTo
                for case .spent(let error) in answers { throw error }
                if batch.pages >= Self.batchSize {
                    reports.add(try await merge(batch, seen, readTo: readTo))
                    batch = Batch(context: context.batches, readings: readings, span: nil)
                    seen = Seen(readings)
                }
            }
        } catch let error where LoadContext.isSpent(error) {
            // What was read is good; the next run goes on behind it.
            reports.add(try await merge(batch, seen, readTo: readTo))
            throw error
        } catch {
            await batch.abandon()
            throw error
        }
        reports.add(try await merge(batch, seen, readTo: readTo))
        var end = Batch(context: context.batches, readings: readings, span: nil)
        if let parent {
            for index in readings.indices.dropFirst() {
                end.removeGone(with: parent, in: resource.name, reading: index)
            }
        }
        reports.add(try await end.merge(advance: nil, facts: [fact: started.ISO8601Format(), progress: ""]))
    }

    /// The records of a batch that were seen whole, and the keys of what lies in them.
    private struct Seen {
        let readings: [TableReading]
        var parents: [String] = []
        var nested: [[RowKey]]

        init(_ readings: [TableReading]) {
            self.readings = readings
            nested = readings.map { _ in [] }
        }

        /// A record of which a key cannot be read, its own or one inside, may hold any row: none of its rows counts as gone.
        mutating func add(_ page: Page) {
            let found = readings.map { $0.keys(of: page) }
            for index in found.indices { nested[index] += found[index].compactMap { $0 } }
            if found.allSatisfy({ !$0.contains(nil) }) { parents += found[0].compactMap { $0?.parts.first } }
        }
    }

    /// Merges a batch. What lay inside its records and did not come any more is marked as gone; the records themselves are the
    /// list's business.
    private func merge(_ batch: Batch, _ seen: Seen, readTo: String) async throws -> [TableBatch] {
        var batch = batch
        if let parent {
            for index in seen.readings.indices.dropFirst() {
                batch.keepOnly(seen.nested[index], among: (parent, seen.parents), reading: index)
            }
        }
        return try await batch.merge(advance: nil, facts: [progress: readTo])
    }

    private enum Answer {
        case page(Page)
        /// The API does not have the record any more; the next list says so.
        case gone
        /// It was not asked for, since no request is left.
        case spent(any Error)
    }

    /// The answers about some records, in their order. Those that come before the requests are spent are good.
    private func answers(_ keys: [[String: String]], of total: Int) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
            for (place, key) in keys.enumerated() {
                group.addTask { (place, try await answer(key, of: total)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func answer(_ key: [String: String], of total: Int) async throws -> Answer {
        do {
            let page = try await context.page(
                PageRequest(endpoint: details.endpoint, pathValues: key), of: resource, share: details.share)
            context.emit(
                .pageReceived(
                    ReceivedPage(page, PagePlace(resource: resource.name), purpose: .details, total: total)))
            return .page(page)
        } catch let error as RESTError where error.kind == .badRequest {
            return .gone
        } catch let error where LoadContext.isSpent(error) {
            return .spent(error)
        }
    }
}
