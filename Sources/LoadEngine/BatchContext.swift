import Foundation
import Postgres
import RESTSource
private import Synchronization
import Warehouse

/// What batches need to be staged and merged, wherever their records come from: pages of an API, or records that were kept.
struct BatchContext: Sendable {
    let options: LoadOptions
    let fence: Fence
    /// Only to keep them out of what is stored; nil when no request is made.
    let credentials: Credentials?
    /// For the books and for look-ups; slots have connections of their own.
    let books: Connection
    let slots: Pool<StagingSlot>
    let merging = MergeTurns()
    let numbers = BatchNumbers()
    let emit: @Sendable (LoadEvent) -> Void
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
