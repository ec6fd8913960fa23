import ArgumentParser
import Foundation

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    @preconcurrency import Musl
#endif

/// What people read: standard output for results, standard error for what happens on the way.
enum Console {
    static var isTerminal: Bool { isatty(2) == 1 }

    static func print(_ text: String) {
        write(text + "\n", to: .standardOutput)
    }

    static func note(_ text: String) {
        write(text + "\n", to: .standardError)
    }

    /// Writes over the line that is being shown; an empty text removes it.
    static func showLine(_ text: String) {
        write("\r\u{1B}[K" + text, to: .standardError)
    }

    private static func write(_ text: String, to handle: FileHandle) {
        // A reader that went away (`sluice status | head`) is no error of ours, and nobody is left to tell.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

/// Runs a command's work: one sentence for an error, the exit status that fits it, and an end when a signal asks for it.
func runCommand(_ body: @escaping @Sendable () async throws -> ExitStatus) async throws {
    let status = await Signals.run(body)
    if status != .loaded { throw ExitCode(status.rawValue) }
}
