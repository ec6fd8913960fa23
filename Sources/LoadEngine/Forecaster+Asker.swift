import Postgres
import RESTSource
import Warehouse

extension Forecaster {
    /// Sends the requests of a forecast, as long as there are any.
    struct Asker: Sendable {
        let client: RESTClient
        /// Nil as long as there are no books.
        let budget: RequestBudget?
        var runLimit: RunLimit
        var dailyLimit: Int
        let troubles = Troubles()

        var gate: LookGate {
            guard let budget else { return .uncounted(runLimit) }
            return .counted(
                BudgetGate(
                    budget: budget, runLimit: runLimit, dailyLimit: dailyLimit, place: PagePlace(resource: ""),
                    share: nil, emit: { _ in }))
        }

        /// Nil when no request is left for it, or when the API does not take this one, which the load will tell.
        func page(_ request: PageRequest) async throws -> Page? {
            guard !troubles.isOver else { return nil }
            do {
                return try await client.page(request, through: gate)
            } catch let error where LoadContext.isSpent(error) {
                troubles.end(error)
                return nil
            } catch let error as RESTError where !error.isTransient {
                troubles.note("\(error)")
                return nil
            }
        }

        /// How many records there are behind each request, a few at a time.
        func totals(_ requests: [PageRequest]) async throws -> [Int?] {
            try await withThrowingTaskGroup(of: (Int, Int?).self) { group in
                var totals: [Int?] = requests.map { _ in nil }
                for (place, request) in requests.enumerated() {
                    if place >= 8, let (place, total) = try await group.next() { totals[place] = total }
                    group.addTask {
                        var request = request
                        request.pageSize = 1
                        let page = try await page(request)
                        return (place, page.map { $0.total ?? $0.recordCount })
                    }
                }
                for try await (place, total) in group { totals[place] = total }
                return totals
            }
        }
    }

    /// What is known from earlier loads.
    struct Known: Sendable {
        let books: Connection
        let hasBooks: Bool
        /// Another origin is accepted, and what was read of the one before says nothing about it.
        var isForgotten = false

        var remembers: Bool { hasBooks && !isForgotten }

        func hasTable(_ table: String, of dataset: String) async throws -> Bool {
            try await books.query("select to_regclass(\(Identifier(dataset, table).sql)) is not null").first?
                .decode(0, as: Bool.self) ?? false
        }
    }
}
