import CGlibc
import Dispatch
import Foundation
import Glibc

/// A program and how it is called.
///
/// Spawned by hand: Foundation's `Process` notices the end of a child by a descriptor that the child's own children inherit,
/// and `pg_ctl` leaves one that runs for ever. What is spawned here inherits no descriptor beyond its three, no signal
/// settings, and is in a session of its own, so that an interrupt at the terminal is ours to deal with.
struct Command: Sendable {
    var program: String
    var arguments: [String]
    /// The working directory.
    var directory: String

    struct Outcome: Sendable {
        /// The exit status; minus the signal if one ended it.
        let status: Int32
        /// Both output streams, as they came.
        let output: String
    }

    struct SpawnError: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs it to its end, on a thread of Dispatch, since reading and waiting block.
    func run() async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "command \(program)").async {
                continuation.resume(with: Result { try runBlocking() })
            }
        }
    }

    private func runBlocking() throws -> Outcome {
        let null = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
        let output = Pipe()
        let child = try spawn(input: null.fileDescriptor, output: output.fileHandleForWriting.fileDescriptor)
        // Ours must go, or the end of the output would never come.
        try output.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        return Outcome(status: child.wait(), output: String(decoding: bytes, as: UTF8.self))
    }

    /// Starts it; somebody must ``ChildProcess/wait()`` for it.
    func spawn(input: Int32, output: Int32) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | Self.spawnSetSession))

        let words = (["/usr/bin/env", "--chdir=\(directory)", program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, words, variables)
        guard status == 0 else {
            throw SpawnError(description: "cannot run \(program): \(String(cString: strerror(status)))")
        }
        return ChildProcess(pid: pid)
    }

    /// `POSIX_SPAWN_SETSID` of <spawn.h>, which Swift does not see either.
    private static let spawnSetSession: Int32 = 0x80

    /// PGDATA, PGPORT and their like are meant for another server, and messages are to be in one language.
    private var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
        environment["LC_ALL"] = "C.UTF-8"
        return environment
    }
}

/// A child that was spawned and has not been waited for.
struct ChildProcess: Sendable {
    let pid: pid_t

    /// Blocks until it has ended; to be called once.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        // As WIFEXITED, WEXITSTATUS and WTERMSIG, which are macros.
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : -signal
    }
}

extension String {
    /// What a person needs of a log.
    var lastLines: String {
        split(separator: "\n").suffix(8).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; ")
    }

    /// As one word of a shell.
    var shellQuoted: String { "'" + replacingOccurrences(of: "'", with: "'\\''") + "'" }
}
