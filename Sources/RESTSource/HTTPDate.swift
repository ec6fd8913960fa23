internal import struct FoundationEssentials.Date

extension Date {
    /// Reads a date as HTTP writes it, in any of the three forms a recipient must accept (RFC 9110, section 5.6.7):
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    init?(httpDate text: String) {
        var words = text.split(whereSeparator: { " ,-".contains($0) }).dropFirst().map(String.init)
        if words.last == "GMT" {
            words.removeLast()
        } else if words.count == 4 {
            words = [words[1], words[0], words[3], words[2]]
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 4, let day = Int(words[0]), (1...31).contains(day),
            let month = months.firstIndex(of: words[1]), var year = Int(words[2]), (0...9999).contains(year)
        else { return nil }
        let clock = words[3].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        if words[2].count == 2 { year += year < 70 ? 2000 : 1900 }

        // Days since 1970-01-01 in the Gregorian calendar, years counted from March so that the leap day comes last.
        let marchYear = month < 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        let days = 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
        self.init(timeIntervalSince1970: Double(days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]))
    }
}
