import ArgumentParser
import Books
import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import RESTSource
import Warehouse

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load what is new and what has changed.",
        discussion: """
            Does everything that a first run needs: reads the configuration, makes the tables, loads, prints a summary. Run \
            it as often as you like: what is there already is not written again, and a run that was killed is gone on with.

              sluice load                            all that is new or changed
              sluice load --resource leads           one resource
              sluice load --lead 123456789           one lead, now
              sluice load --since 2024-01-01         a first load that goes back less far
              sluice load --lookback 90              leads that changed long after they came
              sluice load --full                     repair what was edited by hand

            Needs WHATCONVERTS_TOKEN and WHATCONVERTS_SECRET, and a database: DATABASE_URL, libpq's PG… variables, or --local.
            """)

    @OptionGroup(title: "What to load") var flags: LoadFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup(title: "Progress and log") var progress: ProgressFlags

    @Flag(help: "Load into the tables as they are; apply no migration.")
    var noMigrate = false

    @Flag(help: "Load into a private PostgreSQL that stays on this machine.")
    var local = false

    mutating func run() async throws {
        let command = self
        try await runCommand(output, progress) { try await command.load() }
    }

    private func load() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let reporting = try progress.reporting(settings, output)
        let options = try flags.options(settings)
        let credentials = try settings.credentials()
        let baseURL = try settings.baseURL(flag: flags.baseURL)
        let migrations = noMigrate ? nil : try MigrationFolder.locate()
        let server = local ? try await LocalServer.start(at: LocalServer.directory, output) : nil
        let database =
            if let server { try await LocalServer.database(on: server) } else { try settings.database() }
        let report = try await Load(
            database: database, baseURL: baseURL, credentials: credentials, options: options, migrations: migrations,
            clock: LoadClock(offset: .seconds(flags.clockOffset)),
            retry: RetryPolicy(base: .milliseconds(flags.retryBase)), reporting: reporting
        ).run()
        let summary = Summary(report)
        Console.print(
            output.json
                ? try JSONText.encode(summary.document)
                : [summary.text, summary.hint].compactMap { $0 }.joined(separator: "\n"))
        if let server {
            output.note(
                """

                The tables are in a private PostgreSQL, which keeps running:

                  \(server.psqlCommand(database: LocalServer.databaseName))
                """)
        }
        return summary.exitStatus
    }
}
