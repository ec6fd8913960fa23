import Books
import Foundation
import Postgres

/// What came in: leads by day, source and type, and the latest of them.
struct DataPage {
    enum Content {
        case noDataset
        /// Why there is nothing to count.
        case nothing(String)
        case leads(LeadsReport)
    }

    let datasets: [String]
    let dataset: String?
    let choice: LeadsChoice
    let content: Content
    let isRunning: Bool
    let now: Date

    static func read(_ ask: PageAsk, _ books: Transaction) async throws -> DataPage {
        let datasets = try await StatusReport.datasets(on: books)
        let dataset = try ask.choice("dataset", of: datasets) ?? datasets.first
        let now = try await ServerClock.now(on: books)
        let choice = try LeadsChoice.read(
            ask, today: Day(number: Int((now.timeIntervalSince1970 / 86_400).rounded(.down))))
        guard let dataset else {
            return DataPage(
                datasets: [], dataset: nil, choice: choice, content: .noDataset, isRunning: false, now: now)
        }
        return DataPage(
            datasets: datasets, dataset: dataset, choice: choice,
            content: try await content(of: dataset, choice: choice, on: books),
            isRunning: try await !Holder.list(dataset: dataset, on: books).isEmpty, now: now)
    }

    private static func content(of dataset: String, choice: LeadsChoice, on books: Transaction) async throws -> Content
    {
        let table = Identifier(dataset, LeadsTable.name)
        let found = try await books.query(
            """
            select
                attname::text,
                has_schema_privilege(pg_namespace.oid, 'usage') and has_table_privilege(pg_class.oid, 'select')
            from pg_attribute
            join pg_class on pg_class.oid = attrelid
            join pg_namespace on pg_namespace.oid = relnamespace
            -- Not by its name as a regclass, which who may not use the schema cannot write.
            where nspname = \(dataset)
              and relname = \(LeadsTable.name)
              and attnum > 0
              and not attisdropped
            order by attnum
            """
        ).map { try $0.decode((String, Bool).self) }
        let names = Set(found.map(\.0))
        guard names.isSuperset(of: LeadsTable.needed) else {
            return .nothing("Dataset \(dataset) has no table \(LeadsTable.name) that this page could count.")
        }
        guard found.allSatisfy(\.1) else {
            return .nothing(
                "The role of this dashboard may not read \(table.sql); `grant usage on schema \(Identifier(dataset).sql) to …` "
                    + "and `grant select on \(table.sql) to …` let it.")
        }
        // What a dataset has beyond the declarations is shown too, and masked.
        let added = try await books.query(
            """
            select column_name, field
            from sluice.added_fields
            where dataset = \(dataset)
              and resource = \(LeadsTable.name)
            order by column_name
            limit 20
            """
        ).map { row in
            let (column, field) = try row.decode((String, String).self)
            return LeadsTable.Column(column, field)
        }
        let columns = (LeadsTable.open + LeadsTable.personal + added).filter { names.contains($0.name) }
        return .leads(try await LeadsReport.read(choice, table: table, columns: columns, on: books))
    }

    func html(version: String) -> HTML {
        Frame(
            version: version, title: "Data", section: .data, hasForm: true, now: now, isRunning: isRunning, news: news
        ).html(body)
    }

    private var news: String {
        guard case .leads(let report) = content else { return "" }
        return Figure.counted(report.days.reduce(0) { $0 + $1.leads }, "lead")
    }

    private var body: HTML {
        let title: HTML = """
            <div class="title"><h1>Data</h1>\
            \(DatasetChoice(path: "/data", datasets: datasets, chosen: dataset, offersAll: false).html)</div>
            """
        switch content {
        case .noDataset: return "\(title)<p class=\"empty\">No load has run in this database yet.</p>"
        case .nothing(let why): return "\(title)<p class=\"empty\">\(Words.html(why))</p>"
        case .leads(let report):
            return
                "\(title)\(LeadsForm(choice: choice, dataset: datasets.count > 1 ? dataset : nil, report: report).html)\(leads(report))"
        }
    }

