import Books
import Foundation

/// The last packages as bars, the latest at the right: how they ended by colour, pattern and words, how long they took by
/// height. Each leads to its page.
struct PackageTimeline {
    /// The latest first, as they are listed.
    let packages: [PackageSummary]
    let now: Date

    var html: HTML {
        guard let oldest = packages.last, let newest = packages.first else { return "" }
        return """
            <figure class="chart" id="timeline">
            <figcaption><span class="chart-title">The last loads</span> <span class="quiet">\(summary)</span></figcaption>
            <div class="plot"><span class="top" aria-hidden="true">\(Figure.duration(longest))</span>\(drawing)</div>
            <div class="axis" aria-hidden="true"><span>\(packages.count == slots ? Moment(oldest.startedAt, now: now).ago : "")</span>\
            <span>\(Moment(newest.startedAt, now: now).ago)</span></div>
            <ul class="legend" aria-label="What the bars of the last loads mean">\(legend)</ul>
            </figure>

            """
    }

    /// A few bars are as broad as many, rather than a wall each.
    private var slots: Int { max(packages.count, 12) }
    private var longest: Double { packages.map(\.seconds).max() ?? 0 }

    private var summary: String {
        let counts = StatusMark.packageStatuses.compactMap { status -> String? in
            let count = packages.filter { $0.status == status }.count
            return count > 0 ? "\(count) \(status)" : nil
        }
        return counts.joined(separator: ", ") + "; higher took longer"
    }

    private var drawing: HTML {
        let bars = packages.reversed().enumerated().map { index, package in
            bar(package, at: slots - packages.count + index)
        }
        return """
            <svg class="bars timeline" viewBox="0 0 \(slots * 10) 100" preserveAspectRatio="none" role="group" \
            aria-label="The last loads, the latest last">\(patterns)\(bars)</svg>
            """
    }

    private func bar(_ package: PackageSummary, at index: Int) -> HTML {
        let height = self.height(package.seconds)
        let group = StatusMark.group(package.status)
        let words =
            "\(package.status): \(package.dataset), \(Moment.exact(package.startedAt)) UTC, took \(Figure.duration(package.seconds)), "
            + Figure.counted(package.records, "record")
        return """
            <a href="\(Address.package(package.packageID))" aria-label="\(words)" class="\(group)">\
            <rect class="reach" x="\(index * 10)" y="0" width="10" height="100" fill="transparent"/>\
            <rect class="bar" x="\(Double(index) * 10 + 1)" y="\(100 - height)" width="8" height="\(height)" \
            fill="\(Self.fill(group))"/><title>\(words)</title></a>
            """
    }

    /// By its logarithm, so that a back-fill of hours does not make those of seconds vanish.
    private func height(_ seconds: Double) -> Double {
        max(6, 100 * log(1 + max(0, seconds)) / max(log(1 + longest), 0.01))
    }

    private static func fill(_ group: String) -> HTML {
        switch group {
        case "half": "url(#timeline-half)"
        case "bad": "url(#timeline-bad)"
        case "busy": "url(#timeline-busy)"
        case "idle": "url(#timeline-idle)"
        default: "currentColor"
        }
    }

    private var patterns: HTML {
        // Stripes across: the drawing is stretched, and they stay as they are.
        let kinds: [(name: HTML, gap: HTML)] = [
            ("half", "<rect class=\"gap\" width=\"8\" height=\"4\"/>"),
            ("bad", "<rect class=\"gap\" width=\"8\" height=\"2\"/>"),
            ("busy", "<rect class=\"gap\" width=\"8\" height=\"6\"/>"),
            (
                "idle",
                "<rect class=\"gap\" width=\"8\" height=\"1\"/><rect class=\"gap\" y=\"4\" width=\"8\" height=\"1\"/>"
            ),
        ]
        let patterns = kinds.map { kind -> HTML in
            """
            <pattern id="timeline-\(kind.name)" class="\(kind.name)" width="8" height="8" patternUnits="userSpaceOnUse">\
            <rect class="ink" width="8" height="8" fill="currentColor"/>\(kind.gap)</pattern>
            """
        }
        return "<defs>\(patterns)</defs>"
    }

    private var legend: HTML {
        StatusMark.packageStatuses.filter { status in packages.contains { $0.status == status } }.map { status in
            "<li>\(StatusMark.html(status))</li>"
        }.joined()
    }
}
