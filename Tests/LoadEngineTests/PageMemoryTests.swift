import JSON
import TestSupport
import Testing

@testable import LoadEngine
@testable import RESTSource

struct PageMemoryTests {
    /// Lets other tasks run until the condition holds; a waiting task cannot be seen from outside.
    private func until(_ condition: @Sendable () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    /// A page of so many records and bytes. What is in it does not matter here.
    private func page(records: Int, bytes: Int) throws -> Page {
        Page(
            document: try JSONDocument(parsing: Array("{}".utf8)),
            request: PageRequest(endpoint: Endpoint("things", records: "things")), total: nil, recordCount: records,
            serverDate: nil, byteCount: bytes, attempts: 1, duration: .zero, shape: .bare)
    }

    @Test func `one page at a time is fetched until it is known how large they are`() async throws {
        let memory = PageMemory(limit: 1_000)
        let first = try await memory.take(records: 10)
        let second = Task { try await memory.take(records: 10) }
        await until { memory.waitingCount == 1 }
        // 20 bytes a record: room for five pages of ten.
        first.put(try page(records: 10, bytes: 200))
        let held = [try await second.value] + [try await memory.take(records: 10), try await memory.take(records: 10)]
        let fifth = try await memory.take(records: 10)
        let sixth = Task { try await memory.take(records: 10) }
        await until { memory.waitingCount == 1 }
        held[1].giveBack()
        _ = try await sixth.value
        #expect(memory.waitingCount == 0 && fifth.page == nil)
    }

    @Test func `a page that is larger than all the room comes alone, and what it taught is kept`() async throws {
        let memory = PageMemory(limit: 1_000)
        let first = try await memory.take(records: 10)
        first.put(try page(records: 10, bytes: 60_000))
        first.giveBack()
        // A small one after it does not make the next ones look small.
        let second = try await memory.take(records: 10)
        second.put(try page(records: 1, bytes: 10))
        let third = Task { try await memory.take(records: 10) }
        await until { memory.waitingCount == 1 }
        second.giveBack()
        let fourth = Task { try await memory.take(records: 10) }
        let held = try await third.value
        await until { memory.waitingCount == 1 }
        held.giveBack()
        _ = try await fourth.value
        #expect(memory.waitingCount == 0)
    }

    @Test func `a page that is fetched by whoever holds pages already is counted, and waits for nobody`() async throws {
        let memory = PageMemory(limit: 1_000)
        let first = try await memory.take(records: 10)
        first.put(try page(records: 10, bytes: 900))
        let second = memory.takeWithoutWaiting()
        second.put(try page(records: 10, bytes: 900))
        first.giveBack()
        let third = Task { try await memory.take(records: 10) }
        await until { memory.waitingCount == 1 }
        second.giveBack()
        _ = try await third.value
        #expect(memory.waitingCount == 0)
    }

    @Test func `a page that is let go of is in nobody's memory`() async throws {
        let memory = PageMemory(limit: 1_000)
        let hold = try await memory.take(records: 1)
        weak var document: JSONDocument?
        do {
            let page = try page(records: 1, bytes: 500)
            document = page.document
            hold.put(page)
        }
        #expect(document != nil && hold.page != nil)
        hold.giveBack()
        #expect(document == nil && hold.page == nil)
        // Given back once, however often that is said.
        hold.giveBack()
        let one = try await memory.take(records: 1)
        let two = Task { try await memory.take(records: 2) }
        await until { memory.waitingCount == 1 }
        one.giveBack()
        _ = try await two.value
    }

    @Test func `a page that an error dropped blocks nobody`() async throws {
        let memory = PageMemory(limit: 1_000)
        func fail() async throws {
            let hold = try await memory.take(records: 1)
            hold.put(try page(records: 1, bytes: 900))
            throw CancellationError()
        }
        await #expect(throws: CancellationError.self) { try await fail() }
        _ = try await memory.take(records: 1)
    }

    @Test func `a task that is cancelled while it waits leaves the queue, and the one behind it moves up`() async throws
    {
        let memory = PageMemory(limit: 1_000)
        let first = try await memory.take(records: 10)
        first.put(try page(records: 10, bytes: 600))
        let large = Task { try await memory.take(records: 10) }
        await until { memory.waitingCount == 1 }
        let small = Task { try await memory.take(records: 5) }
        await until { memory.waitingCount == 2 }
        large.cancel()
        await #expect(throws: CancellationError.self) { try await large.value }
        _ = try await small.value
    }
}
