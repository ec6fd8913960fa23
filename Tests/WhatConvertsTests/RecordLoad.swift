import Foundation
import JSON
import Postgres
import RESTSource
import TestSupport
import Warehouse

@testable import LoadEngine

/// Records that go the way of a load from the parsed page on, mapped, staged and merged on a real server, without an API.
struct RecordLoad: Sendable {
    static let dataset = "whatconverts"

    let source: Source
    let connection: Connection
    let fence: Fence
    private let batches: BatchContext

    /// - Parameter prepare: makes the tables of the dataset.
    static nonisolated(nonsending) func with(
        _ source: Source, prepare: nonisolated(nonsending) (Connection) async throws -> Void,
        _ body: nonisolated(nonsending) (RecordLoad) async throws -> Void
    ) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await prepare(connection)
                let package = LoadPackage(dataset: dataset, source: source.name, trigger: "test")
                let fence = try await Lease(connection: connection, timeToLive: .seconds(600))
                    .take(dataset: dataset, packageID: package.id, holder: "a test")
                try await LoadPackages(connection: connection)
                    .begin(package, fence: fence, sluiceVersion: "1.2.3", host: "here")
                let slot = StagingSlot(number: 0, settings: settings, fence: fence)
                var options = LoadOptions(dataset: dataset)
                options.maximumRejected = 1_000_000
                try await body(
                    RecordLoad(
                        source: source, connection: connection, fence: fence,
                        batches: BatchContext(
                            options: options, fence: fence, credentials: nil, books: connection, slots: Pool([slot]),
                            emit: { _ in })))
                await slot.close()
            }
        }
    }

    /// Merges the records as one page, with what is nested in them.
    func merge(
        _ records: [String], of resource: Resource, asked: AskedParts, fromDetails: Bool = false
    ) async throws -> [TableBatch] {
        let readings = TableReading.all(of: resource, in: source, asked: asked, fromDetails: fromDetails)
        let page = Page(
            of: try JSONDocument(parsing: Array("[\(records.joined(separator: ",\n"))]".utf8)),
            request: PageRequest(endpoint: Endpoint("", records: JSONPath([]))), total: records.count,
            recordCount: records.count)
        var batch = Batch(context: batches, readings: readings, span: nil)
        var buffers = RowBuffers(readings)
        try await batch.take(page, fingerprints: nil, buffers: &buffers)
        return try await batch.merge(advance: nil)
    }
}
