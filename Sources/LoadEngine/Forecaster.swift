import Foundation
package import Postgres
package import RESTSource
package import Warehouse

/// Tells what a load would do, without doing it: asks for the number of records of each list and span, with a request of one
/// record each, and plans with the very code that a load plans with (``LoadPlan``, ``SpanPlanning``, ``JobList``,
/// ``DetailsDue``).
///
/// It writes nothing but the account of its own requests. It holds no dataset, so it works while a load runs; its requests
/// count against the key's day like any others (``RequestSender/looker(_:dataset:)``), and it sends no more than a twentieth of the
/// day's limit, or 20. Before the first migrations there are no books to count in: then it sends at most ``mostUncounted``.
package struct Forecaster: Sendable {
    let source: Source
    private let database: ConnectionSettings
    private let baseURL: BaseURL
    private let client: RESTClient
    private let credentials: Credentials
    let options: LoadOptions
    private let migrations: MigrationFolder?
    private let sluiceVersion: String
    let clock: LoadClock

    /// The requests of a forecast that nobody can count, since the books are not made yet: too few to matter in a day.
    package static let mostUncounted = 40

    /// - Parameter migrations: where the migrations lie that a load would apply; nil when it would apply none.
    package init(
        source: Source, database: ConnectionSettings, baseURL: BaseURL, credentials: Credentials,
        transport: any HTTPTransport, options: LoadOptions, migrations: MigrationFolder?,
        retry: RetryPolicy = .init(), clock: LoadClock = .init(), sluiceVersion: String = SluiceVersion.current
    ) {
        self.source = source
        self.database = database
        self.baseURL = baseURL
        self.credentials = credentials
        self.options = options
        self.migrations = migrations
        self.clock = clock
        self.sluiceVersion = sluiceVersion
        self.client = RESTClient(
            baseURL: baseURL, credentials: credentials, transport: transport, retry: retry, errorKey: source.errorKey,
            maximumConcurrentRequests: RequestBudget.requestsAtOnce)
    }

    /// Fails where a load would fail before its first record: for a wrong configuration, a refused key, another origin, tables that
    /// are not as declared.
    package func run() async throws -> Forecast {
        try options.check(source)
        return try await Connection.withConnection(database) { try await run(on: $0) }
    }

    private func run(on books: Connection) async throws -> Forecast {
        guard books.serverVersion >= 150_000 else {
            throw WarehouseError.serverTooOld(version: books.serverVersion)
        }
        let pending = try await pending(books)
        var notes: [String] = []
        if pending.isEmpty {
            let owed = try await source.requireTables(of: options.dataset, on: books).filter { $0.side == .declaration }
            if !owed.isEmpty {
                notes.append(
                    "\(owed.count) things differ from their declarations, and loads go on: see `sluice schema check`")
            }
        }
        let hasBooks = try await RequestBudget.hasBooks(on: books)
        let budget = RequestBudget(
            connection: books, sender: .looker(.version7(), dataset: options.dataset),
            key: RequestBudget.fingerprint(host: baseURL.host, token: credentials.token), clockOffset: clock.offset)
        let presumed =
            hasBooks
            ? try await KeyProbe.presumedLimit(source, options, budget, Datasets(connection: books))
            : options.dailyLimit ?? source.keyKinds.map(\.dailyLimit).max() ?? 0
        func most(of limit: Int) -> Int { hasBooks ? max(20, limit / 20) : min(limit, Self.mostUncounted) }
        var asker = Asker(
            client: client, budget: hasBooks ? budget : nil, runLimit: RunLimit(limit: most(of: presumed)),
            dailyLimit: presumed)

        var forecast = Forecast(
            dataset: options.dataset, at: clock.now,
            budget: BudgetForecast(
                dailyLimit: presumed, used: 0, isCounted: hasBooks, maximumRequests: options.maximumRequests))
        forecast.migrations = MigrationLocks.of(pending, onNothing: !hasBooks)
        forecast.notes = notes
        if hasBooks {
            let holder = try await LeaseHolder.read(dataset: options.dataset, on: books)
            forecast.holder = holder.flatMap { $0.isOver ? nil : $0 }
        }
        let probe = try await probe(asker)
        if let probe {
            asker.dailyLimit = options.dailyLimit ?? probe.kind.dailyLimit
            asker.runLimit = RunLimit(limit: max(0, most(of: asker.dailyLimit) - client.requestsSent))
            forecast.keyKind = probe.kind.name
            forecast.keyScope = probe.scope
            forecast.end = probe.end(options, now: clock.now)
        }
        var known = Known(books: books, hasBooks: hasBooks)
        if let probe, hasBooks {
            known.isForgotten = try await Datasets(connection: books).wouldForget(
                .init(source: source.name, baseURL: baseURL.description, keyScope: probe.scope),
                listed: try await listed(probe, books), dataset: options.dataset, accepting: options.acceptsOrigin)
        }
        let kinds = source.keyKinds
        let kind = probe?.kind ?? kinds.first { $0.dailyLimit == presumed } ?? kinds.first
        guard let kind else { return forecast }
        forecast.probeRequests = 1 + (kinds.firstIndex { $0.name == kind.name } ?? 0)
        let entries = try await Jobs(
            forecaster: self, asker: asker, known: known, probe: probe, kind: kind,
            end: forecast.end ?? min(options.until ?? .distantFuture, clock.now - 60)
        ).entries()

        forecast.isRefusedForNow = asker.troubles.isRefusedForNow
        forecast.notes += asker.troubles.words
        forecast.budget.dailyLimit = asker.dailyLimit
        forecast.budget.ownRequests = client.requestsSent
        if hasBooks { forecast.budget.used = try await budget.usedToday() }
        try await grant(entries, hasBooks ? budget : nil, in: &forecast)
        return forecast
    }

    private func pending(_ books: Connection) async throws -> [Migration] {
        guard let migrations else { return [] }
        return try await Migrator(
            connection: books, metadata: try migrations.migrations(line: Migrator.metadataLine),
            sluiceVersion: sluiceVersion
        ).pending(
            dataset: options.dataset, line: source.name, migrations: try migrations.migrations(line: source.name))
    }

    /// Nil when no request is left for it.
    private func probe(_ asker: Asker) async throws -> KeyProbe? {
        do {
            return try await KeyProbe.probe(source, client: client, through: asker.gate)
        } catch let error where LoadContext.isSpent(error) {
            asker.troubles.end(error)
            return nil
        }
    }

    /// What the probe listed, when there is a table to hold it against.
    private func listed(_ probe: KeyProbe, _ books: Connection) async throws -> (table: Table, keys: [RowKey])? {
        guard let listed = probe.listed else { return nil }
        let known = Known(books: books, hasBooks: true)
        return try await known.hasTable(listed.table.name, of: options.dataset) ? listed : nil
    }

    // MARK: - What is granted

    /// Counts down what the budget grants, in the order of the load.
    private func grant(_ entries: [Jobs.Entry], _ budget: RequestBudget?, in forecast: inout Forecast) async throws {
        var usedOfShares: [String: Int] = [:]
        for share in Set(entries.compactMap(\.share)) {
            usedOfShares[share.name] = try await budget?.usedToday(ofShare: share.name) ?? 0
        }
        var allowance = RequestAllowance(
            dailyLimit: forecast.budget.dailyLimit, used: forecast.budget.used, usedOfShares: usedOfShares,
            runLimit: options.maximumRequests)
        // Which kind a key is of, a load finds out by trying.
        let probe = forecast.probeRequests
        forecast.probeRequests = allowance.take(probe)
        for entry in entries {
            var resource = entry.forecast
            if !resource.isSkipped {
                if allowance.isSpent {
                    resource.note = resource.note ?? "not read by this load: its requests are spent before"
                } else if resource.way == .spans {
                    for index in resource.spans.indices where !allowance.isSpent {
                        resource.spans[index].requests = allowance.take(
                            resource.spans[index].wanted, share: entry.share)
                    }
                    resource.requests = resource.spans.reduce(0) { $0 + $1.requests }
                } else {
                    resource.requests = allowance.take(resource.wanted, share: entry.share)
                }
                if resource.requests < resource.wanted, resource.note == nil {
                    resource.note =
                        allowance.isSpent
                        ? "not all of it: the requests are spent"
                        : "not all of it: what \(entry.share?.name ?? "it") may use of the requests is spent"
                }
            }
            forecast.resources.append(resource)
        }
        forecast.backfill = backfill(forecast, probe: probe)
    }

    /// When all that is to be read will have been, with one run a day.
    private func backfill(_ forecast: Forecast, probe: Int) -> BackfillForecast? {
        let spans = forecast.resources.filter { $0.way == .spans && !$0.isSkipped }
        guard
            spans.contains(where: { $0.spans.contains { $0.span.tier == LoadPlan.backfill } || $0.requests < $0.wanted }
            )
        else { return nil }
        let remaining = spans.reduce(0) { $0 + $1.wanted - $1.requests }
        let each =
            forecast.resources.filter { $0.way == .list }.reduce(probe) { $0 + $1.requests }
            + spans.reduce(0) { sum, resource in
                // What each run reads again; what was asked for this time is not read every day.
                let daily = tier(of: resource.resource)
                return sum + resource.spans.filter { !$0.isOpen && $0.span.tier == daily }.reduce(0) { $0 + $1.wanted }
            }
        let perDay = max(1, min(forecast.budget.dailyLimit, options.maximumRequests ?? .max) - each)
        let days = (remaining + perDay - 1) / perDay
        return BackfillForecast(
            remainingRequests: remaining, requestsADay: perDay,
            completeOn: spans.allSatisfy(\.isKnown) ? forecast.at + Double(days) * 86_400 : nil)
    }

    /// The tier of a resource that is due at each run.
    private func tier(of resource: String) -> String? {
        source.resources.first { $0.name == resource }?.reading.incremental?.tiers.first?.name
    }
}
