import Books
import Foundation
import LoadEngine
import Warehouse

/// What a load did, for people and for machines.
struct Summary: Sendable {
    private let report: LoadReport

    init(_ report: LoadReport) {
        self.report = report
    }

    var exitStatus: ExitStatus { report.exitStatus }

    // MARK: - For people

    var text: String {
        [table, words, ending].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What to do now; nil where the last line on standard error says it.
    var hint: String? {
        exitStatus == .loaded ? "look next: `sluice status`, and the tables in schema \(report.package.dataset)" : nil
    }

    private var table: String {
        var rows = [
            [
                "resource", "requests", "records", "inserted", "updated", "unchanged", "deleted", "rejected", "seconds",
                "",
            ]
        ]
        for job in report.jobs {
            let counts = [
                job.requests, job.records, job.inserted, job.updated, job.unchanged, job.deleted, job.rejected,
            ].map(\.grouped)
            rows.append(
                [job.resource] + counts
                    + [Self.seconds(job.duration), job.status == .loaded ? "" : job.status.rawValue])
        }
        return Table(rows, leftAligned: [0, 9]).text
    }

    private var words: String {
        var lines: [String] = []
        for job in report.jobs {
            if let message = job.message { lines.append("\(job.resource): \(LogLine.printable(message))") }
            if job.rejected > 0 {
                lines.append(
                    "\(job.resource): \(job.rejected.grouped) records do not fit their columns; `sluice rejected` says "
                        + "which, and why")
            }
            if !job.unknownFields.isEmpty {
                lines.append("\(job.resource): \(Self.words(on: job))")
            }
            if job.addedColumns > 0 {
                lines.append(
                    "\(job.resource): \(job.addedColumns) \(job.addedColumns == 1 ? "column was" : "columns were") added, as the "
                        + "contract says")
            }
            if job.discarded > 0 || job.discardedValues > 0 {
                lines.append(
                    "\(job.resource): \(job.discarded.grouped) records and \(job.discardedValues.grouped) values were left out, as the "
                        + "contract says")
            }
            if job.replacedCharacters > 0 {
                lines.append(
                    "\(job.resource): \(job.replacedCharacters.grouped) characters that PostgreSQL cannot store (NUL) became "
                        + "U+FFFD")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// What this load met and no column takes.
    private static func words(on job: JobReport) -> String {
        let names = job.unknownFields.sorted().map { LogLine.printable($0) }
        let list = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
        let what = names.count == 1 ? "a field" : "\(names.count) fields"
        return job.capturedValues > 0
            ? "\(what) with values that no column takes, kept in extra: \(list); see `sluice schema fields`"
            : "\(what) with values that no column takes: \(list); see `sluice schema fields`"
    }

    private var ending: String {
        "\(report.status.rawValue) dataset \(report.package.dataset) in \(Self.seconds(report.duration)) s with "
            + "\(report.requests.grouped) requests, as package \(packageID)"
    }

    private var packageID: String { report.package.id.uuidString.lowercased() }

    private static func seconds(_ duration: Duration) -> String {
        String(format: "%.1f", duration.timeInterval)
    }

    // MARK: - For machines

    var document: Document {
        Document(
            package_id: packageID, dataset: report.package.dataset, status: report.status.rawValue,
            exit_status: exitStatus.rawValue, requests: report.requests, seconds: report.duration.timeInterval,
            jobs: report.jobs.map { job in
                Document.Job(
                    resource: job.resource, status: job.status.rawValue, requests: job.requests, records: job.records,
                    inserted: job.inserted, updated: job.updated, unchanged: job.unchanged, duplicates: job.duplicates,
                    deleted: job.deleted, rejected: job.rejected, discarded: job.discarded,
                    captured_values: job.capturedValues, discarded_values: job.discardedValues,
                    added_columns: job.addedColumns, unknown_fields: job.unknownFields.sorted(),
                    held_back: job.heldBack,
                    replaced_characters: job.replacedCharacters, seconds: job.duration.timeInterval,
                    message: job.message)
            })
    }

    struct Document: Encodable {
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
            let captured_values: Int
            let discarded_values: Int
            let added_columns: Int
            let unknown_fields: [String]
            let held_back: Int
            let replaced_characters: Int
            let seconds: Double
            let message: String?
        }

        let package_id: String
        let dataset: String
        let status: String
        let exit_status: Int32
        let requests: Int
        let seconds: Double
        let jobs: [Job]
    }
}
