import RESTSource
private import Synchronization

/// Bounds what pages take in memory, by the bytes of their bodies: a page is asked for only when there is room for it.
///
/// How large a page will be nobody says beforehand; it is taken from the records that came so far. Until the first came, and
/// for pages that are larger than all the room there is, one page is fetched at a time. So the bound is passed by no more than
/// one page, however large: 2,500 leads are 5 MB, 500 with a long journey each can be 60 MB. What is made of a body, its
/// index and its rows, comes to about twice as much again.
///
/// First come, first served, so that a large page gets its turn. A task that is cancelled while it waits leaves the queue at
/// once, with `CancellationError`.
final class PageMemory: Sendable {
    private typealias Waiter = CheckedContinuation<Int, any Error>
    /// Who may go on, and with how many bytes; without any it is to leave.
    private typealias Admission = (waiter: Waiter, bytes: Int?)

    private struct State {
        let limit: Int
        var used = 0
        /// Of the largest records so far, as the average of a page.
        var bytesPerRecord: Int?
        var nextTicket = 0
        var waiting: [(ticket: Int, records: Int, waiter: Waiter)] = []

        func expected(_ records: Int) -> Int {
            bytesPerRecord.map { $0 * records } ?? limit
        }

        func hasRoom(for records: Int) -> Bool {
            used == 0 || used + expected(records) <= limit
        }

        /// Lets in who can come in now.
        mutating func admit() -> [Admission] {
            var admitted: [Admission] = []
            while let first = waiting.first, hasRoom(for: first.records) {
                waiting.removeFirst()
                let bytes = expected(first.records)
                used += bytes
                admitted.append((first.waiter, bytes))
            }
            return admitted
        }
    }

    private let state: Mutex<State>

    /// - Parameter limit: the bytes of bodies that may be in memory at once.
    init(limit: Int) {
        state = Mutex(State(limit: limit))
    }

    /// How many tasks wait.
    var waitingCount: Int {
        state.withLock { $0.waiting.count }
    }

    /// Waits until there is room for a page of so many records.
    func take(records: Int) async throws -> Hold {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        let bytes = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: Waiter) in
                // A task is marked as cancelled before its handler runs, and both take the lock: either the mark is seen
                // here, or the handler finds the ticket in the queue.
                let admitted: [Admission] = state.withLock { state in
                    guard !Task.isCancelled else { return [(continuation, nil)] }
                    state.waiting.append((ticket, records, continuation))
                    return state.admit()
                }
                Self.resume(admitted)
            }
        } onCancel: {
            let (cancelled, admitted): (Waiter?, [Admission]) = state.withLock { state in
                let index = state.waiting.firstIndex { $0.ticket == ticket }
                return (index.map { state.waiting.remove(at: $0).waiter }, state.admit())
            }
            cancelled?.resume(throwing: CancellationError())
            Self.resume(admitted)
        }
        return Hold(memory: self, bytes: bytes)
    }

    /// Room for a page that somebody fetches who has pages already, and would wait for himself.
    func takeWithoutWaiting() -> Hold {
        Hold(memory: self, bytes: 0)
    }

    private static func resume(_ admitted: [Admission]) {
        for (waiter, bytes) in admitted {
            if let bytes { waiter.resume(returning: bytes) } else { waiter.resume(throwing: CancellationError()) }
        }
    }

    private func change(by bytes: Int, learning bytesPerRecord: Int? = nil) {
        let admitted = state.withLock { state in
            state.used += bytes
            if let bytesPerRecord { state.bytesPerRecord = max(state.bytesPerRecord ?? 1, bytesPerRecord) }
            return state.admit()
        }
        Self.resume(admitted)
    }

    /// The room of one page, and the page when it has come. Given back once: when the page is staged, or with the last
    /// reference to it, so that a page that an error dropped blocks nobody.
    final class Hold: Sendable {
        private let memory: PageMemory
        private let held: Mutex<(page: Page?, bytes: Int)>

        fileprivate init(memory: PageMemory, bytes: Int) {
            self.memory = memory
            self.held = Mutex((nil, bytes))
        }

        /// Whoever takes it out keeps it in memory: not for longer than the page is worked on.
        var page: Page? {
            held.withLock { $0.page }
        }

        /// Puts the page in: from now on it counts as what it is.
        func put(_ page: Page) {
            let (bytes, records) = (page.byteCount, page.recordCount)
            let expected = held.withLock { held in
                defer { held = (page, bytes) }
                return held.bytes
            }
            memory.change(by: bytes - expected, learning: records > 0 ? (bytes + records - 1) / records : nil)
        }

        /// Lets go of the page and its room.
        func giveBack() {
            let bytes = held.withLock { held in
                defer { held = (nil, 0) }
                return held.bytes
            }
            if bytes > 0 { memory.change(by: -bytes) }
        }

        deinit { giveBack() }
    }
}
