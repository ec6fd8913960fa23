import RESTSource
import Warehouse

/// Loads single records through their own endpoint, and merges them like any others.
struct SinglesJob: Sendable {
    let context: LoadContext
    let resource: Resource
    let endpoint: Endpoint
    let keys: [String]

    func run(_ reports: JobReports) async throws {
        let asked = context.asked(resource, byScope: false)
        guard
            let reading = TableReading.all(
                of: resource, in: context.source, asked: asked, contracts: context.options.contracts,
                credentials: context.credentials
            ).first,
            let key = resource.key.first
        else { return }
        // Also should this run die: single records say nothing of how fresh the others are.
        try await LoadPackages(connection: context.books).beginJob(
            resource.name, isWhole: false, fence: context.fence)
        let query = resource.parts.filter { asked.parts.contains($0.name) }.flatMap(\.query)
        var batch = Batch(context: context.batches, readings: [reading], span: nil)
        var buffers = RowBuffers([reading])
        do {
            for value in keys {
                do {
                    let page = try await context.page(
                        PageRequest(endpoint: endpoint, pathValues: [key: value], query: query), of: resource,
                        share: nil)
                    context.emit(
                        .pageReceived(
                            ReceivedPage(
                                page, PagePlace(resource: resource.name), purpose: .details, total: keys.count)))
                    let digest = PageDigest(
                        page, reading: reading,
                        createdColumn: resource.reading.incremental?.createdColumn ?? "", separateColumn: nil)
                    try await batch.take(
                        page, fingerprints: digest.records.map(\.fingerprint), buffers: &buffers)
                } catch let error as RESTError where error.kind == .badRequest {
                    reports.note(
                        resource.name, .incomplete,
                        "\(key) \(value): the API does not have it, or this key may not see it"
                            + (error.message.map { " (it says: \($0))" } ?? ""))
                }
            }
        } catch let error where LoadContext.isSpent(error) {
            // What came is good; the others are for another run.
            reports.add(try await batch.merge(advance: nil))
            throw error
        } catch {
            await batch.abandon()
            throw error
        }
        reports.add(try await batch.merge(advance: nil))
    }
}
