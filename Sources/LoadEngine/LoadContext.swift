import Foundation
import Postgres
import RESTSource
private import Synchronization
import Warehouse

/// What all jobs of a load share.
struct LoadContext: Sendable {
    let source: Source
    let options: LoadOptions
    let keyKind: KeyKind
    let fence: Fence
    let client: RESTClient
    let budget: RequestBudget
    let runLimit: RunLimit
    /// The requests that the key may send in a day.
    let dailyLimit: Int
    /// Only to keep them out of what is stored.
    let credentials: Credentials
    /// For the books and for look-ups; slots have connections of their own.
    let books: Connection
    let slots: Pool<StagingSlot>
    let merging = MergeTurns()
    let batches = BatchNumbers()
    let stop = StopFetching()
    let clock: LoadClock
    /// The end of everything that is read: fixed before the first page.
    let end: Date
    let emit: @Sendable (LoadEvent) -> Void

    /// Fetches a page for a resource, on its share of the day's requests.
    func page(_ request: PageRequest, of resource: Resource, share: RequestShare?) async throws -> Page {
        try await client.page(
            request,
            through: BudgetGate(
                budget: budget, runLimit: runLimit, dailyLimit: dailyLimit, resource: resource.name, share: share))
    }

    /// The parts that are asked for of a resource when its list or spans are read.
    func asked(_ resource: Resource, byScope: Bool) -> AskedParts {
        AskedParts(
            Set(
                resource.parts.filter { part in
                    options.parts.contains(part.name) || part.comesWithScope && (byScope || keyKind.identity != nil)
                }.map(\.name)), includesExtra: resource.details == nil)
    }
}

/// Numbers the batches of a package, for each resource and span.
final class BatchNumbers: Sendable {
    private let last = Mutex<[String: Int]>([:])

    func next(resource: String, span: UUID?) -> Int {
        last.withLock { last in
            let key = "\(resource) \(span?.uuidString ?? "")"
            last[key, default: 0] += 1
            return last[key, default: 1]
        }
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
