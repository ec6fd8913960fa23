private import Synchronization

/// Bounds the requests of one run, retries included, and what of them each share may use.
final class RunLimit: Sendable {
    private let limit: Int?
    private let passed = Mutex<(all: Int, ofShare: [String: Int])>((0, [:]))

    init(limit: Int?) {
        self.limit = limit
    }

    /// Counts a request, or fails with ``LoadError/requestsSpent(limit:)`` or ``LoadError/shareIsSpent(share:limit:)``.
    func pass(_ share: RequestShare? = nil) throws {
        guard let limit else { return }
        let problem: LoadError? = passed.withLock { passed in
            guard passed.all < limit else { return .requestsSpent(limit: limit) }
            if let share, share.boundsRuns {
                let most = share.requests(of: limit)
                guard passed.ofShare[share.name, default: 0] < most else {
                    return .shareIsSpent(share: share.name, limit: most)
                }
                passed.ofShare[share.name, default: 0] += 1
            }
            passed.all += 1
            return nil
        }
        if let problem { throw problem }
    }
}
