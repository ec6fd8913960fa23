import ArgumentParser
import Books
import Postgres
import Warehouse

struct RejectedPurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Delete rejected records that did not come any more for some time.",
        discussion: """
            By when they came last, those that have become rows meanwhile included. A record that comes again is kept again.

              sluice rejected purge --older-than 90d --resource leads
            """)

    @Option(
        help: ArgumentHelp("How long ago they came last: 12h, 30d, 2w.", valueName: "time"),
        transform: RejectedPurgeCommand.age)
    var olderThan: Duration

    @Option(help: ArgumentHelp("Only this dataset (default: all of the database).", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("Only this resource, such as leads.", valueName: "name"))
    var resource: String?

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.purge() }
    }

    private func purge() async throws -> ExitStatus {
        let choice = RejectedChoice(dataset: dataset, resource: resource, includesReplayed: true)
        let age = olderThan
        let counts = try await RejectedFlags.withBooks(choice, local: local, config, output) { connection in
            [try await RejectedRecords.purge(choice, notSeenFor: age, on: connection)]
        }
        let purged = counts.reduce(0, +)
        Console.print(
            output.json
                ? try JSONText.encode(["purged": purged])
                : "deleted \(purged.grouped) rejected record\(purged == 1 ? "" : "s")")
        return .loaded
    }

    /// `12h`, `30d`, `2w`.
    @Sendable static func age(_ text: String) throws -> Duration {
        let seconds: Int64? =
            switch text.last {
            case "h": 3_600
            case "d": 86_400
            case "w": 7 * 86_400
            default: nil
            }
        guard let seconds, let count = Int64(text.dropLast()), (1...100_000).contains(count) else {
            throw ValidationError("it should be hours, days or weeks, such as 12h, 30d or 2w")
        }
        return .seconds(seconds * count)
    }
}
