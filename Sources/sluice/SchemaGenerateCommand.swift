import ArgumentParser
import Books
import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import Warehouse
import WhatConverts

struct SchemaGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write the migration for what was declared and is not built yet.",
        discussion: """
            For whoever changes the declarations. A private PostgreSQL is started for a moment, the migrations are applied to it, \
            and what the declarations have beyond that becomes the next numbered file: tables, columns, comments, indexes. Read it, \
            say in it why, and land it together with the declaration.

            It adds, loosens, and builds changed indexes anew. For what would drop or retype something it prints a proposal with the \
            safe way, and writes nothing of that.
            """)

    @Argument(help: ArgumentHelp("What the migration does, such as add_lead_score.", valueName: "name"))
    var name: String

    @Flag(help: "Print the SQL, and write no file.")
    var print = false

    @OptionGroup var output: OutputFlags

    func validate() throws {
        guard name.wholeMatch(of: /[a-z0-9]+(_[a-z0-9]+)+/) != nil else {
            throw ValidationError(
                "\"\(name)\" is no name for a migration; say what it does in lower case, such as add_lead_score")
        }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.generate() }
    }

    private func generate() async throws -> ExitStatus {
        let source = Source.whatConverts
        let folder = try MigrationFolder.locate()
        let migrations = try folder.migrations(line: source.name)
        output.note("applying \(migrations.count) migrations to a private PostgreSQL …")
        let built = try await Self.built(source.name, folder: folder, migrations: migrations)
        let draft = MigrationDraft(declared: source.resources.flatMap { $0.table.shapes }, built: built)
        var files: [File] = []
        for (sql, suffix) in [(draft.sql, ""), (draft.concurrentSQL, "_indexes")] {
            guard let sql else { continue }
            let migration = Migration(
                line: source.name, version: migrations.count + files.count + 1, name: name + suffix, sql: sql)
            files.append(File(path: "\(folder.path)/\(source.name)/\(migration.file)", sql: sql))
        }
        if !print {
            for file in files {
                do {
                    try Data(file.sql.utf8).write(to: URL(fileURLWithPath: file.path), options: .withoutOverwriting)
                } catch {
                    throw SettingsError.unwritableFile(file.path)
                }
            }
        }
        try show(files, draft.proposals)
        return .loaded
    }

    /// The tables as the migrations build them, on a server that nothing else uses.
    private static func built(
        _ line: String, folder: MigrationFolder, migrations: [Migration]
    ) async throws -> [TableShape] {
        let metadata = try folder.migrations(line: Migrator.metadataLine)
        return try await LocalPostgres.withTemporaryCluster { server in
            try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
                _ = try await Migrator(connection: connection, metadata: metadata, sluiceVersion: Sluice.version)
                    .migrate(dataset: line, line: line, migrations: migrations)
                let catalogue = try await SchemaCatalogue.read(line, on: connection)
                return catalogue.tables.values.sorted { $0.name < $1.name }
            }
        }
    }

    private struct File: Encodable {
        let path: String
        let sql: String
    }

    private struct Document: Encodable {
        let files: [File]
        let proposals: [String]
    }

    private func show(_ files: [File], _ proposals: [String]) throws {
        if output.json {
            return Console.print(try JSONText.encode(Document(files: files, proposals: proposals)))
        }
        for file in files {
            Console.print(print ? "-- \(file.path)\n\n\(file.sql)" : "wrote \(file.path)")
        }
        if !proposals.isEmpty {
            Console.print(
                (files.isEmpty ? "" : "\n") + "for a person to decide; nothing of this was written:\n\n"
                    + proposals.joined(separator: "\n\n"))
        }
        if files.isEmpty, proposals.isEmpty {
            Console.print("nothing to generate: the migrations build exactly what is declared")
        }
    }
}
