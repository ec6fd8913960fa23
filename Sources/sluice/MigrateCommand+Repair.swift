import Books
import Warehouse

extension MigrateCommand {
    /// Shows the files that are not what was applied, and with `--yes` records them, if they would do the same.
    func repair(_ work: Work) async throws {
        let changed: [ChangedFile]
        if yes {
            changed = try await work.migrator.repair(
                dataset: work.dataset, line: work.line, migrations: work.migrations)
        } else {
            changed = try await work.migrator.changedFiles(
                dataset: work.dataset, line: work.line, migrations: work.migrations)
            try Migrator.check(changed, dataset: work.dataset)
        }
        if output.json {
            return Console.print(try JSONText.encode(RepairDocument(changed, work.dataset, isRecorded: yes)))
        }
        for file in changed { Console.print(file.difference) }
        if changed.isEmpty {
            Console.print("nothing to repair: the files are those that were applied")
        } else if yes {
            Console.print("recorded \(changed.map(\.migration.file).joined(separator: ", ")) as it is now")
        } else {
            output.note(
                "only comments and white space differ; nothing was changed. Record the text of the files with "
                    + "sluice migrate repair --yes")
        }
    }

    private struct RepairDocument: Encodable {
        struct File: Encodable {
            let line: String
            let version: Int
            let name: String
            let difference: String
        }

        let dataset: String
        let repaired: Bool
        let files: [File]

        init(_ changed: [ChangedFile], _ dataset: String, isRecorded: Bool) {
            self.dataset = dataset
            repaired = isRecorded && !changed.isEmpty
            files = changed.map {
                File(
                    line: $0.migration.line, version: $0.migration.version, name: $0.migration.name,
                    difference: $0.difference)
            }
        }
    }
}
