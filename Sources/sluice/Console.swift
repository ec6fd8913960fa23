import Foundation

/// What people read: standard output for results, standard error for what happens on the way.
enum Console {
    /// Whether a line that is written over again makes sense: somebody watches, on a terminal that can do it.
    static var isTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

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

extension Int {
    /// `12,345`, whatever the locale: what the program prints is the same everywhere.
    var grouped: String {
        formatted(.number.locale(Locale(identifier: "en_US")).grouping(.automatic))
    }
}
