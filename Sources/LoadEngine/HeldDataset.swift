package import Foundation
package import Postgres
package import Warehouse

/// A dataset that is held while something is done to it, and the load package that accounts for it.
///
/// Whatever writes a dataset holds its lease, renews it meanwhile, begins every transaction with its fence, and leaves a
/// package behind that says how it ended: a load, a replay of rejected records.
///
/// ```swift
/// try await HeldDataset(dataset: "calls", …, trigger: "replay").run(books: connection) { package, fence in
///     …
///     return (report, .loaded)
/// }
/// ```
package struct HeldDataset: Sendable {
    let dataset: String
    private let source: String
    private let trigger: String
    private let packageID: UUID?
    let database: ConnectionSettings
    private let timeToLive: Duration
    private let waits: Bool
    private let sluiceVersion: String
    let emit: @Sendable (LoadEvent) -> Void

    /// - Parameters:
    ///   - trigger: what starts it, as it will stand with its package.
    ///   - packageID: the id of its package; nil to make one.
    ///   - timeToLive: how long the hold lasts without a heartbeat.
    ///   - waits: wait while another run holds the dataset, instead of failing with ``WarehouseError/datasetHeld(_:)``.
    package init(
        dataset: String, source: String, trigger: String, packageID: UUID? = nil, database: ConnectionSettings,
        timeToLive: Duration, waits: Bool, sluiceVersion: String,
        emit: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) {
        self.dataset = dataset
        self.source = source
        self.trigger = trigger
        self.packageID = packageID
        self.database = database
        self.timeToLive = timeToLive
        self.waits = waits
        self.sluiceVersion = sluiceVersion
        self.emit = emit
    }

    /// How a package is to be recorded that did not fail.
    package struct Ending: Sendable {
        let status: LoadPackage.Status
        let exitStatus: ExitStatus
        let error: String?

        package init(_ status: LoadPackage.Status, exitStatus: ExitStatus, error: String? = nil) {
            self.status = status
            self.exitStatus = exitStatus
            self.error = error
        }

        package static let loaded = Ending(.loaded, exitStatus: .loaded)
    }

    /// Takes the dataset, begins a package, runs the body while the lease is renewed, and writes down how it ended.
    ///
    /// An error of the body, or its cancellation, ends the package as failed or cancelled; in each case the dataset is free
    /// again afterwards. When the lease was lost, the error says to whom.
    ///
    /// - Parameters:
    ///   - books: the connection for the books. The lease has one of its own, so that it never waits for another statement.
    ///   - body: every transaction of it must begin with the fence.
    package func run<Result: Sendable>(
        books: Connection,
        _ body: @escaping @Sendable (LoadPackage, Fence) async throws -> (result: Result, ending: Ending)
    ) async throws -> Result {
        try await Connection.withConnection(database) { heart in
            try await run(books: books, lease: Lease(connection: heart, timeToLive: timeToLive), body)
        }
    }

    private func run<Result: Sendable>(
        books: Connection, lease: Lease,
        _ body: @escaping @Sendable (LoadPackage, Fence) async throws -> (result: Result, ending: Ending)
    ) async throws -> Result {
        let package = LoadPackage(id: packageID ?? .version7(), dataset: dataset, source: source, trigger: trigger)
        // Before the dataset is taken, so that the books of the other package stay as they are.
        if packageID != nil, try await LoadPackages(connection: books).holds(package.id) {
            throw WarehouseError.packageExists(package.id)
        }
        let host = ProcessInfo.processInfo.hostName
        let fence = try await lease.take(
            dataset: dataset, packageID: package.id,
            holder: "\(host), process \(ProcessInfo.processInfo.processIdentifier)", waits: waits
        ) { holder in
            emit(.notice(resource: nil, "waiting for \(holder.name), which holds the dataset"))
        }
        CrashPoint.leaseTaken.reach()
        let packages = LoadPackages(connection: books)
        do {
            return try await lease.withHeartbeat(fence, onRenewal: { emit(.leaseRenewed) }) {
                try await packages.begin(package, fence: fence, sluiceVersion: sluiceVersion, host: host)
                CrashPoint.packageBegun.reach()
                emit(.packageBegan(package))
                let (result, ending) = try await body(package, fence)
                try await packages.finish(
                    status: ending.status, exitStatus: ending.exitStatus, error: ending.error, fence: fence)
                emit(.packageFinished(package, ending.status, ending.exitStatus))
                return result
            }
        } catch {
            // Also before anything was begun: then at least the dataset is free again.
            throw await end(packages, package, after: error, fence: fence)
        }
    }
}
