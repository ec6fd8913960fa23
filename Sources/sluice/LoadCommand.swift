import ArgumentParser
import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import RESTSource
import Warehouse
import WhatConverts

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load what is new and what has changed.",
        discussion: """
            Does everything that a first run needs: reads the configuration, makes the tables, loads, prints a summary. Run \
            it as often as you like: what is there already is not written again, and a run that was killed is gone on with.
            """)

    @OptionGroup var flags: LoadFlags
    @OptionGroup var output: OutputFlags

    @Flag(help: "Load into the tables as they are; apply no migration.")
    var noMigrate = false

    @Flag(help: "Load into a private PostgreSQL that stays on this machine.")
    var local = false

    mutating func run() async throws {
        let command = self
        try await runCommand { try await command.load() }
    }

    private func load() async throws -> ExitStatus {
        let settings = try await Settings.load(file: output.config)
        let options = try flags.options(settings)
        let credentials = try settings.credentials()
        let baseURL = try settings.baseURL(flag: flags.baseURL)
        if local {
            let server = try await LocalPostgres.start(at: LocalServer.directory)
            let status = try await load(
                into: try await LocalServer.database(on: server), options: options, credentials: credentials,
                baseURL: baseURL)
            Console.print("\nThe tables are in a private PostgreSQL, which keeps running:\n\n  \(server.psqlCommand(database: LocalServer.databaseName))")
            return status
        }
        return try await load(
            into: try settings.database(), options: options, credentials: credentials, baseURL: baseURL)
    }

    private func load(
        into database: ConnectionSettings, options: LoadOptions, credentials: Credentials, baseURL: BaseURL
    ) async throws -> ExitStatus {
        let report = try await Load(
            database: database, baseURL: baseURL, credentials: credentials, options: options,
            migrations: noMigrate ? nil : try MigrationFolder.locate(), output: output
        ).run()
        return ExitStatus(report.consequences)
    }
}

/// One load of WhatConverts as the program does it: with a progress line on the way and a summary at the end.
struct Load: Sendable {
    let database: ConnectionSettings
    let baseURL: BaseURL
    let credentials: Credentials
    let options: LoadOptions
    let migrations: MigrationFolder?
    let output: OutputFlags

    func run() async throws -> LoadReport {
        let progress = Progress(isQuiet: output.quiet || output.json)
        let report: LoadReport
        do {
            report = try await AsyncHTTPTransport.withTransport(userAgent: "sluice/\(Sluice.version)") { transport in
                try await Loader(
                    source: .whatConverts, database: database, baseURL: baseURL, credentials: credentials,
                    transport: transport, options: options, migrations: migrations, sluiceVersion: Sluice.version,
                    emit: { progress.take($0) }
                ).run()
            }
        } catch {
            progress.end()
            throw error
        }
        progress.end()
        if output.json {
            Console.print(try Summary(report).json())
        } else {
            Console.print(Summary(report).text(dataset: options.dataset))
        }
        return report
    }
}
