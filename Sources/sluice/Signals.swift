import Foundation
import UnixSignals

/// Ends the work when the process is told to stop, and lets it write down how far it came.
enum Signals {
    private enum Event: Sendable {
        case finished(ExitStatus)
        case signal(ExitStatus)
        case listenerEnded
    }

    /// Runs the body; SIGINT and SIGTERM cancel it, and decide the exit status.
    static func run(_ body: @escaping @Sendable () async throws -> ExitStatus) async -> ExitStatus {
        await withTaskGroup(of: Event.self) { group in
            group.addTask {
                do {
                    return .finished(try await body())
                } catch is CancellationError {
                    return .finished(.bug)
                } catch {
                    Console.note("sluice: \(error)")
                    return .finished(ExitStatus(error))
                }
            }
            group.addTask {
                for await signal in await UnixSignalsSequence(trapping: [.sigint, .sigterm]) {
                    return .signal(signal == .sigint ? .interrupted : .terminated)
                }
                return .listenerEnded
            }
            var stopped: ExitStatus?
            for await event in group {
                switch event {
                case .signal(let status):
                    stopped = status
                    Console.note("sluice: stopping")
                    group.cancelAll()
                case .finished(let status):
                    group.cancelAll()
                    return stopped ?? status
                case .listenerEnded:
                    break
                }
            }
            return stopped ?? .bug
        }
    }
}
