import Books

/// For each resource, how long its pages were fetched, staged and merged.
struct JobTimes {
    let sums: [BatchSums]

    var html: HTML {
        guard !sums.isEmpty else { return "<p class=\"quiet\">No batch was merged yet.</p>" }
        let longest = sums.map(\.milliseconds).max() ?? 0
        let table = DataTable(
            id: "times", caption: "Summed over the pages: those that were fetched side by side took less by the clock",
            columns: [
                .text("resource"), .text("share"), .number("fetch"), .number("stage"), .number("merge"),
                .number("pages"),
                .number("received"), .number("WAL"),
            ],
            rows: sums.map { sum in
                [
                    "\(sum.resource)", bar(sum, longest: longest), time(sum.fetchMs), time(sum.stageMs),
                    time(sum.mergeMs),
                    "\(sum.pages.grouped)", "\(Figure.bytes(sum.bytes))",
                    "\(sum.walBytes.map { Figure.bytes($0) } ?? "–")",
                ]
            })
        return """
            <ul class="legend" aria-hidden="true"><li><span class="key fetch"></span>fetch</li>\
            <li><span class="key stage"></span>stage</li><li><span class="key merge"></span>merge</li></ul>
            \(table.html)
            """
    }

    private func time(_ milliseconds: Int) -> HTML { "\(Figure.duration(Double(milliseconds) / 1_000))" }

    /// The numbers stand beside it, so that it is drawn for the eye only.
    private func bar(_ sum: BatchSums, longest: Int) -> HTML {
        let unit = 200 / Double(max(longest, 1))
        let (fetch, stage, merge) = (Double(sum.fetchMs) * unit, Double(sum.stageMs) * unit, Double(sum.mergeMs) * unit)
        return """
            <svg class="stack" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="fetch" width="\(fetch)" height="12"/><rect class="stage" x="\(fetch)" width="\(stage)" height="12"/>\
            <rect class="merge" x="\(fetch + stage)" width="\(merge)" height="12"/></svg>
            """
    }
}
