internal import Postgres

/// Runs the body, and gives it up when it takes longer than the limit: for a server that may never answer, on a network that
/// swallows what is sent. Fails with ``Postgres/PostgresError/Kind/connection`` then.
///
/// The body is cancelled, which ends a statement within five seconds more (``Postgres/Connection``).
package func within<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw PostgresError(
                kind: .connection,
                message:
                    "the server has not answered for \(limit.components.seconds) s; check it, and the network between")
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}
