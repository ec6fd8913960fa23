import ArgumentParser
import Foundation
import LocalPostgres
import Postgres

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the last load packages, their jobs, what is open, and what was rejected.")

    @Option(help: "Only this dataset.")
    var dataset: String?

    @Option(help: "How many packages to show.")
    var last = 5

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var output: OutputFlags

    func validate() throws {
        guard last >= 1 else { throw ValidationError("--last must be at least 1") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand { try await command.show() }
    }

    private func show() async throws -> ExitStatus {
        let settings = try await Settings.load(file: output.config)
        let database =
            local
            ? try await LocalServer.database(on: .start(at: LocalServer.directory)) : try settings.database()
        let report = try await Connection.withConnection(database) { connection in
            try await StatusReport.read(on: connection, dataset: dataset, last: last)
        }
        Console.print(output.json ? try JSONText.encode(report) : report.text)
        return .loaded
    }
}
