import Books
import Postgres

/// Whether the books can be read. Anybody may ask, as often as they like: so the database is asked once a second at most, and by one
/// request for all that wait.
actor Readiness {
    private let pool: DatabasePool
    private var known: (reason: Unavailable?, until: ContinuousClock.Instant)?
    /// Who is asking; the others wait for what is known then.
    private let turns = TurnQueue()

    private static let patience: Duration = .seconds(5)

    init(_ pool: DatabasePool) { self.pool = pool }

    /// Why they cannot; nil when they can.
    func reason() async throws -> Unavailable? {
        try await turns.take()
        defer { turns.pass() }
        if let known, known.until > .now { return known.reason }
        let reason = await Self.ask(pool)
        // Who was cancelled has found nothing out.
        try Task.checkCancellation()
        known = (reason, .now + .seconds(1))
        return reason
    }

    private static func ask(_ pool: DatabasePool) async -> Unavailable? {
        do {
            return try await within(patience) {
                try await pool.read { books in
                    guard try await BooksPresence.areThere(on: books) else { return .noBooks }
                    // To exist is not to be readable.
                    _ = try await PackageSummary.list(.init(limit: 1), on: books)
                    return nil
                }
            }
        } catch let reason as Unavailable {
            return reason
        } catch {
            return .unreachable
        }
    }
}
