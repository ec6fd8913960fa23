import Books
import Foundation
import Postgres

/// What somebody wants to know at a glance: is anything wrong, and are the numbers in.
struct OverviewPage {
    let report: StatusReport
    let days: [DayCounts]
    let dataset: String?
    let datasets: [String]

    /// Packages of the timeline.
    private static let last = 30

    static func read(_ ask: PageAsk, _ books: Transaction) async throws -> OverviewPage {
        let datasets = try await StatusReport.datasets(on: books)
        let dataset = try ask.choice("dataset", of: datasets)
        let report = try await StatusReport.read(dataset: dataset, last: last, on: books)
        let days =
            datasets.isEmpty ? [] : try await DayCounts.list(dataset: dataset, days: 30, on: books)
        return OverviewPage(report: report, days: days, dataset: dataset, datasets: datasets)
    }

    func html(version: String) -> HTML {
        Frame(
            version: version, title: "Overview", section: .overview, now: report.now,
            isRunning: !report.holders.isEmpty, news: news
        ).html(report.packages.isEmpty ? beginning : content)
    }

    private var beginning: HTML {
        """
        <h1>Overview</h1>
        <div class="empty"><p>No load has run in this database yet.</p>
        <p>Begin with <code>sluice load</code>, or <code>sluice demo</code> to try it; this page then tells what they bring.</p></div>
        """
    }

    private var content: HTML {
        """
        <div class="title"><h1>Overview</h1>\(DatasetChoice(path: "/", datasets: datasets, chosen: dataset).html)</div>
        \(ConcernList(concerns: report.concerns, freshness: report.freshness, now: report.now).html)
        \(atWork)
        <section aria-labelledby="fresh"><h2 id="fresh">How fresh it is</h2>\(freshness)</section>
        <section aria-labelledby="loads"><h2 id="loads">Loads</h2>
        \(PackageTimeline(packages: report.packages.map(\.summary), now: report.now).html)
        \(PackageTable(id: "last", caption: "The last loads", packages: Array(report.packages.map(\.summary).prefix(8)), now: report.now).html)
        <p><a href="\(Address.page("/packages", [("dataset", dataset)]))">All loads</a></p></section>
        <section aria-labelledby="by-day"><h2 id="by-day">By day</h2><div class="pair">
        \(BarChart(id: "records", title: "Records received", unit: "record", bars: days.map { .init(name: $0.day, value: $0.records) }).html)
        \(BarChart(id: "rejected", title: "Records rejected", unit: "record", isTrouble: true, bars: days.map { .init(name: $0.day, value: $0.rejected) }).html)
        </div></section>
        \(budgets)\(spans)
        """
    }

    private var news: String {
        let work = report.holders.map { holder -> String in
            let package = report.packages.first { $0.summary.packageID == holder.packageID }
            let done = package?.jobs.filter { $0.status != "started" }.count ?? 0
            return "\(holder.dataset) is being loaded, \(Figure.counted(done, "resource")) done"
        }
        if !work.isEmpty { return work.joined(separator: "; ") }
        return report.packages.first.map { "the last load of \($0.summary.dataset): \($0.summary.status)" } ?? ""
    }

    // MARK: - Its parts

    private var atWork: HTML {
        report.holders.map { holder -> HTML in
            let package = report.packages.first { $0.summary.packageID == holder.packageID }?.summary
            let since = package.map {
                " began \(Moment($0.startedAt, now: report.now).ago) and has received \(Figure.counted($0.records, "record")) so far;"
                    as HTML
            }
            let link =
                holder.packageID.map { "<a href=\"\(Address.package($0))\">The load of \(holder.dataset)</a>" as HTML }
                ?? "The load of \(holder.dataset)"
            return """
                <div class="work"><p><span class="pulse" aria-hidden="true"></span><span>\(link)\(since ?? "") \
                \(holder.holder) is at work, heard of \(Moment(holder.heartbeatAt, now: report.now).ago).</span></p></div>
                """
        }.joined()
    }

    private var freshness: HTML {
        guard !report.freshness.isEmpty else { return "<p class=\"quiet\">Nothing was loaded whole yet.</p>" }
        let several = Set(report.freshness.map(\.dataset)).count > 1
        let columns: [DataTable.Column] =
            [.text("resource")] + (several ? [.text("dataset")] : [])
            + [.text("loaded whole"), .text("complete up to (UTC)"), .text("read back to"), .number("open spans")]
        let rows = report.freshness.map { resource -> [HTML] in
            let loaded = resource.loadedAt.map { loaded -> HTML in
                let ago = Moment(loaded, now: report.now).ago
                return resource.packageID.map { "<a href=\"\(Address.package($0))\">\(ago)</a>" } ?? ago
            }
            return ["\(resource.resource)"] + (several ? ["\(resource.dataset)"] : []) + [
                loaded ?? "<span class=\"quiet\">not yet</span>",
                resource.completeUntil.map { Moment.time($0) } ?? Self.none,
                resource.readBackTo.map { "\(String(Moment.exact($0).prefix(10)))" } ?? Self.none,
                resource.openSpans > 0 ? "\(resource.openSpans)" : Self.none,
            ]
        }
        return DataTable(
            id: "freshness", caption: "How fresh each resource is", hidesCaption: true, columns: columns, rows: rows
        ).html
    }

    private static let none: HTML = "<span class=\"quiet\" aria-label=\"none\" role=\"img\">–</span>"

    private var budgets: HTML {
        guard !report.budgets.isEmpty else { return "" }
        let bars = report.budgets.map { budget -> HTML in
            let share = Figure.percent(budget.spent, of: budget.dailyLimit)
            let underWay = budget.reserved > 0 ? ", \(budget.reserved.grouped) under way" : ""
            return """
                <div class="gauge"><p>Key of \(budget.datasets.joined(separator: ", ")): \
                <strong>\(budget.spent.grouped)</strong> of \(budget.dailyLimit.grouped) spent (\(share))\(underWay)</p>
                \(Gauge(fraction: Double(budget.spent) / Double(max(1, budget.dailyLimit)), isTrouble: budget.spent * 10 >= budget.dailyLimit * 9).html)</div>
                """
        }
        return "<section aria-labelledby=\"budget\"><h2 id=\"budget\">Requests of today (UTC)</h2>\(bars)</section>\n"
    }

    private var spans: HTML {
        guard !report.openSpans.isEmpty else { return "" }
        let shown = report.openSpans.prefix(20)
        let rows = shown.map { span -> [HTML] in
            [
                "\(span.resource)", "\(span.dataset)", "\(span.tier)\(span.scope.isEmpty ? "" : ", \(span.scope)")",
                "\(String(Moment.exact(span.spanStart).prefix(10)))",
                "\(String(Moment.exact(span.spanEnd).prefix(10)))",
                "\(Gauge(fraction: span.fraction).html) <span class=\"share\">\(Int(span.fraction * 100)) %</span>",
            ]
        }
        let left = report.openSpans.count - shown.count
        let rest: HTML = left > 0 ? "<p class=\"quiet\">and \(left.grouped) more</p>" : ""
        let table = DataTable(
            id: "spans", caption: "Stretches of creation time that the next load goes on with",
            columns: [
                .text("resource"), .text("dataset"), .text("tier"), .text("from (UTC)"), .text("until (UTC)"),
                .text("read"),
            ], rows: rows)
        return "<section aria-labelledby=\"open\"><h2 id=\"open\">Open spans</h2>\(table.html)\(rest)</section>\n"
    }
}