    private func leads(_ report: LeadsReport) -> HTML {
        """
        \(cuts(report))
        <section aria-labelledby="days-title"><h2 id="days-title">By day</h2>
        \(BarChart(id: "leads-by-day", title: "Leads by day", unit: "lead", bars: report.days.map { .init(name: $0.day.description, value: $0.leads) }).html)
        </section>
        <div class="pair">
        <section aria-labelledby="sources-title"><h2 id="sources-title">By source</h2>\(groups(report.sources, "source", of: report))</section>
        <section aria-labelledby="types-title"><h2 id="types-title">By type</h2>\(groups(report.types, "type", of: report))</section>
        </div>
        <section aria-labelledby="latest-title"><h2 id="latest-title">The latest leads</h2>\(latest(report.latest))</section>
        """
    }

    /// What the answer is not about, since it would have taken too long.
    private func cuts(_ report: LeadsReport) -> HTML {
        var words: [String] = []
        if let asked = choice.askedFrom {
            words.append(
                "You asked from \(asked) on; at most \(LeadsChoice.most) days are counted at a time, so it begins with \(choice.from)."
            )
        }
        if let first = report.daysFrom {
            words.append(
                "There are so many leads in this stretch that only the days from \(first) on were counted; choose an earlier end to see the others."
            )
        }
        if let since = report.groupsFrom {
            let what = choice.isByTimeAlone ? "Sources, types and the latest leads" : "With a filter, all of this page"
            let verb = choice.isByTimeAlone ? "are those" : "is"
            words.append(
                "\(what) \(verb) of the newest \(LeadsReport.mostRows.grouped) rows of the stretch, back to \(Moment.exact(since)) UTC."
            )
        }
        guard !words.isEmpty else { return "" }
        return
            "<p class=\"concern note\"><span class=\"shape\" aria-hidden=\"true\">i</span><span>\(words.joined(separator: " "))</span></p>"
    }

    private func groups(_ groups: [LeadsReport.Group], _ name: String, of report: LeadsReport) -> HTML {
        let shown = groups.prefix(12)
        guard !shown.isEmpty else { return "<p class=\"quiet\">None.</p>" }
        let rest = groups.dropFirst(12).reduce(0) { $0 + $1.leads }
        var rows = shown.map { group -> [HTML] in
            let words: HTML = group.name.map { $0.isEmpty ? "<em>empty</em>" : "\($0)" } ?? "<em>none</em>"
            let query = choice.query(dataset: datasets.count > 1 ? dataset : nil)
            let address = Address.page("/data", query.map { $0.name == name ? (name, group.name) : $0 })
            let link: HTML = group.name?.isEmpty == false ? "<a href=\"\(address)\">\(words)</a>" : words
            return [link] + share(group.leads, of: report.grouped)
        }
        if rest > 0 {
            rows.append(["<em>\(Figure.counted(groups.count - 12, "other"))</em>"] + share(rest, of: report.grouped))
        }
        return DataTable(
            id: "\(name)s", caption: "Leads by \(name)", hidesCaption: true,
            columns: [
                .text("\(name)"), .number("leads"), .number("share"), .text("<span class=\"unseen\">bar</span>"),
            ], rows: rows
        ).html
    }

    private func share(_ leads: Int, of all: Int) -> [HTML] {
        [
            "\(leads.grouped)", "\(Figure.percent(leads, of: all))",
            Gauge(fraction: Double(leads) / Double(max(1, all))).html,
        ]
    }

    private func latest(_ latest: LatestLeads) -> HTML {
        guard !latest.rows.isEmpty else { return "<p class=\"quiet\">There is none in this stretch.</p>" }
        var query = choice
        query.showsPersonal.toggle()
        let address = Address.page("/data", query.query(dataset: datasets.count > 1 ? dataset : nil)) + "#latest-title"
        let words: HTML =
            choice.showsPersonal
            ? "Personal data is shown. <a href=\"\(address)\">Mask it again</a>."
            : "Personal data is masked: names, numbers, addresses and what was said stay in the database. <a href=\"\(address)\">Show personal data</a>."
        let dots: HTML =
            "<span class=\"mask\"><span aria-hidden=\"true\">•••</span><span class=\"unseen\">masked</span></span>"
        let table = DataTable(
            id: "latest", caption: "The latest leads, the newest first", hidesCaption: true,
            columns: latest.columns.map { $0.isNumber ? .number("\($0.title)") : .text("\($0.title)") },
            rows: latest.rows.map { row in
                row.map { cell in
                    guard let text = cell.text else { return "" }
                    return cell.isMasked ? dots : "<span class=\"value\">\(text)</span>"
                }
            })
        return "<p class=\"privacy\">\(words)</p>\(table.html)"
    }
}
