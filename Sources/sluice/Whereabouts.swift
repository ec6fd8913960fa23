import Dispatch
import Foundation
import Synchronization

/// Answers SIGUSR1: says on standard error where the work stands, whatever else is shown or not.
///
/// The signal's own default would end the process, so it is caught from the first moment on, for every subcommand. Nothing is
/// done in a signal handler: Dispatch takes the signal off and calls back on a queue.
enum Whereabouts {
    private struct State {
        var tell: (@Sendable () -> Void)?
        var turn = 0
    }

    private static let state = Mutex(State())
    private static let began = ContinuousClock.now
    private static let queue = DispatchQueue(label: "sluice.whereabouts")
    nonisolated(unsafe) private static var source: (any DispatchSourceSignal)?

    /// Belongs before everything else, where only one thread runs.
    static func install() {
        // Dispatch takes the signal over a moment later, on a thread of its own; until then it does nothing.
        signal(SIGUSR1) { _ in }
        _ = began
        let source = DispatchSource.makeSignalSource(signal: SIGUSR1, queue: queue)
        source.setEventHandler {
            if let tell = state.withLock({ $0.tell }) {
                tell()
            } else {
                Console.note(
                    "sluice: no load is under way; running for \(LoadProgress.words(ContinuousClock.now - began))")
            }
        }
        source.resume()
        self.source = source
    }

    /// From now on `tell` answers; the number ends it.
    static func begin(_ tell: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.turn += 1
            state.tell = tell
            return state.turn
        }
    }

    static func end(_ turn: Int) {
        state.withLock { if $0.turn == turn { $0.tell = nil } }
    }
}
