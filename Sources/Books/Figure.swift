import Foundation

/// Numbers as a person reads them, the same wherever the page is read.
package enum Figure {
    /// `1 record`, `12,345 records`.
    package static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number.grouped) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `640 kB`, `1.2 MB`: decimal, as disks are sold.
    package static func bytes(_ bytes: Int) -> String {
        var amount = Double(bytes)
        if amount < 1_000 { return "\(bytes) B" }
        for unit in ["kB", "MB", "GB", "TB"] {
            amount /= 1_000
            if amount < 1_000 || unit == "TB" { return "\(short(amount)) \(unit)" }
        }
        return "\(bytes) B"
    }

    /// `640 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`.
    package static func duration(_ seconds: Double) -> String {
        let seconds = max(0, seconds)
        if seconds < 0.9995 { return "\(Int((seconds * 1_000).rounded())) ms" }
        if seconds < 59.95 { return "\(short(seconds)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3_600 { return "\(whole / 60) min" + (whole % 60 > 0 ? " \(whole % 60) s" : "") }
        let minutes = whole / 60
        if minutes < 48 * 60 { return "\(minutes / 60) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "") }
        return "\(minutes / 1_440) days"
    }

    /// `0.4 %`, `37 %`.
    package static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "" }
        let percent = 100 * Double(part) / Double(whole)
        if part > 0, percent < 0.05 { return "< 0.1 %" }
        if part < whole, percent >= 99.5 { return "\(String(format: "%.1f", min(percent, 99.9))) %" }
        return percent < 10 && part > 0 ? "\(String(format: "%.1f", percent)) %" : "\(Int(percent.rounded())) %"
    }

    private static func short(_ amount: Double) -> String {
        amount < 9.95 ? String(format: "%.1f", amount) : String(Int(amount.rounded()))
    }
}

extension Int {
    /// `12,345`, whatever the locale: what is told of the books is the same everywhere.
    package var grouped: String {
        formatted(.number.locale(Locale(identifier: "en_US")).grouping(.automatic))
    }
}
