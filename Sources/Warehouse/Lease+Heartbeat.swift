extension Lease {
    /// Runs the body while the lease is renewed, every two seconds and at least three times in its time to live; ends it when
    /// the lease is lost. So whoever wants the dataset learns in two seconds that somebody is at work.
    ///
    /// A server that does not answer a heartbeat within the time to live (or five seconds, if that is more) is as good as gone:
    /// the lease has run out then, and the other connections may wait for ever on a network that swallows what is sent.
    ///
    /// - Parameter onRenewal: told of each heartbeat that the server took.
    package func withHeartbeat<Result: Sendable>(
        _ fence: Fence, onRenewal: @escaping @Sendable () -> Void = {},
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: min(timeToLive / 3, .seconds(2)))
                    guard try await within(max(timeToLive, .seconds(5)), { try await renew(fence) }) else {
                        throw WarehouseError.leaseLost(dataset: fence.dataset, to: nil)
                    }
                    onRenewal()
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
}
