import CGlibc
import Foundation
import Glibc

/// A command that runs as a child: with the environment that it is given and nothing else of ours, no open file, no blocked or
/// ignored signal. What it prints goes to our standard error.
struct ChildProcess: Sendable {
    let processID: pid_t

    enum Ending: Sendable, Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    struct SpawnError: Error, CustomStringConvertible {
        let code: Int32
        var description: String { "/bin/sh cannot be started: \(String(cString: strerror(code)))" }
    }

    /// Runs a command by the shell, as the leader of a process group of its own, so that a signal reaches all of it.
    static func start(shell command: String, environment: [String: String]) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        // All that is open here, and what another thread opens meanwhile: a connection that is accepted just now would stay open
        // as long as the load runs.
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let arguments = CStrings(["/bin/sh", "-c", command])
        defer { arguments.free() }
        let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
        defer { variables.free() }
        var processID: pid_t = 0
        let code = posix_spawn(
            &processID, "/bin/sh", &actions, &attributes, arguments.pointers, variables.pointers)
        guard code == 0 else { throw SpawnError(code: code) }
        return ChildProcess(processID: processID)
    }

    /// Waits for its end on a thread of its own. Its id stays taken until ``reap()``, so that no signal meets another process.
    func ended() async -> Ending {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var info = siginfo_t()
                while waitid(P_PID, id_t(processID), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
                let status = info._sifields._sigchld.si_status
                continuation.resume(
                    returning: info.si_code == Int32(CLD_EXITED) ? .exited(status) : .killed(signal: status))
            }
        }
    }

    func reap() {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) == -1, errno == EINTR {}
    }

    func send(_ signal: Int32) {
        kill(-processID, signal)
    }
}

/// Texts as C wants lists of them.
private struct CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

    func free() { for pointer in pointers { Glibc.free(pointer) } }
}
