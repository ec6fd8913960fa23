import Foundation
import Glibc
import Synchronization
import Testing

/// A terminal of which a test sees what is drawn: the master's side of a pseudo terminal (pty(7)), and what a terminal would
/// show.
final class PseudoTerminal: Sendable {
    /// What a program gets as its standard error. Close it when the program was started.
    let side: FileHandle
    private let master: Int32
    private let drawn = Mutex<[UInt8]>([])

    init(columns: Int) throws {
        // posix_openpt(3) and its like are not in Glibc's module; this is what they do (ioctl_tty(2): TIOCSPTLCK, TIOCGPTN).
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var unlocked: Int32 = 0
        var number: Int32 = 0
        try #require(
            master >= 0 && ioctl(master, 0x4004_5431, &unlocked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(slave >= 0)
        var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
        side = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        let descriptor = master
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            // Ends with an error when the last one who writes is gone.
            while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
                drawn.withLock { $0 += buffer[..<count] }
            }
            close(descriptor)
        }
    }

    var text: String { String(decoding: drawn.withLock { $0 }, as: UTF8.self) }

    /// What stood on the last line, each time that it changed, and what the terminal shows in the end.
    func play() -> (frames: [String], screen: [String], widest: Int) {
        var lines = [[Character]()]
        var column = 0
        var frames: [String] = []
        var widest = 0
        var rest = Substring(text.replacing("\r\n", with: "\n\r"))
        while let next = rest.first {
            if next == "\u{1B}", let sequence = rest.prefixMatch(of: /\u{1B}\[([?\d;]*)([A-Za-z])/) {
                rest = rest[sequence.range.upperBound...]
                if sequence.output.2 == "K" {
                    lines[lines.count - 1].removeSubrange(min(column, lines[lines.count - 1].count)...)
                    frames.append(String(lines[lines.count - 1]))
                }
                continue
            }
            rest = rest.dropFirst()
            switch next {
            case "\r": column = 0
            case "\n": lines.append(Array(repeating: " ", count: 0))
            default:
                var line = lines[lines.count - 1]
                if column < line.count { line[column] = next } else { line.append(next) }
                lines[lines.count - 1] = line
                column += 1
                widest = max(widest, column)
            }
        }
        return (frames, lines.map { String($0) }, widest)
    }
}
