/// The time of each command relative to the floor's, as a picture: a group of bars for each number of leads.
///
/// It has a ground of its own and both its colours follow the reader's scheme, so it can be read on a light page and on a
/// dark one; what knows no schemes shows the light one.
struct Plot {
    let sizes: [SizeBenchmark.Result]

    private static let barWidth = 44.0
    private static let groupGap = 56.0
    private static let left = 64.0
    private static let top = 76.0
    private static let height = 240.0

    var svg: String {
        let phases = SizeBenchmark.Phase.allCases
        let groupWidth = Double(phases.count) * Self.barWidth
        let width = max(600, Self.left + Double(sizes.count) * (groupWidth + Self.groupGap) + 24)
        let bottom = Self.top + Self.height
        // A little room above the highest bar for its figure.
        let most = max(1, sizes.flatMap { size in phases.map { ratio(size, $0) } }.max() ?? 1) * 1.1
        var parts: [String] = []
        var legend = Self.left
        for (place, phase) in phases.enumerated() {
            parts.append("<rect class=\"bar\(place)\" x=\"\(legend)\" y=\"44\" width=\"12\" height=\"12\" rx=\"2\"/>")
            parts.append("<text x=\"\(legend + 18)\" y=\"54\">\(phase.rawValue)</text>")
            // About as wide as a letter is on average, and room for the next square.
            legend += Double(phase.rawValue.count) * 7 + 44
        }
        for step in steps(to: most) {
            let y = bottom - step / most * Self.height
            parts.append("<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(width - 16)\" y1=\"\(y)\" y2=\"\(y)\"/>")
            parts.append("<text x=\"\(Self.left - 10)\" y=\"\(y + 4)\" text-anchor=\"end\">\(step.formatted(2))</text>")
        }
        for (group, size) in sizes.enumerated() {
            let start = Self.left + Self.groupGap / 2 + Double(group) * (groupWidth + Self.groupGap)
            for (place, phase) in phases.enumerated() {
                let share = ratio(size, phase)
                let barHeight = max(1, share / most * Self.height)
                let x = start + Double(place) * Self.barWidth
                parts.append(
                    "<rect class=\"bar\(place)\" x=\"\(x + 3)\" y=\"\(bottom - barHeight)\" "
                        + "width=\"\(Self.barWidth - 6)\" height=\"\(barHeight)\"/>")
                parts.append(
                    "<text x=\"\(x + Self.barWidth / 2)\" y=\"\(bottom - barHeight - 6)\" text-anchor=\"middle\">"
                        + "\(share.formatted(2))</text>")
            }
            let middle = start + groupWidth / 2
            let seconds = size.figures(.floor, \.wall).median.short
            parts.append(
                "<text class=\"strong\" x=\"\(middle)\" y=\"\(bottom + 22)\" text-anchor=\"middle\">"
                    + "\(size.leads.grouped) leads</text>")
            parts.append(
                "<text x=\"\(middle)\" y=\"\(bottom + 40)\" text-anchor=\"middle\">floor: \(seconds) s</text>")
        }
        return document(parts, width: width, height: bottom + 60)
    }

    private func ratio(_ size: SizeBenchmark.Result, _ phase: SizeBenchmark.Phase) -> Double {
        size.figures(phase, \.wall).median / size.figures(.floor, \.wall).median
    }

    /// Quarters, or halves and wholes where the bars are higher.
    private func steps(to most: Double) -> [Double] {
        let step = most <= 1.6 ? 0.25 : most <= 3.2 ? 0.5 : (most / 5).rounded(.up)
        return Array(stride(from: 0, through: most, by: step))
    }

    private func document(_ parts: [String], width: Double, height: Double) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
        role="img" aria-label="Time of each load relative to the floor">
        <style>
        .ground { fill: #ffffff; }
        text { font: 12px system-ui, sans-serif; fill: #3d444d; }
        .title, .strong { font-weight: 600; fill: #1f2328; }
        .title { font-size: 15px; }
        .grid { stroke: #d1d9e0; }
        .bar0 { fill: #8c959f; } .bar1 { fill: #0969da; } .bar2 { fill: #1a7f37; } .bar3 { fill: #bf8700; }
        @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117; } text { fill: #b1bac4; } .title, .strong { fill: #f0f6fc; } .grid { stroke: #30363d; }
        .bar0 { fill: #7d8590; } .bar1 { fill: #4493f8; } .bar2 { fill: #3fb950; } .bar3 { fill: #d29922; }
        }
        </style>
        <rect class="ground" width="\(width)" height="\(height)" rx="8"/>
        <text class="title" x="\(Self.left)" y="28">Time relative to the floor (less is better)</text>
        \(parts.joined(separator: "\n"))
        </svg>

        """
    }
}
