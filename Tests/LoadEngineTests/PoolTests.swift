import TestSupport
import Testing

@testable import LoadEngine

struct PoolTests {
    /// Lets other tasks run until the condition holds; a waiting task cannot be seen from outside.
    private func until(_ condition: @Sendable () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test func `what is there is given at once, in order`() async throws {
        let pool = Pool(["a", "b"])
        #expect(try await pool.take() == "a")
        #expect(try await pool.take() == "b")
        pool.giveBack("a")
        #expect(try await pool.take() == "a")
    }

    @Test func `who came first is served first, and no element is out twice`() async throws {
        let pool = Pool([0])
        let order = Guarded<[Int]>([])
        let element = try await pool.take()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in 0..<20 {
                group.addTask {
                    try await pool.with { _ in order.withLock { $0.append(place) } }
                }
                // Each has queued before the next one comes.
                await until { pool.waitingCount == place + 1 }
            }
            pool.giveBack(element)
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == Array(0..<20))
        #expect(try await pool.take() == 0)
    }

    @Test func `a task that is cancelled while it waits leaves the queue, and takes nothing along`() async throws {
        let pool = Pool([0])
        let element = try await pool.take()
        let waiter = Task { try await pool.take() }
        await until { pool.waitingCount == 1 }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        pool.giveBack(element)
        #expect(try await pool.take() == 0)
    }

    @Test func `a task that is cancelled before it asks gets nothing`() async throws {
        let pool = Pool([0])
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await pool.take()
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await pool.take() == 0)
    }

    @Test func `an error gives the element back`() async throws {
        struct Failed: Error {}
        let pool = Pool([0])
        await #expect(throws: Failed.self) { try await pool.with { _ in throw Failed() } }
        #expect(try await pool.take() == 0)
    }

    @Test func `elements are never shared, however many take and are cancelled`() async throws {
        let pool = Pool([0, 1, 2])
        let out = Guarded<Set<Int>>([])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<300 {
                group.addTask {
                    do {
                        try await pool.with { element in
                            #expect(out.withLock { $0.insert(element).inserted })
                            await Task.yield()
                            out.withLock { _ = $0.remove(element) }
                        }
                    } catch {}
                }
            }
            while Int.random(in: 0..<40) > 0 { await Task.yield() }
            group.cancelAll()
        }
        var left: Set<Int> = []
        for _ in 0..<3 { left.insert(try await pool.take()) }
        #expect(left == [0, 1, 2])
    }
}
