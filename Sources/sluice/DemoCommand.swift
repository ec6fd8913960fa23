import ArgumentParser
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
            Starts the sandbox and a private PostgreSQL, loads, loads again, and prints what to look at. The server keeps \
            running, so that its tables can be looked at; `sluice demo --stop` ends it and removes its data.
            """)

    @Option(help: "How many invented leads to load.")
    var leads = 10_000

    @Flag(help: "Stop the demo's PostgreSQL and remove its data.")
    var stop = false

    @OptionGroup var output: OutputFlags

    private static let databaseName = "demo"

    private static var directory: String { "\(LocalServer.dataDirectory)/demo" }

    func validate() throws {
        guard (1...1_000_000).contains(leads) else { throw ValidationError("--leads must lie between 1 and 1000000") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand { try await command.demonstrate() }
    }

    private func demonstrate() async throws -> ExitStatus {
        if stop {
            guard FileManager.default.fileExists(atPath: Self.directory) else {
                Console.print("there is no demo to stop")
                return .loaded
            }
            try await LocalPostgres.start(at: Self.directory).stop()
            try FileManager.default.removeItem(atPath: Self.directory)
            Console.print("stopped, and its data removed")
            return .loaded
        }
        Console.note("Starting a private PostgreSQL in \(Self.directory) …")
        let server = try await LocalPostgres.start(at: Self.directory)
        let database = try await LocalServer.database(on: server, named: Self.databaseName)
        Console.note("Starting a local WhatConverts API with \(leads.formatted()) invented leads …")
        // Whole days, so that the demo of one day loads the same data however often it runs.
        let today = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
        return try await Sandbox.withSandbox(SandboxOptions(leads: leads, newest: today)) { sandbox in
            let report = try await load(from: sandbox, into: database)
            Console.note("\nAnd the same once more, all of it:")
            var again = LoadOptions(dataset: "whatconverts")
            again.lookback = .seconds(800 * 86_400)
            _ = try await load(from: sandbox, into: database, options: again)
            Console.print(
                """

                Loaded from \(sandbox.baseURL), which is gone now. The tables stay:

                  \(server.psqlCommand(database: Self.databaseName))

                Try: select lead_source, count(*), sum(sales_value) from whatconverts.leads group by 1 order by 3 desc nulls last;
                     select * from whatconverts.lead_fields limit 20;
                     select * from sluice.load_batches order by merged_at;

                When you are done: sluice demo --stop
                """)
            return ExitStatus(report.consequences)
        }
    }

    private func load(
        from sandbox: Sandbox, into database: ConnectionSettings, options: LoadOptions? = nil
    ) async throws -> LoadReport {
        var options = options ?? LoadOptions(dataset: "whatconverts")
        options.trigger = "demo"
        return try await Load(
            database: database, baseURL: BaseURL(sandbox.baseURL),
            credentials: Credentials(token: sandbox.token, secret: sandbox.secret), options: options,
            migrations: try MigrationFolder.locate(), output: output
        ).run()
    }
}
