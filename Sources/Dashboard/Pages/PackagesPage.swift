import Books
import Foundation
import Postgres

/// All load packages, the latest first, a page at a time.
struct PackagesPage {
    let packages: [PackageSummary]
    let choice: PackageSummary.Choice
    let hasMore: Bool
    let datasets: [String]
    let holders: [Holder]
    let now: Date

    private static let size = 50

    static func read(_ ask: PageAsk, _ books: Transaction) async throws -> PackagesPage {
        let datasets = try await StatusReport.datasets(on: books)
        // One more than is shown tells whether there is another page.
        let choice = PackageSummary.Choice(
            dataset: try ask.choice("dataset", of: datasets),
            status: try ask.choice("status", of: StatusMark.packageStatuses), before: try ask.id("before"),
            limit: size + 1)
        let found = datasets.isEmpty ? [] : try await PackageSummary.list(choice, on: books)
        return PackagesPage(
            packages: Array(found.prefix(size)), choice: choice, hasMore: found.count > size, datasets: datasets,
            holders: datasets.isEmpty ? [] : try await Holder.list(dataset: choice.dataset, on: books),
            now: try await ServerClock.now(on: books))
    }

    func html(version: String) -> HTML {
        Frame(
            version: version, title: "Loads", section: .packages, hasForm: true, now: now, isRunning: !holders.isEmpty,
            news: packages.first.map { "the latest load: \($0.status), \(Figure.counted($0.records, "record"))" } ?? ""
        ).html(
            """
            <h1>Loads</h1>
            \(form)
            \(list)
            """)
    }

    private var form: HTML {
        let statuses = StatusMark.packageStatuses.map { option($0, chosen: choice.status) }
        let names = datasets.map { option($0, chosen: choice.dataset) }
        let dataset: HTML =
            datasets.count > 1
            ? "<label>Dataset <select name=\"dataset\" id=\"dataset\"><option value=\"\">all</option>\(names)</select></label>"
            : ""
        return """
            <form class="filter" method="get" action="/packages">
            <label>Status <select name="status" id="status"><option value="">all</option>\(statuses)</select></label>
            \(dataset)
            <button type="submit">Show</button></form>
            """
    }

    private func option(_ value: String, chosen: String?) -> HTML {
        let selected: HTML = value == chosen ? " selected" : ""
        return "<option value=\"\(value)\"\(selected)>\(value)</option>"
    }

    private var list: HTML {
        guard !packages.isEmpty else { return "<p class=\"empty\">There are no such loads.</p>" }
        let table = PackageTable(
            id: "packages", caption: "Load packages, the latest first", hidesCaption: true, packages: packages, now: now
        )
        return "\(table.html)\(pager)"
    }

    private var pager: HTML {
        func address(_ before: UUID?) -> String {
            Address.page(
                "/packages",
                [("status", choice.status), ("dataset", choice.dataset), ("before", before?.uuidString.lowercased())])
        }
        let newest: HTML = choice.before == nil ? "" : "<a href=\"\(address(nil))\">The latest</a>"
        let older: HTML =
            hasMore ? "<a href=\"\(address(packages.last?.packageID))\" rel=\"next\">Earlier loads</a>" : ""
        return newest.text.isEmpty && older.text.isEmpty
            ? "" : "<nav class=\"pager\" aria-label=\"More loads\">\(newest)\(older)</nav>"
    }
}
