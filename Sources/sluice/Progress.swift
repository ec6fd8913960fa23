import Foundation
import LoadEngine
import Synchronization
import Warehouse

/// What a load shows while it runs: one line that changes on a terminal, plain lines elsewhere.
final class Progress: Sendable {
    private struct State {
        var resource = ""
        var records = 0
        var bytes = 0
        var pages = 0
        var began = ContinuousClock.now
        var shown = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let isQuiet: Bool
    private let isTerminal = Console.isTerminal

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    func take(_ event: LoadEvent) {
        guard !isQuiet else { return }
        switch event {
        case .packageBegan, .batchMerged: break
        case .jobBegan(let resource):
            state.withLock { $0 = State(resource: resource) }
        case .pageReceived(_, _, let records, _, let bytes):
            let line = state.withLock { state -> String? in
                state.records += records
                state.bytes += bytes
                state.pages += 1
                let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
                guard ContinuousClock.now - state.shown >= interval else { return nil }
                state.shown = .now
                let seconds = max(0.001, (ContinuousClock.now - state.began).timeInterval)
                return "\(state.resource): \(state.records.formatted()) records, \(state.pages) pages, "
                    + "\(Int(Double(state.records) / seconds).formatted()) records/s"
            }
            guard let line else { return }
            if isTerminal { Console.showLine(line) } else { Console.note(line) }
        case .jobFinished:
            if isTerminal { Console.showLine("") }
        case .notice(let resource, let text):
            if isTerminal { Console.showLine("") }
            Console.note((resource.map { "\($0): " } ?? "") + text)
        }
    }

    func end() {
        if isTerminal, !isQuiet { Console.showLine("") }
    }
}
