private import Synchronization

/// The right to have one page in memory, given back once: when the page is staged, or with the last reference to it, so that
/// a page that an error dropped blocks nobody.
final class PagePermit: Sendable {
    private let pool: Pool<Int>
    private let isHeld = Mutex(true)

    private init(pool: Pool<Int>) {
        self.pool = pool
    }

    static func take(from pool: Pool<Int>) async throws -> PagePermit {
        _ = try await pool.take()
        return PagePermit(pool: pool)
    }

    func giveBack() {
        let wasHeld = isHeld.withLock { isHeld in
            defer { isHeld = false }
            return isHeld
        }
        if wasHeld { pool.giveBack(0) }
    }

    deinit { giveBack() }
}
