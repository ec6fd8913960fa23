import RESTSource
import Synchronization

extension Forecaster {
    /// What kept the questions of a forecast from being answered, for all that ask side by side.
    final class Troubles: Sendable {
        private struct State {
            var isOver = false
            var isRefusedForNow = false
            var words: [String] = []
        }

        private let state = Mutex(State())

        /// Whether nothing more is to be asked.
        var isOver: Bool { state.withLock { $0.isOver } }
        var isRefusedForNow: Bool { state.withLock { $0.isRefusedForNow } }
        var words: [String] { state.withLock { $0.words } }

        /// No request is left; or the API takes none for now, and to ask again would only spend more.
        func end(_ error: any Error) {
            state.withLock { state in
                state.isOver = true
                guard let error = error as? RESTError, !state.isRefusedForNow else { return }
                state.isRefusedForNow = true
                state.words.append("\(error)")
            }
        }

        func note(_ words: String) {
            state.withLock { $0.words.append(words) }
        }
    }
}
