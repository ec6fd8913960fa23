package import Foundation
package import Postgres

/// The merge of a staged batch into its table and child tables.
///
/// Only rows that are new or differ are written. The staged set is first reduced to the latest record of each key and joined
/// to the table, and each winner gets a verdict; the upsert is fed by the verdicts. (`on conflict do update … where …
/// is distinct from` alone would lock, and so log, every row that did not change.) Statements meet staged and live rows on
/// the key alone and take their counts from what they return, so that the tables can be distributed by that key.
package struct Merge: Sendable {
    let tables: StagingTables
    let live: LiveTables
    let asked: AskedParts
    let packageID: UUID
    let ignoresFingerprints: Bool

    /// - Parameters:
    ///   - schema: the schema of the dataset.
    ///   - asked: the parts of the record that were asked for; columns and child rows of other parts are left as they are.
    ///   - ignoresFingerprints: compare columns and children even where the fingerprint says that nothing changed.
    package init(
        tables: StagingTables, schema: String, asked: AskedParts, packageID: UUID, ignoresFingerprints: Bool = false
    ) {
        self.tables = tables
        self.live = LiveTables(table: tables.table, schema: schema)
        self.asked = asked
        self.packageID = packageID
        self.ignoresFingerprints = ignoresFingerprints
    }

    /// What a merge did, from the statements' own words.
    package struct Outcome: Sendable, Equatable {
        package var inserted = 0
        package var updated = 0
        package var unchanged = 0
        package var duplicates = 0
        /// Of the unchanged ones: rows whose fingerprint alone was renewed.
        package var fingerprintsRenewed = 0
        /// Child rows written, by table.
        package var children: [String: Int] = [:]

        /// The staged records, each of which became one of these.
        var records: Int { inserted + updated + unchanged + duplicates }
    }

    /// Merges the staged records with ordinals in the range; all of them when it is nil.
    package func run(in transaction: Transaction, ordinals: ClosedRange<Int64>? = nil) async throws -> Outcome {
        var outcome = Outcome()
        var verdicts = try await judge(ordinals, in: transaction)
        outcome.duplicates = verdicts.duplicates
        if verdicts.undecided > 0 {
            let changed = try await compareChildren(in: transaction)
            verdicts.undecided -= changed
            verdicts.changed += changed
        }
        CrashPoint.mergeJudged.reach()
        outcome.unchanged = verdicts.same + verdicts.undecided
        if verdicts.undecided > 0, tables.table.keepsFingerprint {
            outcome.fingerprintsRenewed = try await renewFingerprints(in: transaction)
        }
        if verdicts.new + verdicts.changed > 0 {
            (outcome.inserted, outcome.updated) = try await upsert(in: transaction)
            CrashPoint.mergeParentsWritten.reach()
            for index in tables.table.children.indices {
                outcome.children[tables.table.children[index].name] = try await replaceChildren(
                    index, in: transaction)
            }
            CrashPoint.mergeWritten.reach()
        }
        return outcome
    }

    // MARK: - Verdicts

    private struct Verdicts {
        var new = 0
        var changed = 0
        var same = 0
        var undecided = 0
        var duplicates = 0
    }

    /// Writes a verdict for the latest record of each key: `i` new, `u` changed, `=` same fingerprint, `?` equal columns,
    /// so that the children decide.
    private func judge(_ ordinals: ClosedRange<Int64>?, in transaction: Transaction) async throws -> Verdicts {
        let key = tables.table.key
        let range: Statement =
            ordinals.map { "staged._ordinal between \($0.lowerBound) and \($0.upperBound)" } ?? "true"
        let laterRange: Statement =
            ordinals.map { "and later._ordinal between \($0.lowerBound) and \($0.upperBound)" } ?? ""
        let fingerprint =
            tables.table.keepsFingerprint && !ignoresFingerprints
            ? "when live._fingerprint = staged._fingerprint then '='" : ""
        try await transaction.query("delete from \(tables.verdicts)")
        let written = try await transaction.query(
            """
            with judged as (
                insert into \(tables.verdicts) (_ordinal, \(unsafeSQL: list(key)), verdict)
                select
                    staged._ordinal,
                    \(unsafeSQL: list(key, of: "staged")),
                    case
                        when live._package_id is null then 'i'
                        when live._deleted_at is not null then 'u'
                        \(unsafeSQL: fingerprint)
                        when \(unsafeSQL: differs(comparedColumns, "staged", "live")) then 'u'
                        else '?'
                    end
                from \(tables.parent) as staged
                left join \(live.parent) as live on \(unsafeSQL: equal(key, "staged", "live"))
                where \(range)
                    and not exists (
                        select from \(tables.parent) as later
                        where \(unsafeSQL: equal(key, "staged", "later"))
                            and later._ordinal > staged._ordinal
                            \(laterRange)
                    )
                returning verdict
            )
            select
                count(*) filter (where verdict = 'i'),
                count(*) filter (where verdict = 'u'),
                count(*) filter (where verdict = '='),
                count(*) filter (where verdict = '?'),
                (select count(*) from \(tables.parent) as staged where \(range)) - count(*)
            from judged
            """)
        guard let row = written.first else { return Verdicts() }
        let (new, changed, same, undecided, duplicates) = try row.decode((Int, Int, Int, Int, Int).self)
        return Verdicts(new: new, changed: changed, same: same, undecided: undecided, duplicates: duplicates)
    }

    /// Turns `?` into `u` where the staged children differ from those the tables hold.
    private func compareChildren(in transaction: Transaction) async throws -> Int {
        var changed = 0
        let key = tables.table.key
        for (index, child) in tables.table.children.enumerated() {
            guard let scope = scope(of: child, alias: "child") else { continue }
            let columns = child.columns.map(\.name)
            changed += try await transaction.query(
                """
                update \(tables.verdicts) as verdicts
                set verdict = 'u'
                from (
                    select distinct \(unsafeSQL: key.map { "coalesce(staged.\(quote($0)), live.\(quote($0))) as \(quote($0))" }.joined(separator: ", "))
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
            ).affectedRows
        }
        return changed
    }

    /// Gives rows that are equal but for their fingerprint the new one, so that the next run knows them at once.
    private func renewFingerprints(in transaction: Transaction) async throws -> Int {
        try await transaction.query(
            """
            update \(live.parent) as live
            set _fingerprint = staged._fingerprint
            from \(tables.parent) as staged
            join \(tables.verdicts) as verdicts using (_ordinal)
            where verdicts.verdict = '?'
                and \(unsafeSQL: equal(tables.table.key, "live", "staged"))
                and live._fingerprint is distinct from staged._fingerprint
            """
        ).affectedRows
    }

    // MARK: - Writing

    private func upsert(in transaction: Transaction) async throws -> (inserted: Int, updated: Int) {
        let staged = tables.parentColumns.map(\.name)
        let key = Set(tables.table.key)
        let updates =
            (tables.parentColumns.filter { !key.contains($0.name) && isWritten($0) }.map(\.name)
            + ["_package_id", "_loaded_at"])
            .map { "\(quote($0)) = excluded.\(quote($0))" } + ["_deleted_at = null"]
        let result = try await transaction.query(
            """
            with written as (
                insert into \(live.parent) (\(unsafeSQL: list(staged)), _package_id, _loaded_at)
                select \(unsafeSQL: list(staged, of: "staged")), \(packageID), clock_timestamp()
                from \(tables.parent) as staged
                join \(tables.verdicts) as verdicts using (_ordinal)
                where verdicts.verdict in ('i', 'u')
                on conflict (\(unsafeSQL: list(tables.table.key))) do update
                set \(unsafeSQL: updates.joined(separator: ", "))
                returning xmax = 0 as is_new
            )
            select count(*) filter (where is_new), count(*) filter (where not is_new)
            from written
            """)
        guard let row = result.first else { return (0, 0) }
        return try row.decode((Int, Int).self)
    }

    /// The child rows of new parents go as well: whoever deleted the parents by hand may have left them.
    private func replaceChildren(_ index: Int, in transaction: Transaction) async throws -> Int {
        let child = tables.table.children[index]
        guard let scope = scope(of: child, alias: "child") else { return 0 }
        try await transaction.query(
            """
            delete from \(live.children[index]) as child
            using \(tables.verdicts) as verdicts
            where \(unsafeSQL: equal(tables.table.key, "child", "verdicts"))
                and verdicts.verdict in ('i', 'u')
                and \(scope)
            """)
        let columns = child.columns.map(\.name)
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

    // MARK: - What was asked for

    private func isWritten(_ column: Column) -> Bool {
        column == SystemColumn.extra
            ? asked.includesExtra : column == SystemColumn.fingerprint || asked.contains(column.part)
    }

    private var comparedColumns: [String] {
        (tables.table.columns.filter { asked.contains($0.part) } + (asked.includesExtra ? [SystemColumn.extra] : []))
            .map(\.name).filter { !tables.table.key.contains($0) }
    }

    /// The condition on rows of a child table that this merge may touch; nil when it may touch none.
    private func scope(of child: ChildTable, alias: String) -> Statement? {
        guard asked.contains(child.part) else { return nil }
        guard let groups = child.groups, groups.members.contains(where: { !asked.contains($0.part) }) else {
            return "true"
        }
        let names = groups.members.filter { asked.contains($0.part) }.map(\.name)
        return names.isEmpty ? nil : "\(unsafeSQL: alias).\(Identifier(groups.column)) = any(\(names)::text[])"
    }
}

/// The live tables of a resource in a dataset's schema.
package struct LiveTables: Sendable {
    package let parent: Identifier
    package let children: [Identifier]

    package init(table: Table, schema: String) {
        parent = Identifier(schema, table.name)
        children = table.children.map { Identifier(schema, $0.name) }
    }
}

// MARK: - Pieces of SQL

func quote(_ name: String) -> String {
    Identifier(name).sql
}

func list(_ columns: [String], of alias: String? = nil) -> String {
    columns.map { (alias.map { "\($0)." } ?? "") + quote($0) }.joined(separator: ", ")
}

func equal(_ columns: [String], _ left: String, _ right: String) -> String {
    columns.map { "\(left).\(quote($0)) = \(right).\(quote($0))" }.joined(separator: " and ")
}

func differs(_ columns: [String], _ left: String, _ right: String) -> String {
    guard !columns.isEmpty else { return "false" }
    return "(\(list(columns, of: left))) is distinct from (\(list(columns, of: right)))"
}
