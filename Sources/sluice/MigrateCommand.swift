import ArgumentParser
import Books
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

            Look before, stop before the last version, or adopt tables that are there and recorded nowhere, such as those of a \
            backup without schema sluice (their names are compared here, their columns by the next load):

              sluice migrate --dry-run               print what is pending, with its SQL
              sluice migrate --target 7              no further than version 7
              sluice migrate --baseline 7            adopt as version 7, apply the rest

            A migration waits only shortly for a table that somebody reads, steps back, tries again, and at last says who holds \
            it. One that is killed is undone by the server, or begun anew by the next run.

            A file that changed after it was applied stops every run. When only its comments or white space changed:

              sluice migrate repair                  show what differs
              sluice migrate repair --yes            record the file as it is now
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case repair
    }

    @Argument(help: "repair: look after files whose comments or white space changed since they were applied.")
    var action: Action?

    @Option(help: ArgumentHelp("The schema that the tables are in (default: whatconverts).", valueName: "name"))
    var dataset: String?

    @Flag(help: "Print what would be applied, with its SQL, and change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Apply the tables' migrations up to this version only.", valueName: "version"))
    var target: Int?

    @Option(
        help: ArgumentHelp(
            "Take the tables' migrations up to this version for applied, without running them.", valueName: "version"))
    var baseline: Int?

    @Flag(help: "With repair: record the files as they are now.")
    var yes = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    func validate() throws {
        for (name, value) in [("--target", target), ("--baseline", baseline)] where value.map({ $0 < 1 }) ?? false {
            throw ValidationError("\(name) must be at least 1")
        }
        if let target, let baseline, target < baseline {
            throw ValidationError("--target must not lie behind --baseline")
        }
        if action == .repair, dryRun || target != nil || baseline != nil {
            throw ValidationError("repair goes without --dry-run, --target and --baseline; without --yes it only shows")
        }
        if action == nil, yes { throw ValidationError("--yes goes with repair") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.migrate() }
    }

    /// What is to be migrated, and by whom.
    struct Work: Sendable {
        let migrator: Migrator
        let dataset: String
        let line: String
        let migrations: [Migration]
        /// What loader and reader are to be granted behind it.
        let roles: RoleStatements
    }

    private func migrate() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let dataset = settings.dataset(dataset)
        let line = Source.whatConverts.name
        let database = try settings.database()
        let roles = try settings.roles(dataset: dataset)
        let folder = try MigrationFolder.locate()
        let metadata = try folder.migrations(line: Migrator.metadataLine)
        let migrations = try folder.migrations(line: line)
        return try await Connection.withConnection(database) { connection in
            let migrator = Migrator(connection: connection, metadata: metadata, sluiceVersion: Sluice.version)
            let work = Work(
                migrator: migrator, dataset: dataset, line: line, migrations: migrations, roles: roles)
            if action == .repair {
                try await repair(work)
            } else if dryRun {
                try await look(work)
            } else {
                try await apply(work)
                let granted = try await migrator.grantBehind(work.roles)
                if !granted.isEmpty { output.note(granted.joined(separator: "\n")) }
            }
            return .loaded
        }
    }

    private func look(_ work: Work) async throws {
        var pending = try await work.migrator.pending(
            dataset: work.dataset, line: work.line, migrations: work.migrations, through: target)
        var recorded: [Migration] = []
        if let baseline {
            recorded = try await work.migrator.adoptable(
                dataset: work.dataset, line: work.line, migrations: work.migrations, at: baseline)
            pending.removeAll { recorded.contains($0) }
        }
        try show(MigrateReport(dataset: work.dataset, recorded: recorded, pending: pending))
    }

    private func apply(_ work: Work) async throws {
        var report = MigrateReport(dataset: work.dataset)
        if let baseline {
            // Refused before anything is written, if the target is none.
            _ = try await work.migrator.adoptable(
                dataset: work.dataset, line: work.line, migrations: work.migrations, at: baseline)
            if let target, target > work.migrations.count {
                throw MigrationError.unknownVersion(line: work.line, version: target, known: work.migrations.count)
            }
            (report.applied, report.recorded) = try await work.migrator.baseline(
                dataset: work.dataset, line: work.line, migrations: work.migrations, at: baseline)
        }
        report.applied += try await work.migrator.migrate(
            dataset: work.dataset, line: work.line, migrations: work.migrations, through: target)
        if target != nil {
            report.pending = try await work.migrator.pending(
                dataset: work.dataset, line: work.line, migrations: work.migrations)
        }
        try show(report)
    }

    private func show(_ report: MigrateReport) throws {
        if output.json { return Console.print(try JSONText.encode(report.document)) }
        if dryRun {
            Console.print(report.plan)
            output.note(report.planNote)
        } else {
            Console.print(report.text)
        }
    }
}
