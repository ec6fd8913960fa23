import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import RESTSource
import Warehouse

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Try each thing that a load needs, and say how to mend what is wrong.",
        discussion: """
            A line for each: ✓ it is right, ✗ it is not, with what mends it, ! a load works all the same, – it was not tried \
            because of one before it, or cannot be known. All is tried, so one run shows all that is wrong. The exit status is that of the first ✗.

              sluice check                           before the first load, and when one fails
              sluice check --json                    the same for machines

            Takes the flags of `load`, and tries what a load with them needs. Nothing is changed and nothing is loaded; with \
            --local the private server is started, and left running. It sends at most 2 requests to the API, which count like all others.
            """)

    @OptionGroup(title: "What is to be loaded") var flags: LoadFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    @Flag(help: "For a load into the tables as they are: migrations that are pending are wrong then.")
    var noMigrate = false

    @Flag(help: "For a load into the private PostgreSQL of `load --local`.")
    var local = false

    mutating func run() async throws {
        let command = self
        try await runCommand(output, verdict: "a load would not work: each ✗ says why, and what mends it") {
            try await command.check()
        }
    }

    private func check() async throws -> ExitStatus {
        let setup = CheckSetup(self)
        let (database, source) = try await tryAll(setup)
        let report = CheckReport(lines: setup.lines + database + source.lines, requests: source.requests)
        Console.print(output.json ? try JSONText.encode(report.document) : report.text)
        return report.exitStatus
    }

    private func tryAll(_ setup: CheckSetup) async throws -> ([CheckLine], CheckSource.Outcome) {
        let source = CheckSource(setup: setup, clockOffset: .seconds(flags.clockOffset))
        var trouble: CheckLine?
        if let settings = setup.database {
            do {
                let database =
                    try await local
                    ? LocalServer.database(on: LocalServer.start(at: LocalServer.directory, output)) : settings
                return try await Connection.withConnection(database) { connection in
                    let found = try await CheckDatabase(
                        setup: setup, dataset: setup.options.dataset, migrates: !noMigrate
                    ).run(connection, settings: database)
                    return (found.lines, try await source.run(books: found.hasBooks ? connection : nil))
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                trouble = .failed("database", error)
            }
        }
        let lines = [
            setup.hasSettings
                ? trouble ?? .failed("database", setup.databaseError ?? SettingsError.noDatabase)
                : .skipped("database", "not tried: the settings cannot be read")
        ]
        return (
            lines + CheckDatabase.names.map { .skipped($0, "not tried: there is no database") },
            try await source.run(books: nil)
        )
    }
}
