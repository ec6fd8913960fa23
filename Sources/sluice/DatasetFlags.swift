import ArgumentParser
import Books
import LocalPostgres
import Postgres

/// Which dataset of which database a command looks at.
struct DatasetFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The schema that the tables are in (default: whatconverts).", valueName: "name"))
    var dataset: String?

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    func dataset(_ settings: Settings) -> String {
        settings.dataset(dataset)
    }

    /// Fails for a dataset that no load was ever begun for: its name is most likely misspelt.
    static func check(_ dataset: String, on connection: Connection) async throws {
        let known = try await StatusReport.datasets(on: connection)
        guard known.contains(dataset) else { throw SettingsError.noSuchDataset(dataset, known: known) }
    }

    func database(_ settings: Settings, _ output: OutputFlags) async throws -> ConnectionSettings {
        try await Self.database(settings, local: local, output)
    }

    static func database(
        _ settings: Settings, local: Bool, _ output: OutputFlags
    ) async throws -> ConnectionSettings {
        local
            ? try await LocalServer.database(on: LocalServer.start(at: LocalServer.directory, output))
            : try settings.database()
    }
}
