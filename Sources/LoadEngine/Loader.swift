import Foundation
package import Postgres
package import RESTSource
package import Warehouse

/// Does a load: takes the dataset, reads each resource, merges what is new, and writes the books.
///
/// ```swift
/// let report = try await Loader.load(
///     .whatConverts, into: "postgresql://loader@db/warehouse", token: token, secret: secret, migrations: "migrations")
/// ```
public struct Loader: Sendable {
    private let source: Source
    private let database: ConnectionSettings
    private let baseURL: BaseURL
    private let client: RESTClient
    private let credentials: Credentials
    private let options: LoadOptions
    private let migrations: MigrationFolder?
    private let sluiceVersion: String
    private let clock: LoadClock
    private let emit: @Sendable (LoadEvent) -> Void

    /// - Parameters:
    ///   - migrations: where the migrations lie that are applied first; nil to load into what is there.
    ///   - emit: told what happens, from any task.
    package init(
        source: Source, database: ConnectionSettings, baseURL: BaseURL, credentials: Credentials,
        transport: any HTTPTransport, options: LoadOptions, migrations: MigrationFolder?,
        retry: RetryPolicy = .init(), clock: LoadClock = .init(), sluiceVersion: String = SluiceVersion.current,
        emit: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) {
        self.source = source
        self.database = database
        self.baseURL = baseURL
        self.credentials = credentials
        self.options = options
        self.migrations = migrations
        self.clock = clock
        self.sluiceVersion = sluiceVersion
        self.emit = emit
        self.client = RESTClient(
            baseURL: baseURL, credentials: credentials, transport: transport, retry: retry, errorKey: source.errorKey,
            maximumConcurrentRequests: RequestBudget.requestsAtOnce,
            onRetry: { error, pause in
                emit(.requestFailed(PagePlace(resource: "", number: error.page), error, pause: pause))
            })
    }

    package func run() async throws -> LoadReport {
        try options.check(source)
        return try await Connection.withConnection(database) { books in
            try await prepareTables(books)
            CrashPoint.migrated.reach()
            return try await Connection.withConnection(database) { budget in
                try await held.run(books: books) { package, fence in
                    let report = try await load(package, fence: fence, Connections(books: books, budget: budget))
                    return (
                        report, HeldDataset.Ending(report.status, exitStatus: report.exitStatus, error: report.words)
                    )
                }
            }
        }
    }

    /// Each for its own purpose, so that none waits for another's statement.
    private struct Connections: Sendable {
        let books: Connection
        let budget: Connection
    }

    // MARK: - Before

    private func prepareTables(_ books: Connection) async throws {
        guard books.serverVersion >= 150_000 else {
            throw WarehouseError.serverTooOld(version: books.serverVersion)
        }
        if let migrations {
            let migrator = Migrator(
                connection: books, metadata: try migrations.migrations(line: Migrator.metadataLine),
                sluiceVersion: sluiceVersion)
            let applied = try await migrator.migrate(
                dataset: options.dataset, line: source.name, migrations: try migrations.migrations(line: source.name))
            for migration in applied { emit(.migrated(migration)) }
        }
        let differences = try await source.requireTables(of: options.dataset, on: books)
        let owed = differences.filter { $0.side == .declaration }
        if let first = owed.first {
            emit(
                .notice(
                    resource: nil,
                    "\(first.sentence)\(owed.count > 1 ? ", and \(owed.count - 1) more differences" : ""): the load goes on; "
                        + "`sluice schema check` shows what mends it"))
        }
    }

    private var held: HeldDataset {
        HeldDataset(
            dataset: options.dataset, source: source.name, trigger: options.trigger, packageID: options.packageID,
            database: database, timeToLive: options.leaseTimeToLive, waits: options.waitsForTurn,
            sluiceVersion: sluiceVersion, emit: emit)
    }

    // MARK: - The jobs

    private func load(_ package: LoadPackage, fence: Fence, _ connections: Connections) async throws -> LoadReport {
        let started = ContinuousClock.now
        var report = try await loadAll(package, fence: fence, connections)
        report.requests = client.requestsSent
        report.duration = ContinuousClock.now - started
        return report
    }

    private func loadAll(_ package: LoadPackage, fence: Fence, _ connections: Connections) async throws -> LoadReport {
        let budget = RequestBudget(
            connection: connections.budget, fence: fence,
            key: RequestBudget.fingerprint(host: baseURL.host, token: credentials.token), clockOffset: clock.offset)
        let runLimit = RunLimit(limit: options.maximumRequests)
        let books = Datasets(connection: connections.books)
        let probe: KeyProbe
        do {
            probe = try await self.probe(budget, runLimit, books)
        } catch {
            guard let consequence = LoadContext.stopping(error) else { throw error }
            return nothingRead(package, consequence, "\(error)")
        }
        try await books.confirm(
            .init(source: source.name, baseURL: baseURL.description, keyScope: probe.scope), fence: fence,
            accepting: options.acceptsOrigin)
        if let listed = probe.listed {
            try await books.confirmRows(
                of: listed.table, keys: listed.keys, fence: fence, accepting: options.acceptsOrigin)
        }
        CrashPoint.originConfirmed.reach()
        let slots = (0...options.spansAtOnce).map {
            StagingSlot(number: $0, settings: database, fence: fence)
        }
        _ = try await Promotion.fillPending(source, fence: fence, on: connections.books)
        let source = try await source.adding(AddedFields.read(options.dataset, on: connections.books))
        let context = LoadContext(
            source: source, sluiceVersion: sluiceVersion, keyKind: probe.kind, client: client, budget: budget,
            runLimit: runLimit,
            dailyLimit: options.dailyLimit ?? probe.kind.dailyLimit,
            batches: BatchContext(
                options: options, fence: fence, credentials: credentials, books: connections.books, slots: Pool(slots),
                emit: emit),
            clock: clock, end: probe.end(options, now: clock.now))
        do {
            let jobs = try await JobRunner(context: context).run()
            for slot in slots {
                try await slot.empty()
                await slot.close()
            }
            var report = LoadReport(package: package)
            report.jobs = jobs
            return report
        } catch {
            for slot in slots { await slot.close() }
            throw error
        }
    }

    /// Finds out the kind of the key.
    private func probe(_ budget: RequestBudget, _ runLimit: RunLimit, _ books: Datasets) async throws -> KeyProbe {
        let limit = try await KeyProbe.presumedLimit(source, options, budget, books)
        let gate = BudgetGate(
            budget: budget, runLimit: runLimit, dailyLimit: limit, place: PagePlace(resource: ""), share: nil,
            emit: emit)
        return try await KeyProbe.probe(source, client: client, through: gate)
    }

    /// The report of a run that had no request left to begin with.
    private func nothingRead(_ package: LoadPackage, _ consequence: Consequence, _ message: String) -> LoadReport {
        let names = source.resources.map(\.name).filter { options.resources?.contains($0) ?? true }
        let reports = JobReports(names)
        for name in names { reports.note(name, consequence, message) }
        var report = LoadReport(package: package)
        report.jobs = reports.all
        return report
    }
}
