import Foundation
import Glibc
import Logging
import Warehouse

/// The loads that this server started: one at a time, each a child process.
actor Runs {
    struct Run: Sendable {
        let packageID: UUID
        let startedAt: Date
        var finishedAt: Date?
        var ending: ChildProcess.Ending?
    }

    enum Start: Sendable {
        case started(UUID)
        /// Another one runs, or begins just now.
        case busy(UUID)
        case stopping
    }

    private let command: String?
    private let environment: [String: String]
    private let logger: Logger
    private(set) var runs: [Run] = []
    private var startedCount = 0
    /// The package of the run that is under way or about to begin.
    private var current: UUID?
    private var child: ChildProcess?
    private var isStopping = false
    private let begun: AsyncStream<(UUID, ChildProcess)>
    private let beginnings: AsyncStream<(UUID, ChildProcess)>.Continuation

    private static let remembered = 50

    init(command: String?, environment: [String: String] = ProcessInfo.processInfo.environment, logger: Logger) {
        self.command = command
        self.environment = Self.passedOn(environment)
        self.logger = logger
        (begun, beginnings) = AsyncStream.makeStream()
    }

    nonisolated var isPossible: Bool { command != nil }

    var metrics: Metrics.Runs {
        let last = runs.last { $0.ending != nil }
        return Metrics.Runs(started: startedCount, underWay: child == nil ? 0 : 1, lastExitStatus: last?.exitStatus)
    }

    // MARK: - Starting

    /// Starts a run, unless `holder` says that somebody else is at work.
    func start(unless holder: @Sendable () async throws -> UUID?) async throws -> Start {
        guard let command, !isStopping else { return .stopping }
        if let current { return .busy(current) }
        let id = UUID.version7()
        current = id
        do {
            if let holder = try await holder() {
                current = nil
                return .busy(holder)
            }
            // While the database was asked, we may have been told to stop.
            guard !isStopping else {
                current = nil
                return .stopping
            }
            var environment = self.environment
            environment["SLUICE_PACKAGE_ID"] = id.uuidString.lowercased()
            environment["SLUICE_TRIGGER"] = "api"
            begin(id, try ChildProcess.start(shell: command, environment: environment))
            return .started(id)
        } catch {
            current = nil
            throw error
        }
    }

    private func begin(_ id: UUID, _ child: ChildProcess) {
        self.child = child
        startedCount += 1
        runs.append(Run(packageID: id, startedAt: Date()))
        if runs.count > Self.remembered { runs.removeFirst() }
        logger.info("started a load", metadata: ["package_id": "\(id.uuidString.lowercased())"])
        beginnings.yield((id, child))
    }

    /// Notes the end of each load that is started, until ``stop(within:)``.
    func run() async {
        for await (id, child) in begun { end(id, await child.ended()) }
        // Who is cancelled reads no more of what began; it is waited for all the same.
        if let child, let current { end(current, await child.ended()) }
    }

    private func end(_ id: UUID, _ ending: ChildProcess.Ending) {
        child?.reap()
        child = nil
        current = nil
        guard let index = runs.firstIndex(where: { $0.packageID == id }) else { return }
        runs[index].ending = ending
        runs[index].finishedAt = Date()
        logger.info(
            "a load ended",
            metadata: ["package_id": "\(id.uuidString.lowercased())", "exit_status": "\(runs[index].exitStatus ?? 0)"])
    }

    // MARK: - Stopping

    /// Has the run that is under way end as a load ends when it is told to, and waits for it; at last it is killed, which is as safe as
    /// a crash.
    func stop(within patience: Duration) async {
        isStopping = true
        beginnings.finish()
        guard let child else { return }
        logger.info("stopping the load that was started here")
        child.send(SIGTERM)
        await withTaskGroup { group in
            group.addTask {
                // Cut short when it has ended, and then there is nobody to kill; or by a cancellation, which cannot wait.
                try? await Task.sleep(for: patience)
                await self.kill()
            }
            _ = await child.ended()
            group.cancelAll()
        }
    }

    /// As long as it is not reaped its id is no other's.
    private func kill() {
        child?.send(SIGKILL)
    }

    // MARK: - The environment

    /// What a program needs to find its files and to speak its language, and nothing that could hold a secret.
    static func passedOn(_ environment: [String: String]) -> [String: String] {
        let names: Set = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR"]
        return environment.filter { names.contains($0.key) || $0.key.hasPrefix("LC_") || $0.key.hasPrefix("XDG_") }
    }
}

extension Runs.Run {
    /// As a shell tells it: 128 and the number of the signal, when one ended it.
    var exitStatus: Int? {
        switch ending {
        case .exited(let status): Int(status)
        case .killed(let signal): 128 + Int(signal)
        case nil: nil
        }
    }
}
