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

    package init(line: String, version: Int, name: String, sql: String) {
        self.line = line
        self.version = version
        self.name = name
        self.sql = sql
        checksum = Checksum.hex(Checksum.sha256(Array(sql.utf8)))
    }

    /// A file by its name and text. A name that breaks the rule is refused, and so is a file without a
    /// statement: it would be recorded as applied and could never be filled.
    package init(line: String, file: String, sql: String) throws(MigrationError) {
        guard let match = file.wholeMatch(of: /([0-9]{4})_([a-z0-9]+(?:_[a-z0-9]+)+)\.sql/),
            let version = Int(match.1), version > 0
        else {
            throw .badFileName(line: line, file: file)
        }
        let hasStatement = sql.split(whereSeparator: \.isNewline).contains {
            guard let first = $0.firstIndex(where: { !$0.isWhitespace }) else { return false }
            return !$0[first...].hasPrefix("--")
        }
        guard hasStatement else { throw .emptyFile(line: line, file: file) }
        self.init(line: line, version: version, name: String(match.2), sql: sql)
    }

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
package struct AppliedMigration: Sendable, Hashable {
    /// The dataset it was applied to; empty for Sluice's own tables.
    package let dataset: String
    package let line: String
    package let version: Int
    package let name: String
    package let duration: Duration

    package init(dataset: String, line: String, version: Int, name: String, duration: Duration) {
        self.dataset = dataset
        self.line = line
        self.version = version
        self.name = name
        self.duration = duration
    }
}
