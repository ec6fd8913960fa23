package import Postgres

/// Why migrations were refused or could not be applied. Each message says what to do.
package enum MigrationError: Error, Sendable, CustomStringConvertible {
    // The files.
    case folderNotFound(tried: [String])
    case noSuchLine(line: String, folder: String, lines: [String])
    case unreadable(path: String, reason: String)
    case badFileName(line: String, file: String)
    case emptyFile(line: String, file: String)
    case doubleVersion(line: String, files: [String])
    case missingFile(line: String, version: Int, next: String)

    // The files against what the database has.
    case changedFile(dataset: String, line: String, file: String)
    case newerDatabase(dataset: String, line: String, applied: Int, known: Int)
    case missingRecord(dataset: String, line: String, version: Int)

    // The dataset and the server.
    case badDatasetName(String, reason: String)
    case serverTooOld(version: Int)

    // The work. `applied` is what this run had applied before; it stays.
    case missingRight(grant: String, dataset: String, cause: PostgresError, applied: [AppliedMigration])
    case locked(dataset: String, line: String, file: String, attempts: Int, applied: [AppliedMigration])
    case failed(
        dataset: String, line: String, file: String, cause: PostgresError, applied: [AppliedMigration])

    /// What this run had applied before it failed, and what therefore stays.
    package var applied: [AppliedMigration] {
        switch self {
        case .missingRight(_, _, _, let applied), .locked(_, _, _, _, let applied), .failed(_, _, _, _, let applied):
            applied
        default:
            []
        }
    }

    /// What the server said, when it was the server that said no, or the connection that broke.
    package var cause: PostgresError? {
        switch self {
        case .missingRight(_, _, let cause, _), .failed(_, _, _, let cause, _): cause
        default: nil
        }
    }

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
        case .changedFile(let dataset, let line, let file):
            "\(line)/\(file) is not the file that was applied to \(Self.place(dataset)). "
                + "Restore it as it was (sluice.schema_versions has the text that ran), "
                + "and put the change in a new migration"
        case .newerDatabase(let dataset, let line, let applied, let known):
            "\(Self.place(dataset)) is at version \(applied) of \(line), and this sluice knows \(known). "
                + "Use the version of sluice that migrated it, or a newer one"
        case .missingRecord(let dataset, let line, let version):
            "sluice.schema_versions has lost version \(version) of \(line) for \(Self.place(dataset)). "
                + "Restore the row; without it nobody can say what was applied"
        case .badDatasetName(let name, let reason):
            "\"\(name)\" cannot be the name of a dataset: \(reason). Choose another one, such as calls"
        case .serverTooOld(let version):
            "the server is PostgreSQL \(version / 10_000), and sluice needs 15 or newer"
        case .missingRight(let grant, let dataset, let cause, let applied):
            "the role may not migrate \(Self.place(dataset)): \(cause.message). Have an administrator run: "
                + grant + Self.note(applied)
        case .locked(let dataset, let line, let file, let attempts, let applied):
            "\(line)/\(file) did not get its locks on \(Self.place(dataset)) in \(attempts) attempts: "
                + "other sessions hold the tables (select * from pg_stat_activity), or another migration runs. Try again when they are done"
                + Self.note(applied)
        case .failed(let dataset, let line, let file, let cause, let applied):
            "\(line)/\(file) failed on \(Self.place(dataset)) and was rolled back: \(cause)" + Self.note(applied)
        }
    }

    private static func place(_ dataset: String) -> String {
        dataset.isEmpty ? "the metadata tables" : "dataset \"\(dataset)\""
    }

    private static func note(_ applied: [AppliedMigration]) -> String {
        guard !applied.isEmpty else { return "" }
        let names = applied.map { "\($0.line) \($0.version) \($0.name)" }
        return ". Applied before, and kept: \(names.joined(separator: ", "))"
    }
}
