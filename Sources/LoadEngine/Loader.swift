import Foundation
package import Postgres
package import RESTSource
package import Warehouse

/// Does a load: takes the dataset, reads each resource, merges what is new, and writes the books.
///
/// ```swift
/// let report = try await Loader(source: .whatConverts, …).run()
/// ```
package struct Loader: Sendable {
    private let source: Source
    private let database: ConnectionSettings
    private let baseURL: BaseURL
    private let client: RESTClient
    private let credentials: Credentials
    private let options: LoadOptions
    private let migrations: MigrationFolder?
    private let sluiceVersion: String
    private let emit: @Sendable (LoadEvent) -> Void

    /// - Parameters:
    ///   - migrations: where the migrations lie that are applied first; nil to load into what is there.
    ///   - emit: told what happens, from any task.
    package init(
        source: Source, database: ConnectionSettings, baseURL: BaseURL, credentials: Credentials,
        transport: any HTTPTransport, options: LoadOptions, migrations: MigrationFolder?,
        retry: RetryPolicy = .init(), sluiceVersion: String = "0",
        emit: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) {
        self.source = source
        self.database = database
        self.baseURL = baseURL
        self.credentials = credentials
        self.options = options
        self.migrations = migrations
        self.sluiceVersion = sluiceVersion
        self.emit = emit
        let gate = RequestGate(limit: options.maximumRequests)
        self.client = RESTClient(
            baseURL: baseURL, credentials: credentials, transport: transport, retry: retry, errorKey: source.errorKey,
            gate: { try gate.pass() },
            onRetry: { error, delay in
                emit(
                    .notice(
                        resource: nil,
                        "\(error); trying again in \(delay.formatted(.units(width: .narrow, fractionalPart: .show(length: 1))))"
                    ))
            })
    }

    package func run() async throws -> LoadReport {
        try checkOptions()
        return try await Connection.withConnection(database) { books in
            try await prepareTables(books)
            return try await Connection.withConnection(database) { heart in
                try await runHoldingDataset(books: books, heart: heart)
            }
        }
    }

    // MARK: - Before

    private func checkOptions() throws {
        for name in options.resources ?? [] where source.resource(name) == nil {
            throw LoadError.unknownResource(name, known: source.resources.map(\.name))
        }
        if let since = options.since, let until = options.until, since >= until { throw LoadError.sinceAfterUntil }
    }

    private func prepareTables(_ books: Connection) async throws {
        guard books.serverVersion >= 150_000 else {
            throw WarehouseError.serverTooOld(version: books.serverVersion)
        }
        if let migrations {
            let migrator = Migrator(
                connection: books, metadata: try migrations.migrations(line: Migrator.metadataLine),
                sluiceVersion: sluiceVersion)
            _ = try await migrator.migrate(
                dataset: options.dataset, line: source.name, migrations: try migrations.migrations(line: source.name))
        }
        try await TablePresence(connection: books).check(source.resources.map(\.table), dataset: options.dataset)
    }

    // MARK: - Holding the dataset

    private func runHoldingDataset(books: Connection, heart: Connection) async throws -> LoadReport {
        let package = LoadPackage(dataset: options.dataset, source: source.name, trigger: options.trigger)
        let lease = Lease(connection: heart, timeToLive: options.leaseTimeToLive)
        let host = ProcessInfo.processInfo.hostName
        let fence = try await take(lease, for: package, host: host)
        let packages = LoadPackages(connection: books)
        try await packages.begin(package, fence: fence, sluiceVersion: sluiceVersion, host: host)
        emit(.packageBegan(package))
        let clock = ContinuousClock()
        let started = clock.now
        do {
            var report = try await withHeartbeat(lease, fence) {
                try await loadAll(package, fence: fence, books: books)
            }
            report.requests = client.requestsSent
            report.duration = clock.now - started
            let message = report.jobs.compactMap { job in
                job.status == .loaded || job.status == .skipped ? nil : job.message.map { "\(job.resource): \($0)" }
            }.joined(separator: "; ")
            try await packages.finish(
                status: report.status, requests: report.requests, error: message.isEmpty ? nil : message, fence: fence)
            return report
        } catch {
            // A cancelled task may not talk to the server any more, and the books must still be closed: this one task stands
            // outside of the cancelled one, and is waited for.
            let requests = client.requestsSent
            let status: LoadPackage.Status = error is CancellationError || Task.isCancelled ? .cancelled : .failed
            await Task {
                do {
                    try await packages.finish(
                        status: status, requests: requests,
                        error: status == .cancelled ? "stopped before its end" : "\(error)", fence: fence)
                } catch {
                    emit(.notice(resource: nil, "the end of the package could not be written down: \(error)"))
                }
            }.value
            throw Task.isCancelled ? CancellationError() : error
        }
    }

    /// Takes the dataset; when another run holds it, waits for its turn if that was asked for.
    private func take(_ lease: Lease, for package: LoadPackage, host: String) async throws -> Fence {
        var hasSaid = false
        while true {
            do {
                return try await lease.take(
                    dataset: options.dataset, packageID: package.id,
                    holder: "\(host), process \(ProcessInfo.processInfo.processIdentifier)")
            } catch let error as WarehouseError {
                guard options.waitsForTurn, case .datasetHeld(_, let holder, _, _, _) = error else { throw error }
                if !hasSaid { emit(.notice(resource: nil, "waiting for \(holder), which holds the dataset")) }
                hasSaid = true
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Runs the body while the lease is renewed; ends it when the lease is lost.
    private func withHeartbeat<Result: Sendable>(
        _ lease: Lease, _ fence: Fence, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: lease.timeToLive / 3)
                    guard try await lease.renew(fence) else {
                        throw WarehouseError.leaseLost(dataset: fence.dataset)
                    }
                }
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
    }

    // MARK: - The jobs

    private func loadAll(_ package: LoadPackage, fence: Fence, books: Connection) async throws -> LoadReport {
        let probe = try await KeyProbe.probe(source, client: client)
        try await Datasets(connection: books).confirm(
            .init(source: source.name, baseURL: baseURL.description, keyScope: probe.scope), fence: fence,
            accepting: options.acceptsOrigin)
        if let listed = probe.listed {
            try await Datasets(connection: books).confirmRows(
                of: listed.table, keys: listed.keys, fence: fence, accepting: options.acceptsOrigin)
        }
        let slots = (0...options.spansAtOnce).map {
            StagingSlot(number: $0, settings: database, fence: fence)
        }
        let now = Date()
        let clocks = [now, probe.serverDate ?? now].min() ?? now
        let context = LoadContext(
            source: source, options: options, keyKind: probe.kind, fence: fence, client: client,
            credentials: credentials, books: books,
            slots: Pool(slots),
            end: min(options.until ?? .distantFuture, clocks - 60), emit: emit)
        do {
            let jobs = try await JobRunner(context: context).run()
            for slot in slots { await slot.close() }
            var report = LoadReport(package: package)
            report.jobs = jobs
            return report
        } catch {
            for slot in slots { await slot.close() }
            throw error
        }
    }
}
