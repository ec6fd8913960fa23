/// An instant as APIs write it, read without any locale or library: seconds since 1970 and a fraction.
///
/// Accepted: ISO 8601 dates and date-times, `T` or a space between them, up to six digits of a second's fraction, `Z` or
/// an offset (`+05`, `+0530`, `+05:30`). What names no zone is UTC.
struct Instant: Sendable, Hashable, Comparable {
    let seconds: Int64
    let microseconds: Int32

    /// Whether the text named its zone; if not, a column's text needs one added.
    let namedZone: Bool

    static func < (left: Instant, right: Instant) -> Bool {
        (left.seconds, left.microseconds) < (right.seconds, right.microseconds)
    }

    /// Nil when the bytes are no instant, or one that would have to be rounded.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = DigitReader(bytes)
        guard let year = reader.digits(4), year > 0, reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), 1...12 ~= month, 1...Self.days(inMonth: month, of: year) ~= day
        else { return nil }
        var seconds = Self.days(year: year, month: month, day: day) * 86_400
        var microseconds = 0
        var namedZone = false
        if !reader.isAtEnd {
            guard reader.skip("T") || reader.skip(" ") || reader.skip("t"), let hour = reader.digits(2), hour < 24,
                reader.skip(":"), let minute = reader.digits(2), minute < 60
            else { return nil }
            var second = 0
            if reader.skip(":") {
                // 60 is a leap second; the server counts it as the next minute, and so does this.
                guard let value = reader.digits(2), value <= 60 else { return nil }
                second = value
                if reader.skip(".") {
                    guard let fraction = reader.fraction() else { return nil }
                    microseconds = fraction
                }
            }
            seconds += hour * 3_600 + minute * 60 + second
            guard let offset = reader.offset() else { return nil }
            namedZone = offset.named
            seconds -= offset.seconds
        }
        guard reader.isAtEnd else { return nil }
        self.seconds = Int64(seconds)
        self.microseconds = Int32(microseconds)
        self.namedZone = namedZone
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar, by years that begin in March.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

/// Reads fixed-width digits and single characters from bytes.
private struct DigitReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func digits(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for place in index..<(index + count) {
            guard let digit = digit(at: place) else { return nil }
            value = value * 10 + digit
        }
        index += count
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Microseconds; digits beyond the sixth must be zeros, or something would be lost.
    mutating func fraction() -> Int? {
        var value = 0
        var count = 0
        while index < bytes.count, let digit = digit(at: index) {
            if count < 6 {
                value = value * 10 + digit
            } else if digit != 0 {
                return nil
            }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in stride(from: count, to: 6, by: 1) {
            value *= 10
        }
        return value
    }

    mutating func offset() -> (seconds: Int, named: Bool)? {
        if isAtEnd { return (0, false) }
        if skip("Z") || skip("z") { return (0, true) }
        let sign: Int
        if skip("+") {
            sign = 1
        } else if skip("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = digits(2), hours <= 15 else { return nil }
        if isAtEnd { return (sign * hours * 3_600, true) }
        _ = skip(":")
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return (sign * (hours * 3_600 + minutes * 60), true)
    }

    private func digit(at place: Int) -> Int? {
        let byte = bytes[place]
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
    }
}
