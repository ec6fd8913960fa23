import Dispatch
import Foundation
import Glibc
import Synchronization

/// A shell that outlives us by a moment: it waits until nobody holds the other end of its input, which the kernel sees
/// to even after `kill -9`, then stops the server and removes the folder.
///
/// The regular end goes the same way, so there is one way and every run exercises it.
final class Watchdog: Sendable {
    /// The writing end of the shell's input; nil once it was closed.
    private let input: Mutex<FileHandle?>
    private let shell: ChildProcess

    static let script = """
        trap '' INT TERM HUP
        folder=$1; shift
        read -r _
        "$@"
        tries=0
        until rm -rf "$folder" || [ $((tries += 1)) -gt 50 ]; do sleep 0.1; done
        """

    init(removing folder: String, stoppingWith stop: Command) throws {
        let pipe = Pipe()
        // A child spawned by others must not hold the writing end, or the end of this process would go unseen.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let null = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
        shell = try Command(
            program: "/bin/sh", arguments: ["-c", Self.script, "sluice-watchdog", folder, stop.program] + stop.arguments,
            directory: "/"
        ).spawn(input: pipe.fileHandleForReading.fileDescriptor, output: null.fileDescriptor)
        input = Mutex(pipe.fileHandleForWriting)
    }

    /// Returns when the server is stopped, the folder removed and the shell gone. A second call does nothing.
    func end() async {
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
