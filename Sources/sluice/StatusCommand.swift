import ArgumentParser
import Foundation
import LocalPostgres
import Postgres
import Warehouse

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the last loads, who is at work, the requests of the day, what is open, and what was rejected.",
        discussion: """
            A load package is one run, a load job one resource of it. A span that is open is a stretch of time that the next \
            load goes on with. `sluice rejected` shows what did not fit. All of it comes from the tables of schema sluice, which SQL can ask for more.
            """)

    @Option(help: ArgumentHelp("Only this dataset (default: all of the database).", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("How many packages to show.", valueName: "n"))
    var last = 5

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    func validate() throws {
        guard last >= 1 else { throw ValidationError("--last must be at least 1") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.show() }
    }

    private func show() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let database =
            local
            ? try await LocalServer.database(on: LocalServer.start(at: LocalServer.directory, output))
            : try settings.database()
        let report = try await Connection.withConnection(database) { connection in
            let datasets = try await StatusReport.datasets(on: connection)
            if let dataset, !datasets.isEmpty, !datasets.contains(dataset) {
                throw SettingsError.noSuchDataset(dataset, known: datasets)
            }
            return try await StatusReport.read(on: connection, dataset: dataset, last: last)
        }
        Console.print(output.json ? try JSONText.encode(report) : report.text)
        return .loaded
    }
}
