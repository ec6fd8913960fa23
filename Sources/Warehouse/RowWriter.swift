private import Glibc

/// Writes rows in the text format of `COPY`, and is the only place that knows it (PostgreSQL manual, COPY, "File Formats").
///
/// A row is written column by column with one call each, in the order of the staging table's columns, and ends with
/// ``endRow()``. Nothing is boxed: bytes go from where they were received into the buffer, escaped by whole runs. A row
/// that turns out wrong half-way is taken back with ``rollBack(to:)``.
package struct RowWriter: Sendable {
    /// What is written, and behind it room that is initialised already: a value is then written by a copy into memory that is
    /// there, without asking an array to grow for each piece.
    private var storage: [UInt8] = []

    /// How many bytes are written.
    package private(set) var count = 0

    /// How many rows were completed.
    package private(set) var rows = 0

    private var isAtRowStart = true

    package init() {}

    /// What is to be sent, complete rows only outside of a row being written.
    package var bytes: ArraySlice<UInt8> { storage[..<count] }

    /// A state to which the writer can be taken back.
    package struct Mark: Sendable {
        fileprivate let count: Int
        fileprivate let rows: Int
    }

    package var mark: Mark {
        Mark(count: count, rows: rows)
    }

    /// Takes back everything that was written since the mark.
    package mutating func rollBack(to mark: Mark) {
        count = mark.count
        rows = mark.rows
        isAtRowStart = true
    }

    /// Forgets all rows and keeps the memory.
    package mutating func removeAll() {
        count = 0
        rows = 0
        isAtRowStart = true
    }

    /// Makes room for so many bytes in all.
    package mutating func reserve(_ bytes: Int) {
        if bytes > storage.count { grow(to: bytes) }
    }

    package mutating func endRow() {
        append(atMost: 1) { to in
            to[0] = Byte.newline
            return 1
        }
        rows += 1
        isAtRowStart = true
    }

    // MARK: - Values

    package mutating func null() {
        column(atMost: 2) { to in
            to[0] = Byte.backslash
            to[1] = Byte.capitalN
            return 2
        }
    }

    package mutating func integer(_ value: Int64) {
        column(atMost: 20) { to in
            var length = 0
            var rest = value.magnitude
            repeat {
                to[length] = Byte.zero + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
                length += 1
            } while rest > 0
            if value < 0 {
                to[length] = Byte.minus
                length += 1
            }
            var digits = UnsafeMutableBufferPointer(start: to, count: length)
            digits.reverse()
            return length
        }
    }

    package mutating func boolean(_ value: Bool) {
        column(atMost: 1) { to in
            to[0] = value ? Byte.smallT : Byte.smallF
            return 1
        }
    }

    /// Writes bytes that hold nothing to escape, no backslash and no control character: a number, an instant, a JSON string
    /// that was written without escapes.
    package mutating func verbatim(_ value: UnsafeBufferPointer<UInt8>) {
        column(atMost: value.count) { to in Self.copy(value, to: to) }
    }

    /// Writes columns that another writer has written, with the tabs between them.
    package mutating func columns(of other: RowWriter) {
        other.storage.withUnsafeBufferPointer { verbatim(UnsafeBufferPointer(rebasing: $0[..<other.count])) }
    }

    /// Writes text. A NUL, which PostgreSQL's text cannot hold, becomes U+FFFD.
    ///
    /// - Returns: how many characters were replaced.
    @discardableResult
    package mutating func text(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        var end = Self.nextSpecial(in: value, from: 0)
        guard end < value.count else {
            verbatim(value)
            return 0
        }
        var replaced = 0
        var start = 0
        column(atMost: 0) { _ in 0 }
        while true {
            let run = UnsafeBufferPointer(rebasing: value[start..<end])
            append(atMost: run.count) { to in Self.copy(run, to: to) }
            guard end < value.count else { return replaced }
            if value[end] == 0 { replaced += 1 }
            appendEscaped(value[end])
            start = end + 1
            end = Self.nextSpecial(in: value, from: start)
        }
    }

    @discardableResult
    package mutating func text(_ value: [UInt8]) -> Int {
        value.withUnsafeBufferPointer { text($0) }
    }

    @discardableResult
    package mutating func text(_ value: String) -> Int {
        var value = value
        return value.withUTF8 { text($0) }
    }

    /// Writes a `bytea` in its hex format; the backslash that begins it is itself escaped.
    package mutating func binary(_ value: UnsafeRawBufferPointer) {
        column(atMost: 3 + 2 * value.count) { to in
            to[0] = Byte.backslash
            to[1] = Byte.backslash
            to[2] = Byte.smallX
            for (place, byte) in value.enumerated() {
                to[3 + 2 * place] = Byte.hexDigit(byte >> 4)
                to[4 + 2 * place] = Byte.hexDigit(byte & 0xf)
            }
            return 3 + 2 * value.count
        }
    }

    package mutating func binary(_ value: [UInt8]) {
        value.withUnsafeBytes { binary($0) }
    }

    // MARK: - Bytes

    /// Begins a column with its tab, and appends what the body writes.
    private mutating func column(atMost limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        let separator = isAtRowStart ? 0 : 1
        isAtRowStart = false
        append(atMost: limit + separator) { to in
            to[0] = Byte.tab
            return separator + body(to + separator)
        }
    }

    /// Appends as many bytes as the body says that it wrote, at most so many.
    private mutating func append(atMost limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        // One more, so that a tab can be written where none is needed.
        if storage.count - count <= limit { grow(to: max(2 * storage.count, count + limit + 1, 4_096)) }
        storage.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            count += body(base + count)
        }
    }

    private mutating func grow(to size: Int) {
        storage.reserveCapacity(size)
        storage.append(contentsOf: repeatElement(0, count: size - storage.count))
    }

    private static func copy(_ value: UnsafeBufferPointer<UInt8>, to: UnsafeMutablePointer<UInt8>) -> Int {
        if let start = value.baseAddress { memcpy(to, start, value.count) }
        return value.count
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        append(atMost: 3) { to in
            if byte == 0 {
                (to[0], to[1], to[2]) = (0xEF, 0xBF, 0xBD)
                return 3
            }
            to[0] = Byte.backslash
            switch byte {
            case Byte.newline: to[1] = Byte.smallN
            case Byte.carriageReturn: to[1] = Byte.smallR
            case Byte.tab: to[1] = Byte.smallT
            default: to[1] = byte
            }
            return 2
        }
    }

    /// Where the next byte stands that cannot be sent as it is; the end when there is none. Eight bytes at a time.
    private static func nextSpecial(in value: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        let bytes = UnsafeRawBufferPointer(value)
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // Exact as to whether there is one: a byte up to carriage return, or a backslash.
            let low = (word &- Byte.ones &* 14) & ~word
            let difference = word ^ (Byte.ones &* UInt64(Byte.backslash))
            let backslash = (difference &- Byte.ones) & ~difference
            if (low | backslash) & (Byte.ones << 7) != 0 { break }
            index += 8
        }
        while index < bytes.count {
            switch bytes[index] {
            case Byte.backslash, Byte.newline, Byte.carriageReturn, Byte.tab, 0: return index
            default: index += 1
            }
        }
        return index
    }

    private enum Byte {
        static let tab = UInt8(ascii: "\t")
        static let newline = UInt8(ascii: "\n")
        static let carriageReturn = UInt8(ascii: "\r")
        static let backslash = UInt8(ascii: "\\")
        static let minus = UInt8(ascii: "-")
        static let zero = UInt8(ascii: "0")
        static let capitalN = UInt8(ascii: "N")
        static let smallF = UInt8(ascii: "f")
        static let smallN = UInt8(ascii: "n")
        static let smallR = UInt8(ascii: "r")
        static let smallT = UInt8(ascii: "t")
        static let smallX = UInt8(ascii: "x")
        /// 1 in each of eight bytes.
        static let ones: UInt64 = 0x0101_0101_0101_0101

        static func hexDigit(_ nibble: UInt8) -> UInt8 {
            nibble < 10 ? zero + nibble : UInt8(ascii: "a") + nibble - 10
        }
    }
}
