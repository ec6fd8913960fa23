import ArgumentParser
import Books
import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import Warehouse
import WhatConverts

/// Which rejected records a command is about, and where they are.
struct RejectedFlags: ParsableArguments {
    @Option(help: ArgumentHelp("Only this dataset (default: all of the database).", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("Only this resource, such as leads.", valueName: "name"))
    var resource: String?

    @Option(help: ArgumentHelp("Only reasons that contain this text, in capital letters or not.", valueName: "text"))
    var reason: String?

    @Flag(help: "Also those that have become rows meanwhile.")
    var all = false

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    var isNarrowed: Bool { dataset != nil || resource != nil || reason != nil }

    func choice(id: String? = nil) -> RejectedChoice {
        RejectedChoice(dataset: dataset, resource: resource, reason: reason, checksum: id, includesReplayed: all)
    }

    /// Runs the body with the books and the choice. A database that nothing was ever loaded into has no books: then the body
    /// is not run, and there is nothing.
    static func withBooks<Element: Sendable>(
        _ choice: RejectedChoice, local: Bool, _ config: ConfigFlags, _ output: OutputFlags,
        _ body: @escaping @Sendable (Connection) async throws -> [Element]
    ) async throws -> [Element] {
        let settings = try Settings(file: config.config)
        try check(resource: choice.resource)
        return try await Connection.withConnection(try await database(settings, local: local, output)) { connection in
            let datasets = try await StatusReport.datasets(on: connection)
            guard !datasets.isEmpty else { return [] }
            if let dataset = choice.dataset, !datasets.contains(dataset) {
                throw SettingsError.noSuchDataset(dataset, known: datasets)
            }
            return try await body(connection)
        }
    }

    static func check(resource: String?) throws {
        guard let resource, Source.whatConverts.resource(resource) == nil else { return }
        throw LoadError.unknownResource(resource, known: Source.whatConverts.resources.map(\.name))
    }

    static func database(_ settings: Settings, local: Bool, _ output: OutputFlags) async throws -> ConnectionSettings {
        local
            ? try await LocalServer.database(on: LocalServer.start(at: LocalServer.directory, output))
            : try settings.database()
    }

    /// Checks the beginning of a checksum, as `show` prints it.
    static func validate(id: String?) throws {
        guard let id else { return }
        guard !id.isEmpty, id.utf8.count <= 64, id.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw ValidationError("\(id) is no id of a rejected record; `sluice rejected show` prints them")
        }
    }
}

extension Date {
    /// As it stands in a column of a table: UTC, to the second.
    var column: String {
        formatted(.iso8601.dateTimeSeparator(.space)).replacing("Z", with: "")
    }
}
