private import Synchronization

/// What is seen of an API while spans are read, and is remembered with the dataset: whether a default answer holds the
/// records of the separate pass.
final class SpanFacts: Sendable {
    private let state: Mutex<(holds: Bool, isNew: Bool)>
    let name: String

    /// - Parameter known: what is known from before or decided by hand.
    init(resource: String, known: Bool) {
        name = "\(resource).default_holds_separate"
        state = Mutex((known, false))
    }

    var defaultHoldsSeparate: Bool {
        state.withLock { $0.holds }
    }

    func sawSeparateRecords() {
        state.withLock { state in
            if !state.holds { state = (true, true) }
        }
    }

    /// What is to be written down with the next batch.
    var toRemember: [String: String] {
        state.withLock { $0.isNew ? [name: "true"] : [:] }
    }
}
