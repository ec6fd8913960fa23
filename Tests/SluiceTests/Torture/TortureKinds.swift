import Sandbox
import Warehouse

/// All that must have struck when many seeds were run.
enum TortureKinds {
    static let all =
        CrashPoint.allCases.map { "crash at \($0.rawValue)" } + Fault.allCases.map { "API: \($0.rawValue)" } + [
            "API: key revoked", "API: clock off", "API: quota", "cut of connections", "stalled network", "kill -9",
            "SIGTERM", "SIGINT", "SIGSTOP and SIGCONT", "paused, and taken over", "immediate restart of the server",
            "overlapping loader", "overlapping loader that waits", "overlapping loader refused", "daily limit spent",
            "leads added", "leads changed", "leads deleted", "leads moved in time", "leads marked as spam",
        ]
}
