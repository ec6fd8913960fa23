/// The locks that a migration takes on tables which others may be using, read off its statements.
///
/// After the manual, "Explicit Locking", and the pages of the commands. A table that the pending migrations make themselves
/// is nobody's yet, and is left out. Which tables a foreign key or a view reaches is not followed further than the statement says.
package struct MigrationLocks: Sendable, Hashable {
    /// A lock on one table.
    package struct Lock: Sendable, Hashable {
        package let table: String
        package let mode: Mode
    }

    /// The table-level locks, the weakest first.
    package enum Mode: Int, Sendable, Hashable, Comparable {
        case accessShare, rowShare, rowExclusive, shareUpdateExclusive, share, shareRowExclusive, exclusive
        case accessExclusive

        package static func < (left: Mode, right: Mode) -> Bool { left.rawValue < right.rawValue }

        package var name: String {
            switch self {
            case .accessShare: "ACCESS SHARE"
            case .rowShare: "ROW SHARE"
            case .rowExclusive: "ROW EXCLUSIVE"
            case .shareUpdateExclusive: "SHARE UPDATE EXCLUSIVE"
            case .share: "SHARE"
            case .shareRowExclusive: "SHARE ROW EXCLUSIVE"
            case .exclusive: "EXCLUSIVE"
            case .accessExclusive: "ACCESS EXCLUSIVE"
            }
        }

        /// Who has to wait, in words.
        package var consequence: String {
            switch self {
            case .accessShare, .rowShare, .rowExclusive: "readers and writers go on"
            case .shareUpdateExclusive: "readers and writers go on; vacuum and other changes of the table wait"
            case .share, .shareRowExclusive: "readers go on, writers wait"
            case .exclusive: "readers go on, all others wait"
            case .accessExclusive: "readers and writers wait"
            }
        }
    }

    package let migration: Migration

    /// The strongest lock on each table, in the order in which they are taken.
    package let locks: [Lock]

    /// Whether a statement is in it of which nothing can be told without running it, such as `do`.
    package let hasUnknown: Bool

    /// Of pending migrations, in their order.
    ///
    /// - Parameter onNothing: they are the first of all; then there is no table of ours that anybody could be using, whatever
    ///   they do.
    package static func of(_ pending: [Migration], onNothing: Bool = false) -> [MigrationLocks] {
        if onNothing { return pending.map { MigrationLocks(migration: $0, locks: [], hasUnknown: false) } }
        var made: Set<String> = []
        return pending.map { migration in
            var locks: [Lock] = []
            var hasUnknown = false
            for part in SQLScript(migration.sql).parts {
                let statement = LockingStatement(part.tokens)
                // The lines have schemas of their own: what one makes is not what the other means.
                for table in statement.makes { made.insert("\(migration.line).\(table)") }
                hasUnknown = hasUnknown || statement.isUnknown
                for (table, mode) in statement.locks where !made.contains("\(migration.line).\(table)") {
                    if let place = locks.firstIndex(where: { $0.table == table }) {
                        if locks[place].mode < mode { locks[place] = Lock(table: table, mode: mode) }
                    } else {
                        locks.append(Lock(table: table, mode: mode))
                    }
                }
            }
            return MigrationLocks(migration: migration, locks: locks, hasUnknown: hasUnknown)
        }
    }
}
