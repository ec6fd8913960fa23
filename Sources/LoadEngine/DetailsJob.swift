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

    /// The fact that says when all details were read last.
    private var fact: String { "\(resource.name).details_read_at" }

    func run(_ reports: JobReports) async throws {
        guard try await isDue() else { return }
        let readings = TableReading.all(
            of: resource, in: context.source, asked: AskedParts([details.part], includesBase: false),
            fromDetails: true, credentials: context.credentials)
        let started = Date()
        let keys = try await keys()
        var nested: [[RowKey]] = readings.map { _ in [] }
        var isComplete = true
        var batch = Batch(context: context, readings: readings, span: nil)
        do {
            for start in stride(from: 0, to: keys.count, by: Self.atOnce) {
                for page in try await pages(Array(keys[start..<min(start + Self.atOnce, keys.count)])) {
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
                if batch.pages >= Self.batchSize {
                    reports.add(try await batch.merge(advance: nil))
                    batch = Batch(context: context, readings: readings, span: nil)
                }
            }
        } catch let error where LoadContext.stopping(error) != nil {
            // What was read is good; the next run reads all of them.
            reports.add(try await batch.merge(advance: nil))
            throw error
        } catch {
            await batch.abandon()
            throw error
        }
        // Whatever lies inside the records was seen whole now; the records themselves are the list's business.
        if isComplete {
            for index in readings.indices.dropFirst() { batch.keepOnly(nested[index], reading: index) }
        }
        reports.add(try await batch.merge(advance: nil, facts: [fact: started.ISO8601Format()]))
    }

    private func isDue() async throws -> Bool {
        let last = try await Datasets(connection: context.books).fact(fact, dataset: context.fence.dataset)
        guard let last, let date = Self.date(last) else { return true }
        return date + details.interval.timeInterval <= Date()
    }

    private static func date(_ text: String) -> Date? {
        var text = text
        return text.withUTF8 { Instant($0)?.date }
    }

    private func keys() async throws -> [[String: String]] {
        var columns: Statement = ""
        for (index, name) in resource.key.enumerated() {
            columns += "\(unsafeSQL: index == 0 ? "" : ", ")\(Identifier(name))::text"
        }
        let rows = try await context.books.query(
            """
            select \(columns)
            from \(Identifier(context.fence.dataset, resource.name))
            where _deleted_at is null
            order by 1
            """)
        return try rows.map { row in
            var values: [String: String] = [:]
            for (index, name) in resource.key.enumerated() { values[name] = try row.decode(index, as: String.self) }
            return values
        }
    }

    /// The answers, nil for a record that the API does not have any more.
    private func pages(_ keys: [[String: String]]) async throws -> [Page?] {
        try await withThrowingTaskGroup(of: Page?.self) { group in
            for key in keys {
                group.addTask {
                    do {
                        return try await context.client.page(
                            PageRequest(endpoint: details.endpoint, pathValues: key))
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
