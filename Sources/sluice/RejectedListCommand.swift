import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse

struct RejectedListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show what did not fit: by column and reason, with counts and an example.",
        discussion: """
            The path says where in the latest such record the value stood, `came` what it looked like: letters as x, digits as \
            9. `sluice rejected show` prints the records.
            """)

    @OptionGroup(title: "Which") var flags: RejectedFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.list() }
    }

    private func list() async throws -> ExitStatus {
        let choice = flags.choice()
        let groups = try await RejectedFlags.withBooks(choice, local: flags.local, config, output) { connection in
            try await RejectedRecords.groups(choice, on: connection)
        }
        Console.print(try output.json ? JSONText.encode(Document(rejected: groups.map(Entry.init))) : text(groups))
        return .loaded
    }

    private func text(_ groups: [RejectedGroup]) -> String {
        guard !groups.isEmpty else { return "no rejected records\(flags.isNarrowed ? " of that kind" : "")" }
        let header = [
            "dataset", "resource", "column", "reason", "records", "came", "first seen (UTC)", "last seen (UTC)",
            "example path", "example",
        ]
        let rows = groups.map { group in
            [
                group.dataset, group.resource, group.column ?? "", RecordText.escaped(group.reason),
                group.records.grouped,
                "\(group.occurrences.grouped) ×", group.firstSeen.column, group.lastSeen.column,
                group.path.map { RecordText.escaped($0) } ?? "",
                group.came ?? "",
            ]
        }
        return Table([header] + rows, leftAligned: [0, 1, 2, 3, 6, 7, 8, 9]).text
            + "\n\n`sluice rejected show` prints the records, `sluice rejected replay` brings them again"
    }

    private struct Document: Encodable {
        let rejected: [Entry]
    }

    private struct Entry: Encodable {
        let dataset: String
        let resource: String
        let column: String?
        let reason: String
        let records: Int
        let occurrences: Int
        let first_seen: Date
        let last_seen: Date
        let example_path: String?
        let example_came: String?

        init(_ group: RejectedGroup) {
            dataset = group.dataset
            resource = group.resource
            column = group.column
            reason = group.reason
            records = group.records
            occurrences = group.occurrences
            first_seen = group.firstSeen
            last_seen = group.lastSeen
            example_path = group.path
            example_came = group.came
        }
    }
}
