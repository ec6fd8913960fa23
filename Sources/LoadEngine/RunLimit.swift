private import Synchronization

/// Bounds the requests of one run, retries included.
final class RunLimit: Sendable {
    private let limit: Int?
    private let passed = Mutex(0)

    init(limit: Int?) {
        self.limit = limit
    }

    func pass() throws {
        guard let limit else { return }
        let isAllowed = passed.withLock { passed in
            guard passed < limit else { return false }
            passed += 1
            return true
        }
        if !isAllowed { throw LoadError.requestsSpent(limit: limit) }
    }
}
