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

    /// The fact that says when all details were read last, and the one that says how far a reading has come that its share
    /// of the day's requests did not last for.
    private var fact: String { "\(resource.name).details_read_at" }
    private var progress: String { "\(resource.name).details_read_to" }

    func run(_ reports: JobReports) async throws {
        guard try await isDue() else { return }
        let readings = TableReading.all(
            of: resource, in: context.source, asked: AskedParts([details.part], includesBase: false),
            fromDetails: true, credentials: context.credentials)
        let started = context.clock.now
        let readBefore =
            try await Datasets(connection: context.books).fact(progress, dataset: context.fence.dataset) ?? ""
        let keys = try await keys(after: readBefore)
        var readTo = readBefore
        var nested: [[RowKey]] = readings.map { _ in [] }
        var isComplete = readBefore.isEmpty
        var batch = Batch(context: context, readings: readings, span: nil)
        do {
            for start in stride(from: 0, to: keys.count, by: Self.atOnce) {
                let group = keys[start..<min(start + Self.atOnce, keys.count)]
                for page in try await pages(group.map(\.values)) {
                    guard let page else {
                        isComplete = false
                        continue
                    }
                    for (index, reading) in readings.enumerated() {
                        let found = reading.keys(of: page)
                        isComplete = isComplete && !found.contains(nil)
                        nested[index] += found.compactMap { $0 }
                    }
                    try await batch.take(page, fingerprints: nil)
                }
                readTo = group.last?.text ?? readTo
                if batch.pages >= Self.batchSize {
                    reports.add(try await batch.merge(advance: nil, facts: [progress: readTo]))
                    batch = Batch(context: context, readings: readings, span: nil)
                }
            }
        } catch let error where LoadContext.isSpent(error) {
            // What was read is good; the next run goes on behind it.
            reports.add(try await batch.merge(advance: nil, facts: [progress: readTo]))
            throw error
        } catch {
            await batch.abandon()
            throw error
        }
        // Whatever lies inside the records was seen whole now, if one run saw all of them; the records themselves are the
        // list's business.
        if isComplete {
            for index in readings.indices.dropFirst() { batch.keepOnly(nested[index], reading: index) }
        }
        reports.add(
            try await batch.merge(advance: nil, facts: [fact: started.ISO8601Format(), progress: ""]))
    }

    private func isDue() async throws -> Bool {
        let last = try await Datasets(connection: context.books).fact(fact, dataset: context.fence.dataset)
        guard let last, let date = Self.date(last) else { return true }
        return date + details.interval.timeInterval <= context.clock.now
    }

    private static func date(_ text: String) -> Date? {
        var text = text
        return text.withUTF8 { Instant($0)?.date }
    }

    private struct Key {
        let values: [String: String]
        let text: String
    }

    /// The keys of the rows, in the order of their texts, behind the one that was read last.
    private func keys(after last: String) async throws -> [Key] {
        let columns = resource.key.map { "\(Identifier($0))::text" as Statement }.joined()
        let rows = try await context.books.query(
            """
            select \(columns)
            from \(Identifier(context.fence.dataset, resource.name))
            where _deleted_at is null
            """)
        return try rows.map { row in
            let parts = try resource.key.indices.map { try row.decode($0, as: String.self) }
            return Key(
                values: Dictionary(zip(resource.key, parts), uniquingKeysWith: { first, _ in first }),
                text: RowKey(parts).description)
        }.sorted { $0.text < $1.text }.filter { $0.text > last }
    }

    /// The answers, nil for a record that the API does not have any more.
    private func pages(_ keys: [[String: String]]) async throws -> [Page?] {
        try await withThrowingTaskGroup(of: Page?.self) { group in
            for key in keys {
                group.addTask {
                    do {
                        return try await context.page(
                            PageRequest(endpoint: details.endpoint, pathValues: key), of: resource,
                            share: details.share)
                    } catch let error as RESTError where error.status == 400 {
                        // It went away after the list was read; the next list says so.
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
