package import Foundation
package import Postgres
package import RESTSource
import Warehouse

/// Finds out what a key is with as few requests as a load needs for it: one, and one more for each kind that it is not. Nothing is
/// tried twice.
///
/// The requests are counted like a load's, where there are books to count them in.
package struct KeyCheck: Sendable {
    private let source: Source
    private let baseURL: BaseURL
    private let credentials: Credentials
    private let options: LoadOptions
    private let client: RESTClient
    private let clock: LoadClock

    package init(
        source: Source, baseURL: BaseURL, credentials: Credentials, transport: any HTTPTransport,
        options: LoadOptions, clock: LoadClock = .init()
    ) {
        self.source = source
        self.baseURL = baseURL
        self.credentials = credentials
        self.options = options
        self.clock = clock
        client = RESTClient(
            baseURL: baseURL, credentials: credentials, transport: transport,
            retry: RetryPolicy(maximumAttempts: 1, maximumAttemptsForBadBody: 1), errorKey: source.errorKey)
    }

    /// What a key turned out to be.
    package struct Reach: Sendable {
        /// The kind, and whose it is where the kind alone does not say it.
        package let scope: String
        package let kind: String
        package let dailyLimit: Int
        /// What it lists, and how many of them it sees.
        package let listed: String?
        package let count: Int
        /// The API's clock when it answered, and ours.
        package let serverDate: Date?
        package let receivedAt: Date
        fileprivate let rows: (table: Table, keys: [RowKey])?
    }

    package var requestsSent: Int { client.requestsSent }

    /// - Parameter books: where the requests are counted; nil when there are none.
    package func run(books: Connection?) async throws -> Reach {
        let probe = try await KeyProbe.probe(source, client: client, through: try await gate(books))
        return Reach(
            scope: probe.scope, kind: probe.kind.name, dailyLimit: options.dailyLimit ?? probe.kind.dailyLimit,
            listed: probe.kind.lists, count: probe.page.total ?? probe.page.recordCount, serverDate: probe.serverDate,
            receivedAt: Date(), rows: probe.listed)
    }

    private func gate(_ books: Connection?) async throws -> LookGate {
        guard let books else { return .uncounted(RunLimit(limit: source.keyKinds.count)) }
        let budget = budget(books)
        let limit = try await KeyProbe.presumedLimit(source, options, budget, Datasets(connection: books))
        return .counted(
            BudgetGate(
                budget: budget, runLimit: RunLimit(limit: source.keyKinds.count), dailyLimit: limit,
                place: PagePlace(resource: ""), share: nil, emit: { _ in }))
    }

    private func budget(_ books: Connection) -> RequestBudget {
        RequestBudget(
            connection: books, sender: .looker(.version7(), dataset: options.dataset),
            key: RequestBudget.fingerprint(host: baseURL.host, token: credentials.token), clockOffset: clock.offset)
    }

    /// The requests of today that are spent, and how many there may be.
    package func used(books: Connection) async throws -> (used: Int, limit: Int) {
        let budget = budget(books)
        return (
            try await budget.usedToday(),
            try await KeyProbe.presumedLimit(source, options, budget, Datasets(connection: books))
        )
    }

    /// Fails when the dataset was filled from elsewhere, and nobody has accepted that.
    package func confirmOrigin(_ reach: Reach, books: Connection) async throws {
        var rows = reach.rows
        if let listed = rows {
            let known = Forecaster.Known(books: books, hasBooks: true)
            if try await !known.hasTable(listed.table.name, of: options.dataset) { rows = nil }
        }
        _ = try await Datasets(connection: books).wouldForget(
            .init(source: source.name, baseURL: baseURL.description, keyScope: reach.scope), listed: rows,
            dataset: options.dataset, accepting: options.acceptsOrigin)
    }
}
