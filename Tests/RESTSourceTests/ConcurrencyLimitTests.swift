import Synchronization
import Testing

@testable import RESTSource

@Suite struct ConcurrencyLimitTests {
    private final class Inside: Sendable {
        private let state = Mutex((now: 0, most: 0))
        var count: (now: Int, most: Int) { state.withLock { $0 } }
        func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
        func leave() { state.withLock { $0.now -= 1 } }
    }

    @Test func `cancelling tasks at any moment loses no permit`() async throws {
        let limit = ConcurrencyLimit(3)
        let inside = Inside()
        for round in 1...300 {
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...8 {
                    group.addTask {
                        try? await limit.withPermit {
                            inside.enter()
                            defer { inside.leave() }
                            for _ in 0..<round % 7 { await Task.yield() }
                        }
                    }
                }
                for _ in 0..<round % 5 { await Task.yield() }
                group.cancelAll()
            }
        }
        #expect(inside.count.now == 0)
        #expect(inside.count.most <= 3)

        // All three permits are still there: three tasks meet inside.
        let (met, arrive) = AsyncStream.makeStream(of: Void.self)
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...3 {
                group.addTask {
                    try await limit.withPermit {
                        arrive.yield()
                        try await Task.sleep(for: .seconds(3600))
                    }
                }
            }
            var arrived = met.makeAsyncIterator()
            for _ in 1...3 { _ = await arrived.next() }
            group.cancelAll()
            while await group.nextResult() != nil {}
        }
    }

    @Test func `what is thrown inside gives the permit back`() async throws {
        struct Failure: Error {}
        let limit = ConcurrencyLimit(1)
        for _ in 1...2 {
            await #expect(throws: Failure.self) { try await limit.withPermit { throw Failure() } }
        }
        #expect(try await limit.withPermit { 5 } == 5)
    }
}
