import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

struct RejectedReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Bring rejected records again, without a request to the API.",
        discussion: """
            For after a mapping was mended (a newer sluice) or a table was (a constraint dropped): each record goes through the \
            same mapping and merge as when it came. It becomes a row and waits no more, or is rejected again, which the exit \
            status 12 says; 11 says that some cannot be replayed. Newer data is never overwritten: a record in whose place the table has a newer row is settled, too.
            """)

    @Argument(help: ArgumentHelp("Only the record whose id begins with this.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("The schema that the tables are in (default: whatconverts).", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("Only this resource, such as leads.", valueName: "name"))
    var resource: String?

    @Option(help: ArgumentHelp("Only reasons that contain this text, in capital letters or not.", valueName: "text"))
    var reason: String?

    @Flag(help: "Wait while another run holds the dataset, instead of leaving.")
    var wait = false

    @Option(
        help: ArgumentHelp(
            "How long a run's hold on the dataset lasts without a heartbeat (default: 30).", valueName: "seconds"))
    var leaseTTL: Int?

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup(title: "Progress and log") var progress: ProgressFlags

    func validate() throws {
        try RejectedFlags.validate(id: id)
        if let leaseTTL, leaseTTL < 1 { throw ValidationError("--lease-ttl must be at least 1") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output, progress) { try await command.replay() }
    }

    private func replay() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let reporting = try progress.reporting(settings, output)
        try RejectedFlags.check(resource: resource)
        let dataset = settings.dataset(dataset)
        let database = try await RejectedFlags.database(settings, local: local, output)
        let known = try await Connection.withConnection(database) { try await StatusReport.datasets(on: $0) }
        if known.isEmpty {
            try show(ReplayReport(), dataset)
            return .loaded
        }
        guard known.contains(dataset) else { throw SettingsError.noSuchDataset(dataset, known: known) }
        let seconds = try leaseTTL ?? settings.integer(.leaseTimeToLive, atLeast: 1) ?? 30
        let contracts = try settings.contracts(flag: nil)
        let report = try await Progress.following(reporting) { progress in
            try await Replay(
                source: .whatConverts, database: database, dataset: dataset,
                choice: RejectedChoice(resource: resource, reason: reason, checksum: id), contracts: contracts,
                timeToLive: .seconds(seconds), waits: wait, sluiceVersion: Sluice.version,
                emit: { progress.take($0) }
            ).run()
        }
        try show(report, dataset)
        return report.exitStatus
    }

    private func show(_ report: ReplayReport, _ dataset: String) throws {
        if output.json { return Console.print(try JSONText.encode(Document(report, dataset))) }
        var lines: [String] = []
        if !report.jobs.isEmpty {
            let header = ["resource", "records", "inserted", "updated", "unchanged", "superseded", "rejected again"]
            let rows = report.jobs.map { job in
                [job.resource]
                    + [
                        job.records, job.inserted, job.updated, job.unchanged, job.discarded + job.duplicates,
                        job.rejected,
                    ].map(\.grouped)
            }
            lines.append(Table([header] + rows, leftAligned: [0]).text)
        }
        if report.jobs.contains(where: { $0.discarded + $0.duplicates > 0 }) {
            lines.append("superseded: there is a newer state of the record, which stays")
        }
        lines += report.skipped.map { "\($0.resource): \($0.records.grouped) cannot be replayed: \($0.reason)" }
        if lines.isEmpty { lines.append("nothing to replay in dataset \(dataset)") }
        if !report.isSettled { lines.append("look next: `sluice rejected` says what does not fit") }
        Console.print(lines.joined(separator: "\n\n"))
    }

    private struct Document: Encodable {
        struct Job: Encodable {
            let resource: String
            let records: Int
            let inserted: Int
            let updated: Int
            let unchanged: Int
            let duplicates: Int
            let discarded: Int
            let rejected: Int
        }

        struct Skipped: Encodable {
            let resource: String
            let records: Int
            let reason: String
        }

        let package_id: String?
        let dataset: String
        let exit_status: Int32
        let jobs: [Job]
        let skipped: [Skipped]

        init(_ report: ReplayReport, _ dataset: String) {
            package_id = report.package?.id.uuidString.lowercased()
            self.dataset = dataset
            exit_status = report.exitStatus.rawValue
            jobs = report.jobs.map { job in
                Job(
                    resource: job.resource, records: job.records, inserted: job.inserted, updated: job.updated,
                    unchanged: job.unchanged, duplicates: job.duplicates, discarded: job.discarded,
                    rejected: job.rejected)
            }
            skipped = report.skipped.map {
                Skipped(resource: $0.resource, records: $0.records, reason: $0.reason)
            }
        }
    }
}
