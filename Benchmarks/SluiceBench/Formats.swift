import Foundation

extension Double {
    /// With so many places behind the point; a dash where there is nothing.
    func formatted(_ places: Int) -> String {
        isFinite ? String(format: "%.\(places)f", self) : "–"
    }

    /// Seconds, or a ratio: the smaller, the more places.
    var short: String { formatted(self < 0.095 ? 3 : 2) }

    /// Bytes as megabytes of a million.
    var megabytes: String { (self / 1_000_000).formatted(self < 10_000_000 ? 1 : 0) }
}

extension Int {
    /// `100,000`
    var grouped: String {
        var text = ""
        for (place, digit) in String(magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (self < 0 ? "-" : "") + String(text.reversed())
    }
}

extension Figures {
    /// `2.41 (2.38–2.60)`
    var withRange: String { "\(median.short) (\(minimum.short)–\(maximum.short))" }
}

extension Measurement {
    /// For the progress.
    var words: String {
        let data = dataWAL.map { ", of it data \(Double($0.bytes).megabytes) MB in \($0.records) records" } ?? ""
        return "\(wall.short) s, client \(clientCPU.short) s, server \(serverCPU.short) s, "
            + "\(Double(peakMemory).megabytes) MB, WAL \(Double(walBytes).megabytes) MB\(data)"
    }
}

/// A table of Markdown.
struct MarkdownTable {
    private var lines: [String]

    /// The first column is text, the others are figures.
    init(_ titles: [String]) {
        lines = [Self.line(titles), Self.line(titles.indices.map { $0 == 0 ? "---" : "---:" })]
    }

    mutating func add(_ cells: [String]) { lines.append(Self.line(cells)) }

    var text: String { lines.joined(separator: "\n") }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
