import Postgres

/// What the merge writes, by the verdicts.
///
/// New rows are inserted and changed ones updated, each by a statement of its own: `on conflict do update` would take another
/// look into the key's index for each row, and leave a mark of its own in the log.
extension Merge {
    func insert(in transaction: Transaction) async throws -> Int {
        let staged = tables.parentColumns.map(\.name)
        return try await transaction.query(
            """
            insert into \(live.parent) (\(unsafeSQL: list(staged)), _package_id, _loaded_at)
            select \(unsafeSQL: list(staged, of: "staged")), \(packageID), clock_timestamp()
            from \(tables.parent) as staged
            join \(tables.verdicts) as verdicts using (_ordinal)
            where verdicts.verdict = 'i'
            """
        ).affectedRows
    }

    /// Columns of a part that was not asked for stay as they are.
    func update(in transaction: Transaction) async throws -> Int {
        let key = Set(tables.table.key)
        let columns = tables.parentColumns.filter { !key.contains($0.name) && isWritten($0) }.map(\.name)
        let updates = columns.map { "\(quote($0)) = staged.\(quote($0))," }
        return try await transaction.query(
            """
            update \(live.parent) as live
            set \(unsafeSQL: updates.joined(separator: " "))
                _package_id = \(packageID),
                _loaded_at = clock_timestamp(),
                _deleted_at = null
            from \(tables.parent) as staged, \(tables.verdicts) as verdicts
            where verdicts.verdict = 'u'
                and staged._ordinal = verdicts._ordinal
                and \(unsafeSQL: equal(tables.table.key, "live", "verdicts"))
            """
        ).affectedRows
    }

    /// Gives rows that are equal but for their fingerprint the new one, so that the next run knows them at once.
    func renewFingerprints(in transaction: Transaction) async throws -> Int {
        try await transaction.query(
            """
            update \(live.parent) as live
            set _fingerprint = staged._fingerprint
            from \(tables.parent) as staged, \(tables.verdicts) as verdicts
            where verdicts.verdict = '?'
                and staged._ordinal = verdicts._ordinal
                and \(unsafeSQL: equal(tables.table.key, "live", "verdicts"))
                and live._fingerprint is distinct from staged._fingerprint
            """
        ).affectedRows
    }

    /// - Parameter ofNew: also what lies below rows that are new: whoever deleted such a row by hand may have left it.
    func deleteChildren(_ index: Int, scope: Statement, ofNew: Bool, in transaction: Transaction) async throws {
        try await transaction.query(
            """
            delete from \(live.children[index]) as child
            using \(tables.verdicts) as verdicts
            where \(unsafeSQL: equal(tables.table.key, "child", "verdicts"))
                and verdicts.verdict in (\(unsafeSQL: ofNew ? "'i', 'u'" : "'u'"))
                and \(scope)
            """)
    }

    func insertChildren(_ index: Int, in transaction: Transaction) async throws -> Int {
        let columns = tables.table.children[index].columns.map(\.name)
        return try await transaction.query(
            """
            insert into \(live.children[index]) (\(unsafeSQL: list(columns)))
            select \(unsafeSQL: list(columns, of: "child"))
            from \(tables.children[index]) as child
            join \(tables.verdicts) as verdicts using (_ordinal)
            where verdicts.verdict in ('i', 'u')
            """
        ).affectedRows
    }
}
