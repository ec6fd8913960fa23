import Books
import Foundation

/// Bars over days: a drawing that says in its description what it shows, and a table with its numbers.
///
/// The drawing is stretched to the width there is, so no text stands in it.
struct BarChart {
    struct Bar {
        /// What it stands for, such as a day.
        let name: String
        let value: Int
    }

    /// Unique within the page.
    let id: String
    let title: String
    /// What is counted: `record`.
    let unit: String
    /// Another colour and pattern, for what is no good news.
    var isTrouble = false
    let bars: [Bar]
    /// What the table calls the bars.
    var barTitle = "day (UTC)"

    var html: HTML {
        """
        <figure class="chart" id="\(id)">
        <figcaption><span class="chart-title">\(title)</span> <span class="quiet">\(summary)</span></figcaption>
        \(total == 0 ? none : plot)</figure>

        """
    }

    private var none: HTML { "<p class=\"none\">None in these days.</p>" }

    private var plot: HTML {
        """
        <div class="plot"><span class="top" aria-hidden="true">\(highest.grouped)</span>\(drawing)</div>
        <div class="axis" aria-hidden="true"><span>\(bars.first?.name ?? "")</span><span>\(bars.last?.name ?? "")</span></div>
        <details id="\(id)-numbers"><summary>Numbers of “\(title)”</summary>\(table)</details>
        """
    }

    private var total: Int { bars.reduce(0) { $0 + $1.value } }
    private var highest: Int { bars.map(\.value).max() ?? 0 }
    private var summary: String {
        "\(Figure.counted(total, unit)) in \(Figure.counted(bars.count, "day"))"
    }

    private var drawing: HTML {
        let most = bars.max { $0.value < $1.value }
        let peak = most.map { $0.value > 0 ? "; the most, \($0.value.grouped), on \($0.name)" : "" } ?? ""
        let fill: HTML = isTrouble ? "url(#\(id)-hatch)" : "currentColor"
        let kind: HTML = isTrouble ? "trouble" : "plain"
        let shapes = bars.enumerated().map { index, bar -> HTML in
            // A bar of one among thousands can be seen all the same.
            let height = bar.value == 0 ? 0 : max(1.5, 100 * Double(bar.value) / Double(max(highest, 1)))
            return """
                <rect x="\(Double(index) * 10 + 1)" y="\(100 - height)" width="8" height="\(height)" fill="\(fill)"/>\
                <rect class="reach" x="\(index * 10)" y="0" width="10" height="100" fill="transparent">\
                <title>\(bar.name): \(Figure.counted(bar.value, unit))</title></rect>
                """
        }
        return """
            <svg class="bars \(kind)" viewBox="0 0 \(max(bars.count, 1) * 10) 100" preserveAspectRatio="none" role="img" \
            aria-labelledby="\(id)-title \(id)-desc"><title id="\(id)-title">\(title)</title>\
            <desc id="\(id)-desc">\(summary)\(peak)</desc>\(hatch)\(shapes)</svg>
            """
    }

    private var hatch: HTML {
        guard isTrouble else { return "" }
        return """
            <defs><pattern id="\(id)-hatch" width="3" height="6" patternUnits="userSpaceOnUse">\
            <rect width="3" height="6" fill="currentColor"/><rect class="gap" width="3" height="2"/></pattern></defs>
            """
    }

    private var table: HTML {
        DataTable(
            id: "\(id)-table", caption: "\(title)", columns: [.text("\(barTitle)"), .number("\(unit)s")],
            rows: bars.reversed().map { ["\($0.name)", "\($0.value.grouped)"] }
        ).html
    }
}
