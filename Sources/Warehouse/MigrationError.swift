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

    // The files that run outside a transaction.
    case unknownMark(line: String, file: String, mark: String)
    case notRetryable(line: String, file: String, index: String)
    case schemaNotNamed(line: String, file: String, statement: Int)

    // The files against what the database has.
    case changedFile(dataset: String, line: String, file: String)
    case changedStatements(dataset: String, files: [String])
    case newerDatabase(dataset: String, line: String, applied: Int, known: Int)
    case missingRecord(dataset: String, line: String, version: Int)

    // What was asked for.
    case unknownVersion(line: String, version: Int, known: Int)
    case targetBehind(dataset: String, line: String, target: Int, applied: Int)
    case baselineTooLate(dataset: String, line: String, recorded: Int)
    case baselineLacksTables(dataset: String, line: String, version: Int, tables: [String])

    // The dataset and the server.
    case badDatasetName(String, reason: String)
    case serverTooOld(version: Int)

    // The work. `applied` is what this run had applied before; it stays.
    case missingRight(grant: String, dataset: String, cause: PostgresError, applied: [AppliedMigration])
    case locked(
        dataset: String, line: String, file: String, attempts: Int, by: [Blocker], applied: [AppliedMigration])
    case anotherMigration(
        dataset: String, line: String, file: String, attempts: Int, by: [Blocker], applied: [AppliedMigration])
    case failed(
        dataset: String, line: String, file: String, cause: PostgresError, applied: [AppliedMigration])
    case failedOutside(
        dataset: String, line: String, file: String, statement: Int, cause: PostgresError,
        applied: [AppliedMigration])
    case invalidIndexes(
        dataset: String, line: String, file: String, indexes: [String], applied: [AppliedMigration])

    /// Whether others hold what it waited for.
    package var isAboutLocks: Bool {
        switch self {
        case .locked, .anotherMigration: true
        default: false
        }
    }

    /// What this run had applied before it failed, and what therefore stays.
    package var applied: [AppliedMigration] {
        switch self {
        case .missingRight(_, _, _, let applied), .locked(_, _, _, _, _, let applied),
            .anotherMigration(_, _, _, _, _, let applied), .failed(_, _, _, _, let applied),
            .failedOutside(_, _, _, _, _, let applied), .invalidIndexes(_, _, _, _, let applied):
            applied
        default:
            []
        }
    }

    /// What the server said, when it was the server that said no, or the connection that broke.
    package var cause: PostgresError? {
        switch self {
        case .missingRight(_, _, let cause, _), .failed(_, _, _, let cause, _),
            .failedOutside(_, _, _, _, let cause, _):
            cause
        default: nil
        }
    }
}
