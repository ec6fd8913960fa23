import Postgres

/// What the merge decides about the staged records.
extension Merge {
    struct Verdicts {
        var new = 0
        var changed = 0
        var same = 0
        /// Equal to their rows but for the fingerprint.
        var undecided = 0
        var duplicates = 0
    }

    /// Writes a verdict for the latest record of each key: `i` new, `u` changed, `=` same fingerprint, `?` equal in all but
    /// the fingerprint.
    func judge(_ ordinals: ClosedRange<Int64>?, in transaction: Transaction) async throws -> Verdicts {
        var verdicts = try await compareFingerprints(ordinals, in: transaction)
        if verdicts.undecided > 0 {
            let changed = try await transaction.query(columnComparison).affectedRows
            verdicts.undecided -= changed
            verdicts.changed += changed
        }
        if verdicts.undecided > 0 {
            let changed = try await compareChildren(in: transaction)
            verdicts.undecided -= changed
            verdicts.changed += changed
        }
        return verdicts
    }

    /// The staged set is narrowed to keys and fingerprints before it is sorted and joined: of the wide rows, only those that
    /// may have changed are looked at, afterwards. The planner meets few rows there, and so looks the live ones up by their
    /// key; a hash of the live table would make each batch dearer as the table grows.
    func fingerprintComparison(_ ordinals: ClosedRange<Int64>? = nil) -> Statement {
        let key = tables.table.key
        let range: Statement =
            ordinals.map { "staged._ordinal between \($0.lowerBound) and \($0.upperBound)" } ?? "true"
        let keepsFingerprint = tables.table.keepsFingerprint && !ignoresFingerprints
        let fingerprint = keepsFingerprint ? ", staged._fingerprint" : ""
        let isSame = keepsFingerprint ? "when live._fingerprint = latest._fingerprint then '='" : ""
        return """
            with latest as (
                select distinct on (\(unsafeSQL: list(key, of: "staged")))
                    staged._ordinal, \(unsafeSQL: list(key, of: "staged"))\(unsafeSQL: fingerprint)
                from \(tables.parent) as staged
                where \(range)
                order by \(unsafeSQL: list(key, of: "staged")), staged._ordinal desc
            ),
            judged as (
                insert into \(tables.verdicts) (_ordinal, \(unsafeSQL: list(key)), verdict)
                select
                    latest._ordinal,
                    \(unsafeSQL: list(key, of: "latest")),
                    case
                        when live._package_id is null then 'i'
                        when live._deleted_at is not null then 'u'
                        \(unsafeSQL: isSame)
                        else '?'
                    end
                from latest
                left join \(live.parent) as live on \(unsafeSQL: equal(key, "latest", "live"))
                returning verdict
            )
            select
                count(*) filter (where verdict = 'i'),
                count(*) filter (where verdict = 'u'),
                count(*) filter (where verdict = '='),
                count(*) filter (where verdict = '?'),
                (select count(*) from \(tables.parent) as staged where \(range)) - count(*)
            from judged
            """
    }

    private func compareFingerprints(
        _ ordinals: ClosedRange<Int64>?, in transaction: Transaction
    ) async throws -> Verdicts {
        let written = try await transaction.query(fingerprintComparison(ordinals))
        guard let row = written.first else { return Verdicts() }
        let (new, changed, same, undecided, duplicates) = try row.decode((Int, Int, Int, Int, Int).self)
        return Verdicts(new: new, changed: changed, same: same, undecided: undecided, duplicates: duplicates)
    }

    /// Turns `?` into `u` where a staged column differs from its row.
    var columnComparison: Statement {
        """
        update \(tables.verdicts) as verdicts
        set verdict = 'u'
        from \(tables.parent) as staged, \(live.parent) as live
        where verdicts.verdict = '?'
            and staged._ordinal = verdicts._ordinal
            and \(unsafeSQL: equal(tables.table.key, "live", "verdicts"))
            and \(unsafeSQL: differs(comparedColumns, "staged", "live"))
        """
    }

    /// Turns `?` into `u` where the staged children differ from those the tables hold.
    func childComparison(_ index: Int, scope: Statement) -> Statement {
        let key = tables.table.key
        let child = tables.table.children[index]
        let columns = child.columns.map(\.name)
        let either = key.map { "coalesce(staged.\(quote($0)), live.\(quote($0))) as \(quote($0))" }
        return """
            update \(tables.verdicts) as verdicts
            set verdict = 'u'
            from (
                select distinct \(unsafeSQL: either.joined(separator: ", "))
                from (
                    select \(unsafeSQL: list(columns, of: "child"))
                    from \(tables.children[index]) as child
                    join \(tables.verdicts) as verdicts using (_ordinal)
                    where verdicts.verdict = '?'
                ) as staged
                full join (
                    select \(unsafeSQL: list(columns, of: "child"))
                    from \(live.children[index]) as child
                    join \(tables.verdicts) as verdicts using (\(unsafeSQL: list(key)))
                    where verdicts.verdict = '?'
                        and \(scope)
                ) as live on \(unsafeSQL: equal(child.key, "staged", "live"))
                where \(unsafeSQL: differs(columns, "staged", "live"))
            ) as different
            where \(unsafeSQL: equal(key, "verdicts", "different"))
                and verdicts.verdict = '?'
            """
    }

    private func compareChildren(in transaction: Transaction) async throws -> Int {
        var changed = 0
        for (index, child) in tables.table.children.enumerated() {
            guard let scope = scope(of: child, alias: "child") else { continue }
            changed += try await transaction.query(childComparison(index, scope: scope)).affectedRows
        }
        return changed
    }
}
