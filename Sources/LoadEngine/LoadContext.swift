import Foundation
import Postgres
import RESTSource
private import Synchronization
import Warehouse

/// What all jobs of a load share.
struct LoadContext: Sendable {
    let source: Source
    let sluiceVersion: String
    let keyKind: KeyKind
    let client: RESTClient
    let budget: RequestBudget
    let runLimit: RunLimit
    /// The requests that the key may send in a day.
    let dailyLimit: Int
    let batches: BatchContext
    let stop = StopFetching()
    let clock: LoadClock
    /// The end of everything that is read: fixed before the first page.
    let end: Date

    var options: LoadOptions { batches.options }
    var fence: Fence { batches.fence }
    var credentials: Credentials? { batches.credentials }
    var books: Connection { batches.books }

    func emit(_ event: LoadEvent) {
        batches.emit(event)
    }

    /// Fetches a page for a resource, on its share of the day's requests.
    func page(
        _ request: PageRequest, of resource: Resource, span: Span? = nil, share: RequestShare?
    ) async throws -> Page {
        let place = PagePlace(resource: resource.name, span: span, number: request.pageNumber)
        let emit = batches.emit
        return try await client.page(
            request,
            through: BudgetGate(
                budget: budget, runLimit: runLimit, dailyLimit: dailyLimit, place: place, share: share, emit: emit),
            onRetry: { error, pause in emit(.requestFailed(place, error, pause: pause)) })
    }

    /// The parts that are asked for of a resource when its list or spans are read.
    func asked(_ resource: Resource, byScope: Bool) -> AskedParts {
        options.asked(resource, byScope: byScope, keyKind: keyKind)
    }
}

/// Set when no further request may be sent: what has been read is still merged.
final class StopFetching: Sendable {
    private let reason = Mutex<Consequence?>(nil)

    func set(_ consequence: Consequence) {
        reason.withLock { $0 = $0 ?? consequence }
    }

    var consequence: Consequence? {
        reason.withLock { $0 }
    }
}
