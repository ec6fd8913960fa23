import Foundation
import Glibc
import Logging
import Synchronization
import Warehouse

/// What people read: standard output for results, standard error for what happens on the way.
///
/// The one place that writes to either, so that a line never lands in the middle of the bar: the bar is taken away for it, and
/// stands below it again.
enum Console {
    private struct State {
        /// The bar that is being shown; empty for none.
        var bar = ""
        var isClosed = false
        var format = LogFormat.text
        /// Why a result could not be written: the first error of standard output.
        var outputError: Int32?
    }

    private static let state = Mutex(State())

    /// Whether a line that is written over again makes sense: somebody watches, on a terminal that can do it.
    static var isTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// How many characters a line of the terminal has.
    static var columns: Int {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
        return (1...10_000).contains(columns) ? columns : 80
    }

    /// What is to be said when a result did not reach standard output, which nobody can take for a success.
    static var lostOutput: Complaint? {
        state.withLock { $0.outputError }.map { error in
            Complaint(
                sentence: "the result could not be written to standard output: \(String(cString: strerror(error))). "
                    + "Make room there, or send it elsewhere; what was done stays",
                status: .configuration)
        }
    }

    /// As JSON, every line on standard error is an object of its own, whoever writes it.
    static func useFormat(_ format: LogFormat) {
        state.withLock { $0.format = format }
    }

    static func print(_ text: String) {
        state.withLock { state in
            let isInTheWay = !state.bar.isEmpty && isatty(STDOUT_FILENO) == 1
            if isInTheWay { write(Self.clearing, to: STDERR_FILENO) }
            let error = write(text + "\n", to: STDOUT_FILENO)
            // A reader that went away (`sluice status | head`) is no error of ours.
            if let error, error != EPIPE { state.outputError = state.outputError ?? error }
            if isInTheWay { write(Self.drawing(state.bar), to: STDERR_FILENO) }
        }
    }

    static func note(_ text: String) {
        state.withLock { state in
            guard state.format == .json else { return write(line: text, state) }
            let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if !words.isEmpty { write(line: LogLine(level: .notice, message: words).json, state) }
        }
    }

    /// The last word of a run that did not do all that it was asked.
    static func complain(_ complaint: Complaint) {
        state.withLock { state in
            switch state.format {
            case .text: write(line: complaint.line, state)
            case .json:
                let line = LogLine(
                    level: complaint.level, message: complaint.sentence,
                    fields: [("exit_status", .number(Int(complaint.status.rawValue)))])
                write(line: line.json, state)
            }
        }
    }

    /// A line that has its format already.
    static func log(_ line: String) {
        state.withLock { write(line: line, $0) }
    }

    // MARK: - The bar

    /// Shows a line that stays the last one; it must fit the terminal.
    static func showBar(_ text: String) {
        state.withLock { state in
            guard state.bar != text, !state.isClosed else { return }
            state.bar = text
            write(text.isEmpty ? clearing : drawing(text), to: STDERR_FILENO)
        }
    }

    static func hideBar() {
        showBar("")
    }

    /// Takes the bar away for good: the process is about to end.
    static func close() {
        hideBar()
        state.withLock { $0.isClosed = true }
    }

    private static let clearing = "\r\u{1B}[K"

    /// In one write, the new over the old: nothing flickers. Should the window have become narrower just now, the rest is cut
    /// off and does not wrap.
    private static func drawing(_ text: String) -> String {
        "\r\u{1B}[?7l\(text)\u{1B}[K\u{1B}[?7h"
    }

    private static func write(line: String, _ state: State) {
        guard !state.bar.isEmpty else {
            write(line + "\n", to: STDERR_FILENO)
            return
        }
        write("\(clearing)\(line)\n\(drawing(state.bar))", to: STDERR_FILENO)
    }

    /// Writes all of it, or returns why that could not be. Of standard error that is of no use: nobody is left to tell.
    @discardableResult
    private static func write(_ text: String, to file: Int32) -> Int32? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR: break
            case EAGAIN:
                // Whoever reads shares a pipe that does not block.
                var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 1_000)
            case let error: return error
            }
        }
        return nil
    }
}
