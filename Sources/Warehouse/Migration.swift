/// One numbered SQL file of a line: `0003_create_leads.sql`.
///
/// A line is an independent sequence that counts from 1: Sluice's own tables are one, the tables of each
/// source another. A migration never changes once it was applied anywhere; a mistake gets a new one.
package struct Migration: Sendable, Hashable {
    package let line: String
    package let version: Int
    /// What it does, as a verb phrase: `create_leads`.
    package let name: String
    package let sql: String
    /// SHA-256 of the SQL in hexadecimal.
    package let checksum: String
    /// False when its first line is ``outsideMark``: then its statements run one by one, outside a transaction.
    ///
    /// A few statements, such as `create index concurrently`, cannot run in one. Such a file can be left half done, and is run
    /// again from its beginning, so each of its statements must do no harm the second time.
    package let isTransactional: Bool

    /// The first line of a migration that cannot run in a transaction.
    package static let outsideMark = "-- sluice: no transaction"

    package init(line: String, version: Int, name: String, sql: String) {
        self.line = line
        self.version = version
        self.name = name
        self.sql = sql
        checksum = Checksum.hex(Checksum.sha256(Array(sql.utf8)))
        isTransactional = Self.firstLine(of: sql) != Self.outsideMark
    }

    /// A file by its name and text. A name that breaks the rule is refused, and so is a file without a
    /// statement: it would be recorded as applied and could never be filled.
    package init(line: String, file: String, sql: String) throws(MigrationError) {
        guard let match = file.wholeMatch(of: /([0-9]{4})_([a-z0-9]+(?:_[a-z0-9]+)+)\.sql/),
            let version = Int(match.1), version > 0
        else {
            throw .badFileName(line: line, file: file)
        }
        guard SQLScript.isAny(in: sql) else { throw .emptyFile(line: line, file: file) }
        self.init(line: line, version: version, name: String(match.2), sql: sql)
        let mark = Self.firstLine(of: sql)
        if isTransactional, mark.hasPrefix("--"), mark.contains("sluice:") {
            throw .unknownMark(line: line, file: file, mark: mark)
        }
        if !isTransactional { try Self.checkOutside(SQLScript(sql), line: line, file: file) }
    }

    /// Refuses what would not survive to be run again, or would look for its tables wherever the role's `search_path` points.
    private static func checkOutside(_ script: SQLScript, line: String, file: String) throws(MigrationError) {
        if let index = script.indexThatCannotBeRetried { throw .notRetryable(line: line, file: file, index: index) }
        for (index, part) in script.parts.enumerated() where !part.namesSchema {
            if part.tokens.first?.isWord("select") ?? false { continue }
            throw .schemaNotNamed(line: line, file: file, statement: index + 1)
        }
    }

    private static func firstLine(of sql: String) -> String { String(sql.prefix { !$0.isNewline }) }

    package var file: String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_\(name).sql"
    }

    /// The migrations of a line in the order of their versions, which must be 1, 2, 3 and so on.
    package static func ordered(_ migrations: [Migration], line: String) throws(MigrationError) -> [Migration] {
        let ordered = migrations.sorted { ($0.version, $0.name) < ($1.version, $1.name) }
        var expected = 1
        var previous: Migration?
        for migration in ordered {
            if let previous, previous.version == migration.version {
                throw .doubleVersion(line: line, files: [previous.file, migration.file])
            }
            guard migration.version == expected else {
                throw .missingFile(line: line, version: expected, next: migration.file)
            }
            expected += 1
            previous = migration
        }
        return ordered
    }
}

/// What applying one migration came to.
public struct AppliedMigration: Sendable, Hashable {
    /// The dataset it was applied to; empty for Sluice's own tables.
    public let dataset: String
    /// Its line: the name of the source, or `sluice`.
    public let line: String
    /// Its number in the line, from 1.
    public let version: Int
    /// What it does: the words of its file's name.
    public let name: String
    /// How long it took.
    public let duration: Duration

    package init(dataset: String, line: String, version: Int, name: String, duration: Duration) {
        self.dataset = dataset
        self.line = line
        self.version = version
        self.name = name
        self.duration = duration
    }
}
