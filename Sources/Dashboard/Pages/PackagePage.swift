import Books
import Foundation
import Postgres
import Warehouse

/// One run, from why it ended to each of its batches.
struct PackagePage {
    let report: PackageReport
    let sums: [BatchSums]
    let firstBatch: Int
    let isHeld: Bool
    let now: Date

    /// Batches that are shown at a time: a long back-fill has ten thousand.
    private static let size = 100

    static func read(_ id: UUID, _ ask: PageAsk, _ books: Transaction) async throws -> PackagePage? {
        let first = try ask.number("batch", in: 1...10_000_000) ?? 1
        guard try await BooksPresence.areThere(on: books),
            let report = try await PackageReport.read(id, batches: size, after: first - 1, on: books)
        else { return nil }
        return PackagePage(
            report: report, sums: try await BatchSums.list(of: id, on: books), firstBatch: first,
            isHeld: try await Holder.list(dataset: report.package.dataset, on: books).contains { $0.packageID == id },
            now: try await ServerClock.now(on: books))
    }

    private var package: PackageSummary { report.package }
    private var shortID: String { String(package.packageID.uuidString.lowercased().prefix(13)) }

    func html(version: String) -> HTML {
        Frame(
            version: version, title: "Load of \(package.dataset), \(Moment.exact(package.startedAt))",
            section: .packages,
            now: now, isRunning: package.status == "started" && isHeld,
            news:
                "\(package.status): \(Figure.counted(package.records, "record")), \(Figure.counted(report.batchCount, "batch", "batches"))"
        ).html(
            """
            <p class="eyebrow"><a href="/packages">Loads</a></p>
            <div class="title"><h1>Load of \(package.dataset)</h1>\(StatusMark.html(package.status))</div>
            \(outcome)
            <section aria-labelledby="facts"><h2 id="facts" class="unseen">Facts</h2>\(facts)</section>
            <section aria-labelledby="jobs-title"><h2 id="jobs-title">Jobs</h2>\(jobs)</section>
            <section aria-labelledby="time"><h2 id="time">Where the time went</h2>\(JobTimes(sums: sums).html)</section>
            <section aria-labelledby="batches-title"><h2 id="batches-title">Batches</h2>\
            \(BatchTable(report: report, first: firstBatch, size: Self.size).html)</section>
            """)
    }

    // MARK: - Its parts

    private var outcome: HTML {
        if package.status == "started" {
            return isHeld
                ? "<div class=\"work\"><p><span class=\"pulse\" aria-hidden=\"true\"></span><span>It is at work.</span></p></div>"
                : concern(
                    "problem",
                    "It has not ended, and nobody is at work on it: its process vanished. Run `sluice load`, which goes on from where it stopped.",
                    advice: nil)
        }
        let trouble = package.error
        guard trouble != nil || package.advice != nil, package.status != "loaded" else { return "" }
        let meaning = package.exitStatus.flatMap { ExitStatus(rawValue: Int32($0)) }.map {
            "exit status \($0.rawValue), \($0.meaning)"
        }
        let words = trouble ?? meaning ?? "it was \(package.status)"
        return concern(
            ["failed", "abandoned"].contains(package.status) ? "problem" : "warning", words, advice: package.advice)
    }

    private func concern(_ severity: String, _ words: String, advice: String?) -> HTML {
        let advice = advice.map { "<span class=\"advice\">\(Words.sentence($0)).</span>" as HTML } ?? ""
        return """
            <div class="concern \(severity)"><span class="shape" aria-hidden="true">\(severity == "problem" ? "✗" : "!")</span>\
            <span>\(Words.sentence(words))\(advice)</span></div>
            """
    }

    private var facts: HTML {
        var facts: [(String, HTML)] = [
            ("Began", "\(Moment.time(package.startedAt)) UTC"),
            ("Ended", package.finishedAt.map { "\(Moment.time($0)) UTC" } ?? "not yet"),
            ("Took", "\(Figure.duration(package.seconds))"),
            ("Requests", "\(package.requests.grouped)"), ("Records", "\(package.records.grouped)"),
            ("Rejected", "\(package.rejected.grouped)"),
        ]
        if let status = package.exitStatus {
            let meaning = ExitStatus(rawValue: Int32(status))?.meaning
            facts.append(("Exit status", "\(status)\(meaning.map { ", \($0)" } ?? "")"))
        }
        facts += [
            ("Source", "\(package.source)"), ("Started by", "\(package.trigger)"), ("Host", "\(package.host)"),
            ("Sluice", "\(package.sluiceVersion)"),
            ("Package", "<code class=\"id\">\(package.packageID.uuidString.lowercased())</code>"),
        ]
        return
            "<div class=\"facts\">\(facts.map { name, value in "<dl\(name == "Package" ? Self.long : "")><dt>\(name)</dt><dd>\(value)</dd></dl>" as HTML })</div>"
    }

    private static let long: HTML = " class=\"long\""

    private var jobs: HTML {
        guard !report.jobs.isEmpty else { return "<p class=\"quiet\">No resource was begun.</p>" }
        let rows = report.jobs.map { job in
            ["\(job.resource)", StatusMark.html(job.status), "\(job.requests.grouped)"] + Counts(job).cells
        }
        let sum = report.jobs.map { Counts($0) }.reduce(Counts(), +)
        let requests = report.jobs.reduce(0) { $0 + $1.requests }
        let table = DataTable(
            id: "jobs", caption: "One row for each resource", hidesCaption: true,
            columns: [.text("resource"), .text("status"), .number("requests")] + Counts.columns, rows: rows,
            sums: ["all", "", "\(requests.grouped)"] + sum.cells)
        let messages = report.jobs.compactMap { job in
            job.message.map { "<li><strong>\(job.resource)</strong>: \(Words.html($0))</li>" as HTML }
        }
        let words: HTML =
            messages.isEmpty ? "" : "<ul class=\"messages\" aria-label=\"What the jobs say\">\(messages)</ul>"
        return "\(table.html)<p class=\"quiet\">\(sum.equation)</p>\(words)"
    }
}
