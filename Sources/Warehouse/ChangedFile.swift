/// A file that is not what was applied, and what tells the two apart.
package struct ChangedFile: Sendable {
    /// The dataset that it was applied to; empty for Sluice's own tables.
    package let dataset: String
    /// As the file is now.
    package let migration: Migration
    /// The text that ran.
    package let recorded: String

    /// Whether it would still do the same: only comments and white space differ, and how it runs does not.
    package var saysTheSame: Bool {
        let old = Migration(
            line: migration.line, version: migration.version, name: migration.name, sql: recorded)
        return old.isTransactional == migration.isTransactional
            && SQLScript(recorded).saysTheSame(as: SQLScript(migration.sql))
    }

    /// What changed from the text that ran to the file, line by line.
    package var difference: String {
        let name = "\(migration.line)/\(migration.file)"
        return "--- \(name) as applied\n+++ \(name)\n" + LineDiff(from: recorded, to: migration.sql).text
    }

    var path: String { "\(migration.line)/\(migration.file)" }
}
