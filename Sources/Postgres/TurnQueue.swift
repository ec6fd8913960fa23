import Synchronization

/// Whose turn it is on what only so many may use at a time, such as a connection: the others wait in the order they came.
package final class TurnQueue: Sendable {
    private struct State {
        var free: Int
        var lastTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        /// Tickets whose task was cancelled before it could queue.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    /// - Parameter places: how many may have the turn at the same time.
    package init(places: Int = 1) {
        state = Mutex(State(free: places))
    }

    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Waits for the turn; each successful call is followed by one ``pass()``.
    package func take() async throws(PostgresError) {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let isMine = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.contains(ticket) { return false }
                    guard state.free > 0 else {
                        state.waiting.append((ticket, continuation))
                        return nil
                    }
                    state.free -= 1
                    return true
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.cancelled.insert(ticket)
                    return nil as CheckedContinuation<Bool, Never>?
                }
                return state.waiting.remove(at: index).continuation
            }
            continuation?.resume(returning: false)
        }
        state.withLock { _ = $0.cancelled.remove(ticket) }
        guard isMine else { throw .cancelled() }
    }

    /// Gives the turn to the one who has waited longest.
    package func pass() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
