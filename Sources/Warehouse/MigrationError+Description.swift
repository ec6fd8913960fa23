internal import Postgres

extension MigrationError {
    package var description: String {
        switch self {
        case .folderNotFound(let tried):
            "the migrations were not found; tried \(tried.joined(separator: ", ")). "
                + "Set SLUICE_MIGRATIONS to the folder that holds \(Migrator.metadataLine)/0001_….sql"
        case .noSuchLine(let line, let folder, let lines):
            "\(folder) has no migrations for \"\(line)\", only for \(lines.joined(separator: ", ")). "
                + "Use the folder that came with this version of sluice"
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason)"
        case .badFileName(let line, let file):
            "\(line)/\(file) is no migration's name. Call it by a number of four digits and a verb phrase, "
                + "such as 0003_add_lead_score.sql, or move it elsewhere"
        case .emptyFile(let line, let file):
            "\(line)/\(file) holds no statement. Write it or remove it"
        case .doubleVersion(let line, let files):
            "\(line) has two migrations with one number: \(files.joined(separator: " and ")). "
                + "Give the one that was applied nowhere the next free number"
        case .missingFile(let line, let version, let next):
            "\(line) has no migration number \(version), and the next one is \(next). "
                + "Bring the missing file back from where this version of sluice came from"

        case .unknownMark(let line, let file, let mark):
            "\(line)/\(file) begins with \"\(mark)\", which means nothing. "
                + "Write \"\(Migration.outsideMark)\", or another first line"
        case .notRetryable(let line, let file, let index):
            "\(line)/\(file) makes index \(index) concurrently and could not be run again when that is interrupted. "
                + "Put `drop index concurrently if exists` of the same index in front of it"
        case .schemaNotNamed(let line, let file, let statement):
            "\(line)/\(file) runs outside a transaction, where no search_path is set, and its statement \(statement) does not "
                + "name the schema. Write the schema of its tables as :\"schema\""

        case .changedFile(let dataset, let line, let file):
            "\(line)/\(file) is not the file that was applied to \(Self.place(dataset)). "
                + "Restore it as it was (sluice.schema_versions has the text that ran), "
                + "and put the change in a new migration. If only comments or white space changed: sluice migrate repair"
        case .changedStatements(let dataset, let files):
            "\(files.joined(separator: " and ")) \(files.count == 1 ? "does" : "do") not hold the statements that were applied to "
                + "\(Self.place(dataset)), and only comments and white space can be repaired. "
                + "Restore \(files.count == 1 ? "it as it was" : "them as they were") (sluice.schema_versions has the text that ran), "
                + "and put the change in a new migration"
        case .newerDatabase(let dataset, let line, let applied, let known):
            "\(Self.place(dataset)) is at version \(applied) of \(line), and this sluice knows \(known). "
                + "Use the version of sluice that migrated it, or a newer one"
        case .missingRecord(let dataset, let line, let version):
            "sluice.schema_versions has lost version \(version) of \(line) for \(Self.place(dataset)). "
                + "Restore the row; without it nobody can say what was applied"

        case .unknownVersion(let line, let version, let known):
            "\(line) has no version \(version): its migrations end with \(known). Name one of them, or use a newer sluice"
        case .targetBehind(let dataset, let line, let target, let applied):
            "\(Self.place(dataset)) is at version \(applied) of \(line) already, and migrations only go forward: version \(target) "
                + "is behind it. Name \(applied) or a later one, or restore a backup"
        case .baselineTooLate(let dataset, let line, let recorded):
            "\(Self.place(dataset)) has a record of \(line) up to version \(recorded) already, so there is nothing to adopt. "
                + "Run sluice migrate without --baseline"
        case .baselineLacksTables(let dataset, let line, let version, let tables):
            "schema \"\(dataset)\" does not have what versions 1 to \(version) of \(line) make: "
                + "\(tables.joined(separator: ", ")) \(tables.count == 1 ? "is" : "are") missing. "
                + "Name the version that it is at, or use another dataset"

        case .badDatasetName(let name, let reason):
            "\"\(name)\" cannot be the name of a dataset: \(reason). Choose another one, such as calls"
        case .serverTooOld(let version):
            "the server is PostgreSQL \(version / 10_000), and sluice needs 15 or newer"

        case .missingRight(let grant, let dataset, let cause, let applied):
            "the role may not migrate \(Self.place(dataset)): \(cause.message). Run `sluice migrate` as the role that owns the "
                + "tables, or have an administrator run: " + grant + Self.note(applied)
        case .locked(let dataset, let line, let file, let attempts, let blockers, let applied):
            "\(line)/\(file) did not get its locks on \(Self.place(dataset)) in \(attempts) attempts: "
                + (blockers.isEmpty
                    ? "other sessions held the tables, and were gone when they were looked for. Run it again"
                    : "its tables are held by \(Self.mend(blockers))")
                + Self.note(applied)
        case .anotherMigration(let dataset, let line, let file, let attempts, let blockers, let applied):
            "\(line)/\(file) did not get its turn on \(Self.place(dataset)) in \(attempts) attempts: another migration runs"
                + (blockers.isEmpty ? ". Run it again when that is done" : " in \(Self.mend(blockers))")
                + Self.note(applied)
        case .failed(let dataset, let line, let file, let cause, let applied):
            "\(line)/\(file) failed on \(Self.place(dataset)) and was rolled back: \(cause)" + Self.note(applied)
        case .failedOutside(let dataset, let line, let file, let statement, let cause, let applied):
            "\(line)/\(file) failed on \(Self.place(dataset)) at its statement \(statement), and what ran before it stays: "
                + "\(cause). Mend that and run it again: it begins anew" + Self.note(applied)
        case .invalidIndexes(let dataset, let line, let file, let indexes, let applied):
            "\(line)/\(file) ran on \(Self.place(dataset)), and an index that was not finished is left: "
                + "\(indexes.joined(separator: ", ")). Drop it or finish it (reindex index concurrently …), and run it again"
                + Self.note(applied)
        }
    }

    private static func place(_ dataset: String) -> String {
        dataset.isEmpty ? "the metadata tables" : "dataset \"\(dataset)\""
    }

    /// Who is in the way, and what to do about it.
    private static func mend(_ blockers: [Blocker]) -> String {
        let them = blockers.count == 1 ? "it" : "them"
        return
            "\(Blocker.sentence(blockers)). Let \(them) end, or end \(them) with \(Blocker.mends(blockers)); then run this again"
    }

    private static func note(_ applied: [AppliedMigration]) -> String {
        guard !applied.isEmpty else { return "" }
        let names = applied.map { "\($0.line) \($0.version) \($0.name)" }
        return ". Applied before, and kept: \(names.joined(separator: ", "))"
    }
}
