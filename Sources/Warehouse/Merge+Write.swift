import Postgres

/// What the merge writes, by the verdicts.
///
/// New rows are inserted and changed ones updated, each by a statement of its own: `on conflict do update` would take another
/// look into the key's index for each row, and leave a mark of its own in the log.
extension Merge {
    var insertion: Statement {
        let staged = tables.parentColumns.map(\.name)
        return """
            insert into \(live.parent) (\(unsafeSQL: list(staged)), _package_id, _loaded_at)
            select \(unsafeSQL: list(staged, of: "staged")), \(packageID), clock_timestamp()
            from \(tables.parent) as staged
            join \(tables.verdicts) as verdicts using (_ordinal)
            where verdicts.verdict = 'i'
            """
    }

    /// Columns of a part that was not asked for stay as they are.
    var update: Statement {
        let key = Set(tables.table.key)
        let columns = tables.parentColumns.filter { !key.contains($0.name) && isWritten($0) }.map(\.name)
        let updates = columns.map { "\(quote($0)) = staged.\(quote($0))," }
        return """
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
    }

    /// Gives rows that are equal but for their fingerprint the new one, so that the next run knows them at once.
    var fingerprintRenewal: Statement {
        """
        update \(live.parent) as live
        set _fingerprint = staged._fingerprint
        from \(tables.parent) as staged, \(tables.verdicts) as verdicts
        where verdicts.verdict = '?'
            and staged._ordinal = verdicts._ordinal
            and \(unsafeSQL: equal(tables.table.key, "live", "verdicts"))
            and live._fingerprint is distinct from staged._fingerprint
        """
    }

    /// The child rows of new parents go as well: whoever deleted the parents by hand may have left them.
    func childDeletion(_ index: Int, scope: Statement) -> Statement {
        """
        delete from \(live.children[index]) as child
        using \(tables.verdicts) as verdicts
        where \(unsafeSQL: equal(tables.table.key, "child", "verdicts"))
            and verdicts.verdict in ('i', 'u')
            and \(scope)
        """
    }

    func childInsertion(_ index: Int) -> Statement {
        let columns = tables.table.children[index].columns.map(\.name)
        return """
            insert into \(live.children[index]) (\(unsafeSQL: list(columns)))
            select \(unsafeSQL: list(columns, of: "child"))
            from \(tables.children[index]) as child
            join \(tables.verdicts) as verdicts using (_ordinal)
            where verdicts.verdict in ('i', 'u')
            """
    }
}
