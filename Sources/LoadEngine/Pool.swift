private import Synchronization

/// Things that several tasks take turns with: staging slots, permits for pages in memory. First come, first served.
///
/// A task that is cancelled while it waits leaves the queue at once, with `CancellationError`.
package final class Pool<Element: Sendable>: Sendable {
    private struct State {
        var free: [Element]
        var nextTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Element, any Error>)] = []
    }

    private let state: Mutex<State>

    package init(_ elements: [Element]) {
        state = Mutex(State(free: elements.reversed()))
    }

    /// How many tasks wait.
    var waitingCount: Int {
        state.withLock { $0.waiting.count }
    }

    /// Takes one; waits while there is none. What is taken must be given back.
    package func take() async throws -> Element {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A task is marked as cancelled before its handler runs, and both take the lock: either the mark is seen
                // here, or the handler finds the ticket in the queue.
                let outcome: Result<Element, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if let element = state.free.popLast() { return .success(element) }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).continuation }
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    package func giveBack(_ element: Element) {
        let continuation: CheckedContinuation<Element, any Error>? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst().continuation }
            state.free.append(element)
            return nil
        }
        continuation?.resume(returning: element)
    }

    /// Runs `body` with one of them.
    package func with<Result>(_ body: (Element) async throws -> Result) async throws -> Result {
        let element = try await take()
        defer { giveBack(element) }
        return try await body(element)
    }
}
