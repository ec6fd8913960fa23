import Dispatch
import Foundation
import Glibc
import Synchronization

/// A shell that outlives us by a moment: its script reads its input, whose other end only we hold, and so goes on when
/// we close it or when we end, which the kernel sees to even after `kill -9`. Then it clears up.
///
/// The regular end goes the same way, so there is one way and every run exercises it.
package final class Watchdog: Sendable {
    /// The writing end of the shell's input; nil once it was closed.
    private let input: Mutex<FileHandle?>
    private let shell: ChildProcess

    /// Stops the server by the command in `$2…` and removes the folder `$1`.
    static let clusterScript = """
        trap '' INT TERM HUP
        folder=$1; shift
        read -r _
        "$@"
        tries=0
        until rm -rf "$folder" || [ $((tries += 1)) -gt 50 ]; do sleep 0.1; done
        """

    convenience init(removing folder: String, stoppingWith stop: Command) throws {
        try self.init(script: Self.clusterScript, arguments: [folder, stop.program] + stop.arguments)
    }

    /// - Parameter script: must `read` to wait for the end, and let nothing that it starts have its input.
    package init(script: String, arguments: [String]) throws {
        let pipe = Pipe()
        // A child spawned by others must not hold the writing end, or the end of this process would go unseen.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let null = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
        shell = try Command(
            program: "/bin/sh", arguments: ["-c", script, "sluice-watchdog"] + arguments, directory: "/"
        ).spawn(input: pipe.fileHandleForReading.fileDescriptor, output: null.fileDescriptor)
        input = Mutex(pipe.fileHandleForWriting)
    }

    /// Returns when everything is cleared up and the shell gone. A second call does nothing.
    package func end() async {
        let handle = input.withLock { input -> FileHandle? in
            defer { input = nil }
            return input
        }
        guard let handle else { return }
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "watchdog").async { [shell] in
                // Closing cannot fail in a way that leaves the descriptor open.
                try? handle.close()
                _ = shell.wait()
                continuation.resume()
            }
        }
    }
}
