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

        /// What to show now; nil when something was shown a moment ago.
        mutating func line(every interval: Duration) -> String? {
            let now = ContinuousClock.now
            guard now - shown >= interval else { return nil }
            shown = now
            let seconds = max(0.001, (now - began).timeInterval)
            return "\(resource): \(records.grouped) records in \(pages.grouped) pages, "
                + "\(Int(Double(records) / seconds).grouped) a second, \((bytes / 1_000_000).grouped) MB"
        }
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
            if isTerminal { Console.showLine("\(resource) …") }
        case .pageReceived(_, _, let records, _, let bytes):
            let line = state.withLock { state -> String? in
                state.records += records
                state.bytes += bytes
                state.pages += 1
                return state.line(every: isTerminal ? .milliseconds(100) : .seconds(10))
            }
            guard let line else { return }
            if isTerminal { Console.showLine(line) } else { Console.note(line) }
        case .jobFinished:
            end()
        case .notice(let resource, let text):
            end()
            Console.note((resource.map { "\($0): " } ?? "") + text)
        }
    }

    /// Takes the changing line away.
    func end() {
        if isTerminal, !isQuiet { Console.showLine("") }
    }
}
