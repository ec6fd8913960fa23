/// A day of the calendar, in UTC.
struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    let number: Int

    init(number: Int) { self.number = number }

    /// - Parameter text: as 2024-01-31; nil when there is no such day, or it lies outside of 1970 to 2199.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1970...2199).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        number = Self.number(year: year, month: month, day: day)
        // The 31st of February is the third of March.
        guard description == text else { return nil }
    }

    static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    func adding(_ days: Int) -> Day { Day(number: number + days) }

    var description: String {
        let (year, month, day) = civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(year)-\(two(month))-\(two(day))"
    }

    // Both ways by counting from March, so that the day of a leap year comes last
    // (https://howardhinnant.github.io/date_algorithms.html).

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let (year, civilMonth) = (yearOfEra + era * 400, month < 10 ? month + 3 : month - 9)
        return (civilMonth <= 2 ? year + 1 : year, civilMonth, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}
