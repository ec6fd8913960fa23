import ArgumentParser
import LoadEngine
import LocalPostgres
import Postgres
import Warehouse
import WhatConverts

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Make the tables, or bring them up to date.",
        discussion: """
            Applies the pending migrations, each in a transaction of its own, and records them in sluice.schema_versions. \
            `sluice load` does this by itself; run it apart when the role that loads may not make tables:

              sluice migrate                         as the owner of the tables
              sluice load --no-migrate               as the role that loads
            """)

    @Option(help: ArgumentHelp("The schema that the tables are in (default: whatconverts).", valueName: "name"))
    var dataset: String?

    @Flag(help: "Print what would be applied, with its SQL, and change nothing.")
    var dryRun = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.migrate() }
    }

    private func migrate() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let dataset = dataset ?? settings.string(.dataset) ?? "whatconverts"
        let line = Source.whatConverts.name
        let database = try settings.database()
        let folder = try MigrationFolder.locate()
        let metadata = try folder.migrations(line: Migrator.metadataLine)
        let migrations = try folder.migrations(line: line)
        return try await Connection.withConnection(database) { connection in
            let migrator = Migrator(connection: connection, metadata: metadata, sluiceVersion: Sluice.version)
            if dryRun {
                try show(pending: await migrator.pending(dataset: dataset, line: line, migrations: migrations), dataset)
            } else {
                try show(applied: await migrator.migrate(dataset: dataset, line: line, migrations: migrations), dataset)
            }
            return .loaded
        }
    }

    private func show(pending: [Migration], _ dataset: String) throws {
        if output.json {
            let pending = pending.map {
                Document.Pending(line: $0.line, version: $0.version, name: $0.name, sql: $0.sql)
            }
            return Console.print(try JSONText.encode(Document(dataset: dataset, applied: [], pending: pending)))
        }
        for migration in pending {
            Console.print("-- \(migration.line)/\(migration.file)\n\n\(migration.sql)")
        }
        output.note(
            pending.isEmpty
                ? "nothing to apply: dataset \(dataset) is up to date"
                : "\(pending.count) migrations would be applied; nothing was changed")
    }

    private func show(applied: [AppliedMigration], _ dataset: String) throws {
        if output.json {
            let applied = applied.map {
                Document.Applied(
                    line: $0.line, version: $0.version, name: $0.name, milliseconds: Int($0.duration / .milliseconds(1))
                )
            }
            return Console.print(try JSONText.encode(Document(dataset: dataset, applied: applied, pending: [])))
        }
        if applied.isEmpty { return Console.print("nothing to apply: dataset \(dataset) is up to date") }
        for migration in applied {
            Console.print("applied \(migration.line) \(migration.version): \(migration.name.replacing("_", with: " "))")
        }
        Console.print("dataset \(dataset) is up to date")
    }

    private struct Document: Encodable {
        struct Applied: Encodable {
            let line: String
            let version: Int
            let name: String
            let milliseconds: Int
        }

        struct Pending: Encodable {
            let line: String
            let version: Int
            let name: String
            let sql: String
        }

        let dataset: String
        let applied: [Applied]
        let pending: [Pending]
    }
}
