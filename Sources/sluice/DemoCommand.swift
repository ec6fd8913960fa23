import ArgumentParser
import Books
import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import RESTSource
import Sandbox
import Warehouse

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "See a load without an account and without a server.",
        discussion: """
            Starts a local WhatConverts API with invented data and a private PostgreSQL, loads, loads all of it again, and \
            prints what to look at. The PostgreSQL keeps running, so that its tables can be looked at; `sluice demo --stop` \
            ends it and removes its data. It listens on no port. Each demo begins anew.
            """)

    @Option(help: ArgumentHelp("How many invented leads to load.", valueName: "n"))
    var leads = 10_000

    @Flag(help: "Stop the demo's PostgreSQL and remove its data.")
    var stop = false

    @OptionGroup var output: OutputFlags
    @OptionGroup(title: "Progress and log") var progress: ProgressFlags

    private static let databaseName = "demo"

    private static var directory: String { "\(LocalServer.dataDirectory)/demo" }

    func validate() throws {
        guard (1...1_000_000).contains(leads) else { throw ValidationError("--leads must lie between 1 and 1000000") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output, progress) {
            if command.stop { try await command.end() } else { try await command.demonstrate() }
        }
    }

    // MARK: - The demo

    private func demonstrate() async throws -> ExitStatus {
        let reporting = try progress.reporting(Settings(file: nil), output)
        let migrations = try MigrationFolder.locate()
        let server = try await LocalServer.start(at: Self.directory, output)
        let database = try await LocalServer.database(on: server, named: Self.databaseName, anew: true)
        output.note("starting a local WhatConverts API with \(leads.grouped) invented leads …")
        // Whole days, so that the demo of one day loads the same data however often it runs.
        let today = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
        let summaries = try await Sandbox.withSandbox(SandboxOptions(leads: leads, newest: today)) { sandbox in
            output.note("loading from \(sandbox.baseURL) …\n")
            let first = try await load(from: sandbox, into: database, migrations, reporting)
            if !output.json { Console.print(first.text) }
            output.note("\nand the same once more, all of it: nothing should be inserted or updated …\n")
            let second = try await load(from: sandbox, into: database, migrations, reporting, isAgain: true)
            if !output.json { Console.print(second.text) }
            return [first, second]
        }
        let psql = server.psqlCommand(database: Self.databaseName)
        Console.print(output.json ? try JSONText.encode(document(summaries, server, psql)) : farewell(psql))
        return summaries.map(\.exitStatus).max { $0.rawValue < $1.rawValue } ?? .loaded
    }

    private func load(
        from sandbox: Sandbox, into database: ConnectionSettings, _ migrations: MigrationFolder,
        _ reporting: Reporting, isAgain: Bool = false
    ) async throws -> Summary {
        var options = LoadOptions(dataset: Settings.presumedDataset)
        options.trigger = "demo"
        // More than the two years that the invented leads are spread over.
        if isAgain { options.lookback = .seconds(800 * 86_400) }
        return Summary(
            try await Load(
                database: database, baseURL: BaseURL(sandbox.baseURL),
                credentials: Credentials(token: sandbox.token, secret: sandbox.secret), options: options,
                migrations: migrations, reporting: reporting
            ).run())
    }

    private func farewell(_ psql: String) -> String {
        """

        The API is gone again; the PostgreSQL keeps running, on a socket of its own. Look into it with

          \(psql)

        and try

          select lead_source, count(*), sum(sales_value) from whatconverts.leads group by 1 order by 3 desc nulls last;
          select field_group, name, value from whatconverts.lead_fields limit 20;
          select resource, records, inserted, unchanged, merged_at from sluice.load_batches order by merged_at;

        When you are done: sluice demo --stop
        """
    }

    // MARK: - JSON

    private struct Document: Encodable {
        let loads: [Summary.Document]
        let database_url: String
        let psql: String
    }

    private func document(_ summaries: [Summary], _ server: LocalPostgres, _ psql: String) -> Document {
        Document(
            loads: summaries.map(\.document), database_url: server.connectionString(database: Self.databaseName),
            psql: psql)
    }

    private struct Stopped: Encodable {
        let stopped: Bool
    }

    // MARK: - Its end

    private func end() async throws -> ExitStatus {
        let isThere = FileManager.default.fileExists(atPath: Self.directory)
        if isThere {
            try await LocalPostgres.start(at: Self.directory).stop()
            try FileManager.default.removeItem(atPath: Self.directory)
        }
        if output.json {
            Console.print(try JSONText.encode(Stopped(stopped: isThere)))
        } else {
            Console.print(
                isThere
                    ? "the demo's PostgreSQL is stopped, and \(Self.directory) removed"
                    : "there is no demo to stop: \(Self.directory) is not there")
        }
        return .loaded
    }
}
