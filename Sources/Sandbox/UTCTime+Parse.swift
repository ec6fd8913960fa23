extension UTCTime {
    /// A date or an instant as `start_date` and `end_date` take them (API reference, "Dates").
    ///
    /// A zone-less instant is universal time. A fraction of a second is dropped.
    ///
    /// - Returns: the time, and whether it was a date without a time of day; nil when it is neither.
    static func parse(_ text: String) -> (time: UTCTime, isDateOnly: Bool)? {
        var digits = Digits(bytes: Array(text.utf8))
        guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
            let day = digits.number(2), (1...12).contains(month), day >= 1, day <= daysIn(month: month, year: year)
        else { return nil }
        let midnight = secondsAtMidnight(year: year, month: month, day: day)
        if digits.isAtEnd { return (UTCTime(seconds: midnight), true) }

        guard digits.take("T") || digits.take(" "), let hour = digits.number(2), hour < 24, digits.take(":"),
            let minute = digits.number(2), minute < 60
        else { return nil }
        var second = 0
        if digits.take(":") {
            guard let parsed = digits.number(2), parsed < 60 else { return nil }
            second = parsed
            if digits.take(".") { digits.skipDigits() }
        }
        guard let offset = digits.zoneOffset(), digits.isAtEnd else { return nil }
        let local = midnight + Int64(hour * 3_600 + minute * 60 + second)
        return (UTCTime(seconds: local - Int64(offset)), false)
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func secondsAtMidnight(year: Int, month: Int, day: Int) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468) * UTCTime.day
    }
}

/// Reads fixed-width numbers off the front of a text.
private struct Digits {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + width] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += width
        return value
    }

    mutating func skipDigits() {
        while number(1) != nil {}
    }

    /// Seconds east of Greenwich; 0 for `Z` and for no zone at all; nil for anything else.
    mutating func zoneOffset() -> Int? {
        if isAtEnd || take("Z") { return 0 }
        // An unescaped plus arrives as a space.
        let sign: Int
        if take("-") { sign = -1 } else if take("+") || take(" ") { sign = 1 } else { return nil }
        guard let hours = number(2) else { return nil }
        _ = take(":")
        guard let minutes = number(2) else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
