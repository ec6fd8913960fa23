import Foundation
import LoadEngine
import Synchronization
import Warehouse

/// What a load shows while it runs: a bar on a terminal, lines elsewhere, JSON for a container; and the log of its events.
final class Progress: Sendable {
    private struct State {
        var load: LoadProgress
        var shown: ContinuousClock.Instant
        /// Something came since it was shown last.
        var isNew = false
    }

    private let state: Mutex<State>
    private let reporting: Reporting
    private let log: EventLog?
    private let style = LoadProgress.Style.of(ProcessInfo.processInfo.environment)

    private init(_ reporting: Reporting) {
        let now = ContinuousClock.now
        state = Mutex(State(load: LoadProgress(began: now), shown: now))
        self.reporting = reporting
        log = reporting.logger.map { EventLog($0) }
    }

    /// Shows the progress of what the body does, as it tells it, and nothing of it any more afterwards.
    static func following<Result: Sendable>(
        _ reporting: Reporting, _ body: @escaping @Sendable (Progress) async throws -> Result
    ) async throws -> Result {
        let progress = Progress(reporting)
        let whereabouts = Whereabouts.begin { progress.tellWhereItStands() }
        defer {
            Whereabouts.end(whereabouts)
            Console.hideBar()
        }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                // Also while nothing comes: an API that hangs must show.
                while true {
                    do { try await Task.sleep(for: .milliseconds(250)) } catch { return nil }
                    progress.tick()
                }
            }
            group.addTask { try await body(progress) }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
    }

    func take(_ event: LoadEvent) {
        let now = ContinuousClock.now
        log?.take(event)
        state.withLock { state in
            state.load.take(event, at: now)
            state.isNew = true
        }
        switch event {
        case .notice, .requestFailed:
            if log == nil, reporting.isTold { Console.note(Self.words(of: event)) }
        case .packageBegan, .jobBegan, .jobFinished, .packageFinished:
            if reporting.progress == .json { writeJSON(event, at: now) }
        default: break
        }
        if reporting.progress == .bar { drawBar(every: .milliseconds(100)) }
    }

    private static func words(of event: LoadEvent) -> String {
        switch event {
        case .notice(let resource, let text): LogLine.printable((resource.map { "\($0): " } ?? "") + text)
        case .requestFailed(let place, let error, let pause):
            LogLine.printable(
                "\(place.resource.isEmpty ? "" : "\(place.resource): ")\(error); trying again in "
                    + String(format: "%.1f s", pause.timeInterval))
        default: ""
        }
    }

    // MARK: - Showing

    private func tick() {
        switch reporting.progress {
        case .bar: drawBar(every: .milliseconds(250))
        case .lines: writeLine()
        case .json: writeJSON()
        case .auto, .none: break
        }
    }

    private func drawBar(every interval: Duration) {
        let now = ContinuousClock.now
        let columns = Console.columns - 1
        state.withLock { state in
            guard now - state.shown >= interval else { return }
            state.shown = now
            Console.showBar(state.load.bar(columns: columns, at: now, style: style))
        }
    }

    private func writeLine() {
        let now = ContinuousClock.now
        let line = state.withLock { state -> (sentence: String, resource: String?)? in
            guard now - state.shown >= .seconds(10) else { return nil }
            state.shown = now
            return (state.load.sentence(at: now), state.load.job?.resource)
        }
        guard let line else { return }
        if let log, log.isAtInfo {
            log.note(line.sentence, resource: line.resource)
        } else {
            Console.note(LogLine.printable(line.sentence))
        }
    }

    /// At most one a second, and one in ten seconds when nothing comes.
    private func writeJSON() {
        let now = ContinuousClock.now
        let line = state.withLock { state -> String? in
            guard now - state.shown >= (state.isNew ? .seconds(1) : .seconds(10)) else { return nil }
            state.shown = now
            state.isNew = false
            return Self.object("progress", [], state.load, at: now)
        }
        if let line { Console.log(line) }
    }

    private func writeJSON(_ event: LoadEvent, at now: ContinuousClock.Instant) {
        let load = state.withLock { $0.load }
        switch event {
        case .packageBegan: Console.log(Self.object("package_began", [], load, at: now))
        case .jobBegan(let resource):
            Console.log(Self.object("job_began", [("resource", .text(resource))], load.withoutJob, at: now))
        case .jobFinished(let job):
            Console.log(
                Self.object(
                    "job_finished",
                    [
                        ("resource", .text(job.resource)), ("status", .text(job.status.rawValue)),
                        ("records", .number(job.records)), ("inserted", .number(job.inserted)),
                        ("updated", .number(job.updated)), ("unchanged", .number(job.unchanged)),
                        ("deleted", .number(job.deleted)), ("rejected", .number(job.rejected)),
                    ], load.withoutJob, at: now))
        case .packageFinished(_, let status, let exitStatus):
            var members: [(name: String, value: LogLine.Value)] = [("status", .text(status.rawValue))]
            if let exitStatus { members.append(("exit_status", .number(Int(exitStatus.rawValue)))) }
            Console.log(Self.object("package_finished", members, load.withoutJob, at: now))
        default: break
        }
    }

    private static func object(
        _ event: String, _ members: [(name: String, value: LogLine.Value)], _ load: LoadProgress,
        at now: ContinuousClock.Instant
    ) -> String {
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        return LogLine.object([("time", .text(time)), ("event", .text(event))] + members + load.members(at: now))
    }

    /// What SIGUSR1 asks for; shown whatever else is not.
    private func tellWhereItStands() {
        let now = ContinuousClock.now
        let load = state.withLock { $0.load }
        if reporting.progress == .json {
            Console.log(Self.object("progress", [], load, at: now))
        } else {
            Console.note(LogLine.printable(load.sentence(at: now)))
        }
    }
}
