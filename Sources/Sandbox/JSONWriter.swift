/// Writes JSON straight into bytes, escaped the way PHP does when it is told to.
///
/// Commas are placed by the writer; the caller opens, names, writes and closes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// `/` becomes `\/`, as in the older captures.
    var escapesSlashes = false
    /// What is not ASCII becomes `\uXXXX`, as PHP does by default.
    var escapesUnicode = false

    private var needsComma = false

    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    var count: Int { bytes.count }

    // MARK: - Structure

    mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Starts the next value without a comma: for values that are stored one after another and joined when served.
    mutating func startAfresh() {
        needsComma = false
    }

    /// The next key follows others that were written elsewhere.
    mutating func resume() {
        needsComma = true
    }

    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: - Values

    mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func value(_ number: some BinaryInteger) {
        separate()
        append(digitsOf: Int64(number), width: 1)
        needsComma = true
    }

    mutating func value(_ flag: Bool) {
        raw(flag ? "true" : "false")
    }

    mutating func value(_ time: UTCTime) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(time, between: UInt8(ascii: "T"))
        bytes.append(UInt8(ascii: "Z"))
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// The zone-less spelling that one production client has met: `2026-03-04 15:06:07`.
    mutating func spacedValue(_ time: UTCTime) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(time, between: UInt8(ascii: " "))
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// The same instant as told in the east of America: `2026-03-04T10:06:07-05:00`.
    mutating func offsetValue(_ time: UTCTime) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(UTCTime(seconds: time.seconds - 5 * 3_600), between: UInt8(ascii: "T"))
        append("-05:00")
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    mutating func value(_ money: Money) {
        separate()
        append(money.decimalText)
        needsComma = true
    }

    mutating func null() {
        raw("null")
    }

    /// A value that is JSON already.
    mutating func raw(_ json: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
        needsComma = true
    }

    /// JSON that was begun elsewhere; what comes next is its first value.
    mutating func append(_ json: [UInt8]) {
        bytes.append(contentsOf: json)
        needsComma = false
    }

    // MARK: - Bytes

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(_ time: UTCTime, between separator: UInt8) {
        let (year, month, day) = time.civil
        let second = time.seconds - time.startOfDay.seconds
        append(digitsOf: Int64(year), width: 4)
        bytes.append(UInt8(ascii: "-"))
        append(digitsOf: Int64(month), width: 2)
        bytes.append(UInt8(ascii: "-"))
        append(digitsOf: Int64(day), width: 2)
        bytes.append(separator)
        append(digitsOf: second / 3_600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        append(digitsOf: second / 60 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        append(digitsOf: second % 60, width: 2)
    }

    private mutating func append(digitsOf number: Int64, width: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = number.magnitude
        var divisor: UInt64 = 1
        var digits = 1
        while magnitude / divisor >= 10 || digits < width {
            divisor *= 10
            digits += 1
        }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / divisor % 10))
            divisor /= 10
        }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        let needsEscapes = text.withUTF8 { utf8 in
            if utf8.contains(where: { !isPlain($0) }) { return true }
            bytes.append(contentsOf: utf8)
            return false
        }
        if needsEscapes { for scalar in text.unicodeScalars { append(escaped: scalar) } }
        bytes.append(UInt8(ascii: "\""))
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "/") { return !escapesSlashes }
        if byte >= 0x80 { return !escapesUnicode }
        return byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func append(escaped scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"")
        case "\\": append("\\\\")
        case "\n": append("\\n")
        case "\r": append("\\r")
        case "\t": append("\\t")
        case "\u{8}": append("\\b")
        case "\u{c}": append("\\f")
        case "/" where escapesSlashes: append("\\/")
        case _ where scalar.value < 0x20: append(unicodeEscape: UInt16(scalar.value))
        case _ where scalar.value >= 0x80 && escapesUnicode:
            for unit in scalar.utf16 { append(unicodeEscape: unit) }
        default:
            bytes.append(contentsOf: scalar.utf8)
        }
    }

    private mutating func append(unicodeEscape unit: UInt16) {
        append("\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 0xf
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
