import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse

struct RejectedShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show rejected records as they came, with where and why each did not fit; the latest first.")

    @Argument(help: ArgumentHelp("Only the record whose id begins with this.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("How many records to show.", valueName: "n"))
    var limit = 10

    @OptionGroup(title: "Which") var flags: RejectedFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit must be at least 1") }
        try RejectedFlags.validate(id: id)
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.show() }
    }

    private func show() async throws -> ExitStatus {
        let (choice, limit) = (flags.choice(id: id), limit)
        let records = try await RejectedFlags.withBooks(choice, local: flags.local, config, output) { connection in
            try await RejectedRecords.records(choice, limit: limit, on: connection)
        }
        if output.json {
            Console.print(try JSONText.encode(Document(rejected: records.map(Entry.init))))
        } else if records.isEmpty {
            Console.print("no rejected records\(flags.isNarrowed || id != nil ? " of that kind" : "")")
        } else {
            Console.print(records.map(text).joined(separator: "\n\n"))
        }
        return .loaded
    }

    private func text(_ record: KeptRecord) -> String {
        var lines = [
            "\(record.id.prefix(16))  \(record.resource)\(record.key.map { " \(RecordText.escaped($0))" } ?? "") "
                + "in \(record.dataset)",
            "  \(record.reason)",
        ]
        if let path = record.path { lines.append("  at \(RecordText.escaped(path))") }
        if let came = record.came { lines.append("  came: \(came)") }
        let times = record.occurrences == 1 ? "once" : "\(record.occurrences.grouped) times"
        lines.append(
            "  seen \(times), first \(record.firstSeen.column), last \(record.lastSeen.column) (UTC), package "
                + record.lastPackage.uuidString.lowercased())
        if let package = record.replayedBy {
            lines.append("  settled by the replay of package \(package.uuidString.lowercased())")
        }
        if record.storedAs == .row {
            lines.append("  kept as the row that the table refused, by its columns")
        }
        return lines.joined(separator: "\n") + "\n\n" + RecordText(record.record).text
    }

    private struct Document: Encodable {
        let rejected: [Entry]
    }

    private struct Entry: Encodable {
        let id: String
        let dataset: String
        let resource: String
        let key: String?
        let column: String?
        let path: String?
        let reason: String
        let came: String?
        let occurrences: Int
        let first_seen: Date
        let last_seen: Date
        let last_package: UUID
        let replayed_by: UUID?
        let stored_as: String
        /// The text itself, so that no digit of it is lost.
        let record: String

        init(_ record: KeptRecord) {
            id = record.id
            dataset = record.dataset
            resource = record.resource
            key = record.key
            column = record.column
            path = record.path
            reason = record.reason
            came = record.came
            occurrences = record.occurrences
            first_seen = record.firstSeen
            last_seen = record.lastSeen
            last_package = record.lastPackage
            replayed_by = record.replayedBy
            stored_as = record.storedAs.rawValue
            self.record = String(decoding: record.record, as: UTF8.self)
        }
    }
}
