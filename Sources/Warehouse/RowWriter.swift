/// Writes rows in the text format of `COPY`, and is the only place that knows it (PostgreSQL manual, COPY, "File Formats").
///
/// A row is written column by column with one call each, in the order of the staging table's columns, and ends with
/// ``endRow()``. Nothing is boxed: bytes go from where they were received into the buffer, escaped by whole runs. A row
/// that turns out wrong half-way is taken back with ``rollBack(to:)``.
package struct RowWriter: Sendable {
    /// What is to be sent, complete rows only outside of a row being written.
    package private(set) var bytes: [UInt8] = []

    /// How many rows were completed.
    package private(set) var rows = 0

    private var isAtRowStart = true

    package init() {}

    /// A state to which the writer can be taken back.
    package struct Mark: Sendable {
        fileprivate let count: Int
        fileprivate let rows: Int
    }

    package var mark: Mark {
        Mark(count: bytes.count, rows: rows)
    }

    /// Takes back everything that was written since the mark.
    package mutating func rollBack(to mark: Mark) {
        bytes.removeSubrange(mark.count...)
        rows = mark.rows
        isAtRowStart = true
    }

    /// Forgets all rows and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        rows = 0
        isAtRowStart = true
    }

    package mutating func endRow() {
        bytes.append(Byte.newline)
        rows += 1
        isAtRowStart = true
    }

    package mutating func null() {
        separate()
        bytes.append(Byte.backslash)
        bytes.append(Byte.capitalN)
    }

    package mutating func integer(_ value: Int64) {
        separate()
        if value >= 0 && value < 10 {
            bytes.append(Byte.zero + UInt8(truncatingIfNeeded: value))
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    package mutating func boolean(_ value: Bool) {
        separate()
        bytes.append(value ? Byte.smallT : Byte.smallF)
    }

    /// Writes bytes that hold nothing to escape: the text of a number or of an instant.
    package mutating func verbatim(_ value: UnsafeBufferPointer<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Writes text. A NUL, which PostgreSQL's text cannot hold, becomes U+FFFD.
    ///
    /// - Returns: how many characters were replaced.
    @discardableResult
    package mutating func text(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        separate()
        return escape(value)
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
    package mutating func binary(_ value: some Sequence<UInt8>) {
        separate()
        bytes.append(Byte.backslash)
        bytes.append(Byte.backslash)
        bytes.append(Byte.smallX)
        for byte in value {
            bytes.append(Byte.hexDigit(byte >> 4))
            bytes.append(Byte.hexDigit(byte & 0xf))
        }
    }

    private mutating func separate() {
        if isAtRowStart {
            isAtRowStart = false
        } else {
            bytes.append(Byte.tab)
        }
    }

    private mutating func escape(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        var replaced = 0
        var runStart = 0
        for index in value.indices {
            let byte = value[index]
            // Everything to escape but the backslash lies at or below carriage return.
            guard byte <= Byte.carriageReturn || byte == Byte.backslash else { continue }
            let letter: UInt8
            switch byte {
            case Byte.backslash: letter = Byte.backslash
            case Byte.newline: letter = Byte.smallN
            case Byte.carriageReturn: letter = Byte.smallR
            case Byte.tab: letter = Byte.smallT
            case 0: letter = 0
            default: continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[runStart..<index]))
            runStart = index + 1
            if letter == 0 {
                bytes.append(contentsOf: Byte.replacementCharacter)
                replaced += 1
            } else {
                bytes.append(Byte.backslash)
                bytes.append(letter)
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[runStart...]))
        return replaced
    }

    private enum Byte {
        static let tab = UInt8(ascii: "\t")
        static let newline = UInt8(ascii: "\n")
        static let carriageReturn = UInt8(ascii: "\r")
        static let backslash = UInt8(ascii: "\\")
        static let zero = UInt8(ascii: "0")
        static let capitalN = UInt8(ascii: "N")
        static let smallF = UInt8(ascii: "f")
        static let smallN = UInt8(ascii: "n")
        static let smallR = UInt8(ascii: "r")
        static let smallT = UInt8(ascii: "t")
        static let smallX = UInt8(ascii: "x")
        static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

        static func hexDigit(_ nibble: UInt8) -> UInt8 {
            nibble < 10 ? zero + nibble : UInt8(ascii: "a") + nibble - 10
        }
    }
}
