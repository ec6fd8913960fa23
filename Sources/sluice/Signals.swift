import Foundation
import UnixSignals
import Warehouse

/// Ends the work when the process is told to stop, and lets it write down how far it came.
enum Signals {
    enum Outcome: Sendable {
        case finished(Result<ExitStatus, any Error>)
        case stopped(ExitStatus)
    }

    /// How long the work may take to end after a signal; it has promised to be done within 10 s.
    private static let grace: Duration = .seconds(9)

    /// Runs the work. SIGINT or SIGTERM cancels it and decides the exit status; a second one ends the process at once, as does
    /// work that does not end in time. Both are as safe as a crash: what was not merged is read again.
    static func run(
        _ work: @escaping @Sendable () async throws -> ExitStatus, onStop: @escaping @Sendable () -> Void
    ) async -> Outcome {
        let signals = await UnixSignalsSequence(trapping: [.sigint, .sigterm])
        let (stops, stop) = AsyncStream.makeStream(of: ExitStatus.self)
        let (deadlines, deadline) = AsyncStream.makeStream(of: ExitStatus.self)
        return await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await finish(work, unless: stops) }
            group.addTask {
                var isStopping = false
                for await signal in signals {
                    let status: ExitStatus = signal == .sigint ? .interrupted : .terminated
                    if isStopping {
                        Console.close()
                        Console.complain(Complaint(sentence: status.meaning, status: status))
                        exit(status.rawValue)
                    }
                    isStopping = true
                    onStop()
                    stop.yield(status)
                    deadline.yield(status)
                }
                return nil
            }
            group.addTask {
                for await status in deadlines {
                    do { try await Task.sleep(for: grace) } catch { return nil }
                    Console.close()
                    Console.complain(
                        Complaint(
                            sentence: "\(status.meaning); what was under way did not end in time and was left",
                            status: status))
                    exit(status.rawValue)
                }
                return nil
            }
            while let outcome = await group.next() {
                guard let outcome else { continue }
                group.cancelAll()
                return outcome
            }
            return .finished(.failure(CancellationError()))
        }
    }

    private static func finish(
        _ work: @escaping @Sendable () async throws -> ExitStatus, unless stops: AsyncStream<ExitStatus>
    ) async -> Outcome? {
        await withTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                do { return .finished(.success(try await work())) } catch { return .finished(.failure(error)) }
            }
            group.addTask {
                for await status in stops { return .stopped(status) }
                return nil
            }
            var stopped: Outcome?
            while let event = await group.next() {
                switch event {
                case .stopped?:
                    stopped = event
                    group.cancelAll()
                case .finished?:
                    group.cancelAll()
                    return stopped ?? event
                case nil:
                    break
                }
            }
            return stopped
        }
    }
}
