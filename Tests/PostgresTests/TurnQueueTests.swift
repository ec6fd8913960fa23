import Testing

@testable import Postgres

/// Lines callers up behind a holder, one after the other, and tells in which order they were served.
struct TurnQueueProbe {
    func order(of count: Int) async throws -> [Int] {
        let queue = TurnQueue()
        try await queue.take()
        let (served, serve) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await queue.take()
                    serve.yield(number)
                    queue.pass()
                }
                while queue.waitingCount <= number { await Task.yield() }
            }
            queue.pass()
            try await group.waitForAll()
        }
        serve.finish()
        return await served.reduce(into: []) { $0.append($1) }
    }
}

@Suite(.timeLimit(.minutes(15))) struct TurnQueueTests {
    @Test func `a cancelled caller leaves the queue and the others move up`() async throws {
        let queue = TurnQueue()
        try await queue.take()
        let cancelled = Task { try await queue.take() }
        while queue.waitingCount < 1 { await Task.yield() }
        let patient = Task { try await queue.take() }
        while queue.waitingCount < 2 { await Task.yield() }

        cancelled.cancel()
        let error = await #expect(throws: PostgresError.self) { try await cancelled.value }
        #expect(error?.kind == .cancelled)
        #expect(queue.waitingCount == 1)
        queue.pass()
        try await patient.value
        queue.pass()
        try await queue.take()
    }

    @Test func `as many have the turn as there are places`() async throws {
        let queue = TurnQueue(places: 2)
        try await queue.take()
        try await queue.take()
        let third = Task { try await queue.take() }
        while queue.waitingCount < 1 { await Task.yield() }
        queue.pass()
        try await third.value
        queue.pass()
        queue.pass()
        try await queue.take()
        try await queue.take()
        #expect(queue.waitingCount == 0)
    }

    @Test func `who is cancelled already does not get the turn`() async throws {
        let queue = TurnQueue()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await queue.take()
        }
        task.cancel()
        await #expect(throws: PostgresError.self) { try await task.value }
        try await queue.take()
    }
}
