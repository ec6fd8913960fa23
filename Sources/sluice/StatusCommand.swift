import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "Show what is wrong, the last loads, how fresh each resource is, the requests of the day, and what is open.",
        discussion: """
            A load package is one run, a load job one resource of it. A span that is open is a stretch of time that the next \
            load goes on with. All of it comes from the tables of schema sluice, which SQL can ask for more.

              sluice status                          what is wrong, and the last loads
              sluice status 0198c2a7                 one package, by the first digits of its id
              sluice status lead 178849242           which package last changed that row, from which page, and when
              sluice status user_accounts 12 34      the same of a row whose key has two columns
            """)

    @Argument(
        help: ArgumentHelp(
            "A package, by its id or the first digits of it; or a resource and the key of a row.", valueName: "what"))
    var subject: [String] = []

    @Option(help: ArgumentHelp("Only this dataset (default: all of the database).", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("How many packages to show.", valueName: "n"))
    var last = 5

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    func validate() throws {
        guard (1...1_000).contains(last) else { throw ValidationError("--last must lie between 1 and 1000") }
        guard subject.count != 1 || Self.resource(named: subject[0]) == nil else {
            throw ValidationError(
                "name the row of \(subject[0]) by its key, such as `sluice status \(subject[0]) 1234`")
        }
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
        let text = try await Connection.withConnection(database) { connection in
            guard try await BooksPresence.read(on: connection) != .older else { throw StatusError.olderBooks }
            let datasets = try await StatusReport.datasets(on: connection)
            if let dataset, !datasets.isEmpty, !datasets.contains(dataset) {
                throw SettingsError.noSuchDataset(dataset, known: datasets)
            }
            switch subject.count {
            case 0: return try await report(on: connection)
            case 1: return try await package(subject[0], on: connection)
            default:
                let configured = settings.dataset(nil)
                return try await row(dataset: dataset ?? configured, known: datasets, on: connection)
            }
        }
        Console.print(text)
        return .loaded
    }

    private func report(on connection: Connection) async throws -> String {
        let report = try await StatusReport.read(dataset: dataset, last: last, on: connection)
        return output.json ? try JSONText.encode(report) : report.text
    }

    private func package(_ digits: String, on connection: Connection) async throws -> String {
        let ids =
            try await BooksPresence.areThere(on: connection)
            ? PackageReport.ids(beginningWith: digits, on: connection) : []
        guard let id = ids.first, let report = try await PackageReport.read(id, on: connection) else {
            throw StatusError.noSuchPackage(digits)
        }
        if ids.count > 1 { throw StatusError.severalPackages(digits, ids) }
        return output.json ? try JSONText.encode(report) : report.text
    }

    private func row(dataset: String, known: [String], on connection: Connection) async throws -> String {
        guard let resource = Self.resource(named: subject[0]) else {
            throw StatusError.noSuchResource(subject[0], known: Source.whatConverts.resources.map(\.name))
        }
        guard known.contains(dataset) else { throw SettingsError.noSuchDataset(dataset, known: known) }
        let key = Array(subject.dropFirst())
        guard key.count == resource.key.count else {
            throw StatusError.wrongKey(resource: resource.name, columns: resource.key)
        }
        guard let origin = try await RowOrigin.read(resource.table, key: key, dataset: dataset, on: connection) else {
            let name = RowKey(key).description
            let isRejected = try await RowOrigin.isRejected(
                resource.name, key: name, dataset: dataset, on: connection)
            throw StatusError.noSuchRow(resource: resource.name, key: name, isRejected: isRejected)
        }
        return output.json ? try JSONText.encode(origin) : origin.text
    }

    /// A resource by its name, or by that of one record of it: `lead` for `leads`.
    private static func resource(named name: String) -> Resource? {
        Source.whatConverts.resource(name) ?? Source.whatConverts.resource("\(name)s")
    }
}
