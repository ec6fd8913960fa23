import Foundation
import Postgres
import RESTSource
import Warehouse

/// Loads a resource that is read in full each run, with what is nested in its records.
///
/// The list is taken when it came out even (``Paginator``): only then are rows that are gone marked as deleted. Records of a
/// list that never came out even are merged all the same; they are true, only maybe not all.
struct ListJob: Sendable {
    let context: LoadContext
    let resource: Resource
    let endpoint: Endpoint
    let variants: [[QueryItem]]

    func run(_ reports: JobReports) async throws {
        let readings = TableReading.all(
            of: resource, in: context.source, asked: context.asked(resource, byScope: false),
            contracts: context.options.contracts, credentials: context.credentials)
        var keys: [[RowKey]] = readings.map { _ in [] }
        var batch = Batch(context: context.batches, readings: readings, span: nil)
        var buffers = RowBuffers(readings)
        var shortfalls: [(received: Int, total: Int)] = []
        var hasUnreadableKeys = false
        do {
            for (list, variant) in variants.enumerated() {
                var paginator = Paginator()
                var keysOfReading: [[RowKey]] = readings.map { _ in [] }
                while case .page(let number, _) = paginator.next {
                    if number == 1 { keysOfReading = readings.map { _ in [] } }
                    let page = try await fetch(number, variant, list: list)
                    let own = readings.map { $0.keys(of: page) }
                    hasUnreadableKeys = hasUnreadableKeys || own.contains { $0.contains(nil) }
                    for index in own.indices { keysOfReading[index] += own[index].compactMap { $0 } }
                    try await batch.take(page, fingerprints: nil, buffers: &buffers)
                    paginator.take(
                        page: number, total: page.total ?? page.recordCount,
                        keys: own[0].enumerated().map { $1?.description ?? "\(number) \($0)" })
                    if batch.pages >= context.options.pagesPerBatch {
                        reports.add(try await batch.merge(advance: nil))
                        batch = Batch(context: context.batches, readings: readings, span: nil)
                    }
                }
                if case .finished(.incomplete(let received, let total)) = paginator.next {
                    shortfalls.append((received, total))
                }
                for index in keys.indices { keys[index] += keysOfReading[index] }
            }
        } catch let error where LoadContext.isSpent(error) {
            // What came is true, only not all; nothing counts as gone.
            reports.add(try await batch.merge(advance: nil))
            throw error
        } catch {
            await batch.abandon()
            throw error
        }
        // A record whose key cannot be read may be any of the rows: then none of them counts as gone.
        if shortfalls.isEmpty, !hasUnreadableKeys {
            for index in readings.indices { batch.keepOnly(keys[index], reading: index) }
        }
        reports.add(try await batch.merge(advance: nil))
        for shortfall in shortfalls {
            reports.note(
                resource.name, .incomplete,
                "the list never came out even: \(shortfall.received) records received, the API counts \(shortfall.total); "
                    + "nothing was marked as deleted")
        }
    }

    private func fetch(_ number: Int, _ variant: [QueryItem], list: Int) async throws -> Page {
        let page = try await context.page(
            PageRequest(endpoint: endpoint, query: variant, pageNumber: number, pageSize: context.options.pageSize),
            of: resource, share: resource.share)
        context.emit(
            .pageReceived(
                ReceivedPage(
                    page, PagePlace(resource: resource.name, number: number), total: page.total, list: list,
                    lists: variants.count)))
        return page
    }
}
