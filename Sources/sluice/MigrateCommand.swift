import ArgumentParser
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Apply pending migrations.",
        discussion: "Each runs in a transaction of its own and is recorded. `load` does this by itself.")

    @Option(help: "The schema that the tables are in (default: whatconverts).")
    var dataset: String?

    @Flag(help: "Print what would be applied, with its SQL, and change nothing.")
    var dryRun = false

    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand { try await command.migrate() }
    }

    private func migrate() async throws -> ExitStatus {
        let settings = try await Settings.load(file: output.config)
        let dataset = dataset ?? settings.string("dataset") ?? "whatconverts"
        let line = Source.whatConverts.name
        let folder = try MigrationFolder.locate()
        let metadata = try folder.migrations(line: Migrator.metadataLine)
        let migrations = try folder.migrations(line: line)
        return try await Connection.withConnection(try settings.database()) { connection in
            let migrator = Migrator(connection: connection, metadata: metadata, sluiceVersion: Sluice.version)
            if dryRun {
                let pending = try await migrator.pending(dataset: dataset, line: line, migrations: migrations)
                for migration in pending {
                    Console.print("-- \(migration.line)/\(migration.file)\n\n\(migration.sql)")
                }
                Console.note(
                    pending.isEmpty ? "nothing to apply" : "\(pending.count) migrations would be applied; nothing was changed")
                return .loaded
            }
            let applied = try await migrator.migrate(dataset: dataset, line: line, migrations: migrations)
            for migration in applied {
                Console.print("applied \(migration.line)/\(migration.version) \(migration.name)")
            }
            if applied.isEmpty { Console.print("nothing to apply: dataset \(dataset) is up to date") }
            return .loaded
        }
    }
}
