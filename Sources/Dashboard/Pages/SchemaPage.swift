import Books
import Foundation
import Postgres

/// What the tables are, how they became so, and what does not fit into them.
struct SchemaPage {
    let datasets: [String]
    let dataset: String?
    let migrations: [AppliedMigration]
    let tables: [TableSize]
    let unknown: [UnknownFieldSummary]
    let rejected: [RejectedSummary]
    let isRunning: Bool
    let now: Date

    /// Groups of a list that are shown; the program lists them all.
    private static let limit = 200

    static func read(_ ask: PageAsk, _ books: Transaction) async throws -> SchemaPage {
        let datasets = try await StatusReport.datasets(on: books)
        let dataset = try ask.choice("dataset", of: datasets) ?? (datasets.count == 1 ? datasets.first : nil)
        let now = try await ServerClock.now(on: books)
        guard try await BooksPresence.areThere(on: books) else {
            return SchemaPage(
                datasets: [], dataset: nil, migrations: [], tables: [], unknown: [], rejected: [], isRunning: false,
                now: now)
        }
        return SchemaPage(
            datasets: datasets, dataset: dataset,
            migrations: try await AppliedMigration.list(dataset: dataset, on: books),
            tables: try await TableSize.list(schemas: (dataset.map { [$0] } ?? datasets) + ["sluice"], on: books),
            unknown: try await UnknownFieldSummary.list(dataset: dataset, on: books),
            rejected: try await RejectedSummary.list(dataset: dataset, on: books),
            isRunning: try await !Holder.list(dataset: dataset, on: books).isEmpty, now: now)
    }

    func html(version: String) -> HTML {
        Frame(
            version: version, title: "Schema", section: .schema, now: now, isRunning: isRunning,
            news:
                "\(Figure.counted(unknown.count, "unknown field")), \(Figure.counted(rejected.reduce(0) { $0 + $1.records }, "rejected record"))"
        ).html(migrations.isEmpty ? beginning : content)
    }

    private var beginning: HTML {
        "<h1>Schema</h1><p class=\"empty\">No migration was applied to this database yet; <code>sluice migrate</code> or a load applies them.</p>"
    }

    private var content: HTML {
        """
        <div class="title"><h1>Schema</h1>\
        \(DatasetChoice(path: "/schema", datasets: datasets, chosen: dataset).html)</div>
        <section aria-labelledby="tables-title"><h2 id="tables-title">Tables</h2>\(tableList)</section>
        <section aria-labelledby="unknown-title"><h2 id="unknown-title">Unknown fields</h2>\(unknownList)</section>
        <section aria-labelledby="rejected-title"><h2 id="rejected-title">Rejected records</h2>\(rejectedList)</section>
        <section aria-labelledby="migrations-title"><h2 id="migrations-title">Migrations</h2>\(lines)</section>
        """
    }

    // MARK: - Its parts

    private var tableList: HTML {
        Dictionary(grouping: tables) { $0.schema }.sorted {
            ($0.key == "sluice" ? 1 : 0, $0.key) < ($1.key == "sluice" ? 1 : 0, $1.key)
        }
        .enumerated().map { index, schema -> HTML in
            let what = schema.key == "sluice" ? "the books" : "the data"
            return DataTable(
                id: "tables-\(index)",
                caption: "Schema \(schema.key): \(what). Rows as the server estimates them, sizes with indexes",
                columns: [.text("table"), .number("rows"), .number("size"), .text("what it holds")],
                rows: schema.value.map { table in
                    [
                        "\(table.table)",
                        table.estimatedRows.map { "\($0.grouped)" }
                            ?? "<span class=\"quiet\">not counted yet</span>",
                        "\(Figure.bytes(table.bytes))", "<span class=\"prose\">\(table.comment ?? "")</span>",
                    ]
                }
            ).html
        }.joined()
    }

    private var unknownList: HTML {
        guard !unknown.isEmpty else { return "<p class=\"quiet\">The API sends no field that no column takes.</p>" }
        let table = DataTable(
            id: "unknown",
            caption: "Fields that the API sends and no column takes; their values are kept in the column extra",
            columns: [
                .text("field"), .text("resource"), .text("dataset"), .text("JSON"), .number("occurrences"),
                .text("first seen"),
                .text("last seen"),
            ],
            rows: unknown.prefix(Self.limit).map { field in
                [
                    "\(field.field)", "\(field.resource)", "\(field.dataset)", "\(field.kinds.joined(separator: ", "))",
                    "\(field.occurrences.grouped)", Moment(field.firstSeen, now: now).ago,
                    Moment(field.lastSeen, now: now).ago,
                ]
            })
        return """
            \(table.html)\(rest(unknown.count))
            <p class="quiet"><code>sluice schema fields</code> shows them, <code>sluice schema promote</code> gives one a column.</p>
            """
    }

    private var rejectedList: HTML {
        guard !rejected.isEmpty else { return "<p class=\"quiet\">No record waits: each that came became a row.</p>" }
        let table = DataTable(
            id: "rejected", caption: "Records that did not fit and wait, by column and reason",
            columns: [
                .text("reason"), .text("resource"), .text("column"), .text("dataset"), .number("records"),
                .text("last seen"),
            ],
            rows: rejected.prefix(Self.limit).map { group in
                [
                    "<span class=\"prose\">\(group.reason)</span>", "\(group.resource)",
                    "\(group.column ?? "the record itself")",
                    "\(group.dataset)", "\(group.records.grouped)", Moment(group.lastSeen, now: now).ago,
                ]
            })
        return """
            \(table.html)\(rest(rejected.count))
            <p class="quiet"><code>sluice rejected show</code> shows them, <code>sluice rejected replay</code> brings them again.</p>
            """
    }

    private func rest(_ count: Int) -> HTML {
        count > Self.limit ? "<p class=\"quiet\">and \((count - Self.limit).grouped) more</p>" : ""
    }

    private var lines: HTML {
        let lines = Dictionary(grouping: migrations) { [$0.dataset, $0.line] }
            .sorted {
                ($0.key[0].isEmpty ? 1 : 0, $0.key[0], $0.key[1]) < ($1.key[0].isEmpty ? 1 : 0, $1.key[0], $1.key[1])
            }
        return lines.enumerated().map { index, line -> HTML in
            let place = line.key[0].isEmpty ? "the books" : "dataset \(line.key[0])"
            let latest = line.value.map(\.version).max() ?? 0
            return DataTable(
                id: "line-\(index)", caption: "Line \(line.key[1]) of \(place), at version \(latest)",
                columns: [
                    .number("version"), .text("name"), .text("state"), .text("checksum"), .text("applied (UTC)"),
                    .number("took"), .text("by"), .text("with Sluice"),
                ],
                rows: line.value.map { migration in
                    [
                        "\(migration.version)", "\(migration.name)",
                        migration.state == "applied" ? StatusMark.applied : StatusMark.html(migration.state),
                        """
                        <details><summary><code>\(String(migration.checksum.prefix(12)))</code></summary>\
                        <code>\(String(migration.checksum.dropFirst(12)))</code></details>
                        """,
                        Moment.time(migration.appliedAt),
                        "\(migration.durationMs.map { Figure.duration(Double($0) / 1_000) } ?? "")",
                        "\(migration.appliedBy)",
                        "\(migration.sluiceVersion)",
                    ]
                }
            ).html
        }.joined()
    }
}
