import Foundation
import LoadEngine
import Warehouse

/// What a load did, for people and for machines.
struct Summary {
    private let report: LoadReport

    init(_ report: LoadReport) {
        self.report = report
    }

    func text(dataset: String) -> String {
        var rows = [
            ["resource", "requests", "records", "inserted", "updated", "unchanged", "deleted", "rejected", "seconds", ""]
        ]
        for job in report.jobs {
            let counts = [
                job.requests, job.records, job.inserted, job.updated, job.unchanged, job.deleted, job.rejected,
            ].map { $0.formatted(.number.locale(Locale(identifier: "en_US"))) }
            let seconds = String(format: "%.1f", job.duration.timeInterval)
            rows.append([job.resource] + counts + [seconds, job.status == .loaded ? "" : job.status.rawValue])
        }
        var lines = [Table(rows, leftAligned: [0, 9]).text, ""]
        for job in report.jobs {
            if let message = job.message { lines.append("\(job.resource): \(message)") }
            if job.rejected > 0 {
                lines.append(
                    "\(job.resource): \(job.rejected) records were rejected; each is kept with its reason in "
                        + "sluice.rejected_records")
            }
            if job.replacedCharacters > 0 {
                lines.append(
                    "\(job.resource): \(job.replacedCharacters) characters that PostgreSQL cannot store became U+FFFD")
            }
        }
        lines.append(
            "\(report.status.rawValue): package \(report.package.id.uuidString.lowercased()), \(report.requests) requests, "
                + String(format: "%.1f s", report.duration.timeInterval))
        lines.append(
            "Look next: `sluice status`, or in SQL: select lead_type, count(*), sum(sales_value) "
                + "from \(dataset).leads where _deleted_at is null group by 1;")
        return lines.joined(separator: "\n")
    }

    func json() throws -> String {
        let document = Document(
            package: report.package.id.uuidString.lowercased(), dataset: report.package.dataset,
            status: report.status.rawValue, requests: report.requests, seconds: report.duration.timeInterval,
            jobs: report.jobs.map { job in
                Document.Job(
                    resource: job.resource, status: job.status.rawValue, requests: job.requests, records: job.records,
                    inserted: job.inserted, updated: job.updated, unchanged: job.unchanged, duplicates: job.duplicates,
                    deleted: job.deleted, rejected: job.rejected, discarded: job.discarded, held_back: job.heldBack,
                    replaced_characters: job.replacedCharacters, seconds: job.duration.timeInterval,
                    message: job.message)
            })
        return try JSONText.encode(document)
    }

    private struct Document: Encodable {
        struct Job: Encodable {
            let resource: String
            let status: String
            let requests: Int
            let records: Int
            let inserted: Int
            let updated: Int
            let unchanged: Int
            let duplicates: Int
            let deleted: Int
            let rejected: Int
            let discarded: Int
            let held_back: Int
            let replaced_characters: Int
            let seconds: Double
            let message: String?
        }

        let package: String
        let dataset: String
        let status: String
        let requests: Int
        let seconds: Double
        let jobs: [Job]
    }
}

/// JSON for `--json`: one document, keys in order, for people to read too.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
