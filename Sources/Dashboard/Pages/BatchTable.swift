import Books
import Foundation

/// The batches of a package, some at a time: each became visible in one transaction.
struct BatchTable {
    let report: PackageReport
    /// The place of the first one that is shown, from 1.
    let first: Int
    let size: Int

    var html: HTML {
        guard report.batchCount > 0 else {
            return "<p class=\"quiet\">No batch was merged: nothing of it is in the tables.</p>"
        }
        let last = first + report.batches.count - 1
        let which =
            report.batches.isEmpty
            ? "None from the \(first.grouped)th on: there are \(report.batchCount.grouped)"
            : "\(first.grouped) to \(last.grouped) of \(report.batchCount.grouped); each became visible in one transaction"
        let table = DataTable(
            id: "batches", caption: "\(which)",
            columns: [
                .text("merged (UTC)"), .text("resource"), .number("batch"), .text("created from (UTC)"),
                .text("until (UTC)"),
                .number("pages"),
            ] + Counts.columns + [.number("fetch"), .number("stage"), .number("merge"), .number("received")],
            rows: report.batches.map { row($0) })
        return "\(table.html)\(pager)"
    }

    private func row(_ batch: BatchSummary) -> [HTML] {
        let head: [HTML] = [
            Moment.time(batch.mergedAt), "\(batch.resource)", "\(batch.batch)",
            batch.from.map { Moment.time($0) } ?? "", batch.until.map { Moment.time($0) } ?? "",
            "\(batch.pages.grouped)",
        ]
        let times = [batch.fetchMs, batch.stageMs, batch.mergeMs].map { milliseconds -> HTML in
            "\(Figure.duration(Double(milliseconds) / 1_000))"
        }
        return head + Counts(batch).cells + times + ["\(Figure.bytes(batch.bytes))"]
    }

    private var pager: HTML {
        func link(_ batch: Int, _ words: String) -> HTML {
            "<a href=\"\(Address.page(Address.package(report.package.packageID), [("batch", String(batch))]))\">\(words)</a>"
        }
        let earlier = first > 1 ? link(max(1, first - size), "Earlier batches") : ""
        let next = first + report.batches.count
        let later = next <= report.batchCount && !report.batches.isEmpty ? link(next, "Later batches") : ""
        return earlier.text.isEmpty && later.text.isEmpty
            ? "" : "<nav class=\"pager\" aria-label=\"More batches\">\(earlier)\(later)</nav>"
    }
}
