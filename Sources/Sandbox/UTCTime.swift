internal import Foundation

/// A second of universal time, in the two spellings the API uses and the several it accepts.
///
/// Rendered and parsed by hand: a page has thousands of timestamps, and formatters are slow and depend on a locale.
struct UTCTime: Hashable, Comparable, Sendable {
    static let day: Int64 = 86_400

    /// Since 1970-01-01T00:00:00Z.
    let seconds: Int64

    init(seconds: Int64) {
        self.seconds = seconds
    }

    init(_ date: Date) {
        seconds = Int64(date.timeIntervalSince1970.rounded(.down))
    }

    var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

    static func < (left: UTCTime, right: UTCTime) -> Bool { left.seconds < right.seconds }

    /// The midnight that begins this time's day.
    var startOfDay: UTCTime {
        UTCTime(seconds: seconds - Self.remainder(seconds))
    }

    /// `2026-03-04T15:06:07Z`.
    var iso8601: String {
        let (year, month, day) = civil
        let second = Int(Self.remainder(seconds))
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
            + "\(Self.padded(second / 3_600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))Z"
    }

    /// `Wed, 04 Mar 2026 15:06:07 GMT`, the form of the HTTP `Date` header (RFC 1123).
    var rfc1123: String {
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let days = Int((seconds - Self.remainder(seconds)) / Self.day)
        let (year, month, day) = civil
        let second = Int(Self.remainder(seconds))
        return "\(weekdays[((days % 7) + 7) % 7]), \(Self.padded(day, 2)) \(months[month - 1]) \(Self.padded(year, 4)) "
            + "\(Self.padded(second / 3_600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2)) GMT"
    }

    /// Year, month and day in the Gregorian calendar.
    var civil: (year: Int, month: Int, day: Int) {
        // Days are counted in eras of 400 years that begin on a first of March, so that a leap day is the last of its year.
        let days = Int((seconds - Self.remainder(seconds)) / Self.day) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func remainder(_ seconds: Int64) -> Int64 {
        let rest = seconds % day
        return rest < 0 ? rest + day : rest
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
