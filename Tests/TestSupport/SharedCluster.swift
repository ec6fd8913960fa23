import Foundation
import LocalPostgres
import Postgres

/// The server of this test process: started for the first test that asks, shared by all, ended with the process.
actor SharedCluster {
    static let shared = SharedCluster()

    private var starting: Task<String, any Error>?

    /// Settings for the server's maintenance database, from which others are created.
    func settings() async throws -> ConnectionSettings {
        if let url = ProcessInfo.processInfo.environment["SLUICE_TEST_DATABASE_URL"], !url.isEmpty {
            return ConnectionSettings(url)
        }
        if let starting { return ConnectionSettings(try await starting.value) }
        // Not structured, on purpose: the cluster belongs to the process and not to the test that came first. It is held by
        // a closure that never returns, and the watchdog ends it with the process.
        let (urls, continuation) = AsyncThrowingStream<String, any Error>.makeStream()
        Task {
            do {
                try await LocalPostgres.withTemporaryCluster(settings: ["max_connections": "300"]) { server in
                    continuation.yield(server.connectionString())
                    try await Task.sleep(for: .seconds(365 * 86_400))
                }
            } catch {
                continuation.finish(throwing: error)
            }
        }
        let task = Task {
            for try await url in urls { return url }
            throw CancellationError()
        }
        starting = task
        return ConnectionSettings(try await task.value)
    }
}
