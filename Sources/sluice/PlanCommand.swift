import ArgumentParser
import Books
import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import RESTSource
import Warehouse
import WhatConverts

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Tell what a load would do: requests, records, time, migrations. Loads nothing.",
        discussion: """
            Asks the API for one record of each list and of each span of creation time, since each answer says how many there \
            are, and plans as `load` does with the same flags. Works while a load runs.

              sluice plan                            what the next load would do
              sluice plan --since 2024-01-01         how long a back-fill from there would take
              sluice plan --per-profile              what it costs to read profile by profile

            The requests that it sends itself are counted like all others, and are at most a twentieth of the day's, or 20. Before \
            the first migrations there is nothing to count them in; then they are at most \(Forecaster.mostUncounted). Nothing \
            else is written; with --local the private server is started, and left running.

            Sizes and times are those of the last 20 packages; as long as there are none, sizes are not told, and a request is \
            presumed to take a second. A load that follows at once sends as many requests as are told here, unless records come \
            and go meanwhile, many share a second, or the API has to be asked again; a first load may also begin a few spans \
            twice before it shows that once is enough.

            The exit status is 10 when the requests do not last for all of it.
            """)

    @OptionGroup(title: "What to plan") var flags: LoadFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    @Flag(help: "Plan a load into the tables as they are, without migrations.")
    var noMigrate = false

    @Flag(help: "Plan a load into the private PostgreSQL of `load --local`.")
    var local = false

    mutating func run() async throws {
        let command = self
        try await runCommand(output, verdict: "the requests do not last for all of it; later loads go on with the rest")
        {
            try await command.plan()
        }
    }

    private func plan() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let options = try flags.options(settings)
        let credentials = try settings.credentials()
        let baseURL = try settings.baseURL(flag: flags.baseURL)
        let migrations = noMigrate ? nil : try MigrationFolder.locate()
        let database =
            local
            ? try await LocalServer.database(on: LocalServer.start(at: LocalServer.directory, output))
            : try settings.database()
        let forecast: Forecast
        do {
            forecast = try await AsyncHTTPTransport.withTransport(userAgent: "sluice/\(Sluice.version)") { transport in
                try await Forecaster(
                    source: .whatConverts, database: database, baseURL: baseURL, credentials: credentials,
                    transport: transport, options: options, migrations: migrations,
                    retry: RetryPolicy(base: .milliseconds(flags.retryBase)),
                    clock: LoadClock(offset: .seconds(flags.clockOffset)), sluiceVersion: Sluice.version
                ).run()
            }
        } catch let error as RESTError {
            throw SourceFailure(error: error, baseURL: baseURL)
        }
        let report = PlanReport(forecast, baseURL: baseURL)
        Console.print(output.json ? try JSONText.encode(report.document) : report.text)
        return report.exitStatus
    }
}
