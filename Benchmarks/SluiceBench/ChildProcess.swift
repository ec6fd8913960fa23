import Dispatch
import Foundation
import Glibc

/// A program and how it is called.
struct Program: Sendable {
    var name: String
    var arguments: [String]
    /// Added to what this process has of the environment, without what is meant for another server or another account.
    var environment: [String: String] = [:]

    /// How a program ended and what it used.
    struct Outcome: Sendable {
        let wall: Double
        /// Of the process and of those it waited for, user and system.
        let cpu: Double
        /// In bytes. Linux counts the moment of the spawn too, so it is never less than this process has.
        let peakMemory: Int
        let output: String
    }

    /// Runs it to its end, on a thread of its own, since waiting blocks. Anything but status 0 is a failure.
    func run(in workspace: Workspace) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "run \(name)").async {
                continuation.resume(with: Result { try runBlocking(workspace) })
            }
        }
    }

    private func runBlocking(_ workspace: Workspace) throws -> Outcome {
        let output = try workspace.newFile()
        let errors = try workspace.newFile()
        let start = ContinuousClock.now
        let child = try spawn(in: workspace, output: output.handle, errors: errors.handle)
        let (status, usage) = child.wait()
        let wall = (ContinuousClock.now - start) / .seconds(1)
        guard status == 0 else {
            let words = try errors.text() + output.text()
            throw BenchFailure("\(name) \(arguments.first ?? "") ended with \(status): \(words.suffix(2_000))")
        }
        defer {
            output.remove()
            errors.remove()
        }
        return Outcome(
            wall: wall, cpu: usage.ru_utime.seconds + usage.ru_stime.seconds, peakMemory: usage.ru_maxrss * 1_024,
            output: try output.text())
    }

    /// Starts it in the workspace's folder; somebody must ``ChildProcess/wait()`` for it.
    func spawn(in workspace: Workspace, output: FileHandle, errors: FileHandle) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.fileDescriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.fileDescriptor, 2)

        // Not in the checkout: a sluice.yaml may lie there.
        let words = ["/usr/bin/env", "--chdir=\(workspace.folder)", name] + arguments
        let variables = Self.inherited.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
        let wordPointers = words.map { strdup($0) } + [nil]
        let variablePointers = variables.map { strdup($0) } + [nil]
        defer { (wordPointers + variablePointers).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, "/usr/bin/env", &actions, nil, wordPointers, variablePointers)
        guard status == 0 else { throw BenchFailure("cannot run \(name): \(String(cString: strerror(status)))") }
        let child = ChildProcess(pid: pid, workspace: workspace)
        do {
            try workspace.remember(pid)
        } catch {
            child.end()
            throw error
        }
        return child
    }

    private static let inherited = ProcessInfo.processInfo.environment.filter { name, _ in
        name != "DATABASE_URL" && !["PG", "SLUICE_", "WHATCONVERTS_"].contains { name.hasPrefix($0) }
    }
}

/// A child that was spawned and has not been waited for.
struct ChildProcess: Sendable {
    let pid: pid_t
    fileprivate let workspace: Workspace

    /// Blocks until it has ended; to be called once.
    ///
    /// - Returns: the exit status, minus the signal if one ended it, and what the process used.
    func wait() -> (status: Int32, usage: rusage) {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
        workspace.forget(pid)
        // As WIFEXITED, WEXITSTATUS and WTERMSIG, which are macros.
        let signal = status & 0x7f
        return (signal == 0 ? (status >> 8) & 0xff : -signal, usage)
    }

    /// Ends it at once, whatever it does. It dies in an instant, so waiting for it here is no wait.
    func end() {
        kill(pid, SIGKILL)
        _ = wait()
    }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1_000_000 }
}
