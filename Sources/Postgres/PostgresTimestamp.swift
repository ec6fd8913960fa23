import FoundationEssentials

/// An instant as Postgres counts it: microseconds since the start of 2000, UTC.
struct PostgresTimestamp {
    /// Nil is beyond what `timestamptz` can hold.
    private let microseconds: Int64?
    private let isPast: Bool

    /// Seconds from the reference date of `Date` (2001-01-01) back to that of Postgres (2000-01-01).
    private static let epochDistance: Double = -31_622_400

    init(_ date: Date) {
        // Rounded as a sum of whole seconds and a fraction: one product of 10^15 would lose the last microsecond.
        let seconds = date.timeIntervalSinceReferenceDate - Self.epochDistance
        isPast = seconds < 0
        guard seconds > -211_813_488_000, seconds < 9_224_318_016_000 else {
            microseconds = nil
            return
        }
        let whole = seconds.rounded(.down)
        let fraction = date.timeIntervalSinceReferenceDate - (whole + Self.epochDistance)
        microseconds = Int64(whole) * 1_000_000 + Int64((fraction * 1_000_000).rounded())
    }

    static func date(microseconds: Int64) -> Date {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: epochDistance + Double(seconds) + Double(rest) / 1_000_000)
    }

    static func date(days: Int32) -> Date {
        Date(timeIntervalSinceReferenceDate: epochDistance + Double(days) * 86_400)
    }

    var text: String {
        guard let microseconds else { return isPast ? "-infinity" : "infinity" }
        var day = microseconds / 86_400_000_000
        var rest = microseconds % 86_400_000_000
        if rest < 0 {
            rest += 86_400_000_000
            day -= 1
        }
        // Days to a civil date: Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms". 730,425 days
        // lie between 0000-03-01 and 2000-01-01.
        let shifted = day + 730_425
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)

        let second = rest / 1_000_000
        let date = "\(padded(year > 0 ? year : 1 - year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        let time = "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        return "\(date)T\(time).\(padded(rest % 1_000_000, 6))Z\(year > 0 ? "" : " BC")"
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
