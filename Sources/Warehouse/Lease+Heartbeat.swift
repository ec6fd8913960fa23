private import Foundation
internal import Postgres

extension Lease {
    /// Runs the body while the lease is renewed, every two seconds and at least three times in its time to live; ends it when
    /// the lease is lost. So whoever wants the dataset learns in two seconds that somebody is at work.
    ///
    /// A server that does not answer a heartbeat within the time to live is as good as gone: the lease has run out then, and
    /// the other connections may wait for ever on a network that swallows what is sent.
    package func withHeartbeat<Result: Sendable>(
        _ fence: Fence, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: min(timeToLive / 3, .seconds(2)))
                    guard try await renewInTime(fence) else {
                        throw WarehouseError.leaseLost(dataset: fence.dataset, to: nil)
                    }
                }
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
    }

    private func renewInTime(_ fence: Fence) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await renew(fence) }
            group.addTask {
                try await Task.sleep(for: max(timeToLive, .seconds(5)))
                throw PostgresError(
                    kind: .connection,
                    message: "the server has not answered for \(Int(max(timeToLive, .seconds(5)).timeInterval)) s; "
                        + "check the network between here and there")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}
