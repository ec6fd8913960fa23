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
        let verdicts = try await judge(ordinals, in: transaction)
        CrashPoint.mergeJudged.reach()
        var outcome = Outcome()
        outcome.duplicates = verdicts.duplicates
        outcome.unchanged = verdicts.same + verdicts.undecided
        if verdicts.undecided > 0, tables.table.keepsFingerprint {
            outcome.fingerprintsRenewed = try await transaction.query(fingerprintRenewal).affectedRows
        }
        guard verdicts.new + verdicts.changed > 0 else { return outcome }
        if verdicts.new > 0 { outcome.inserted = try await transaction.query(insertion).affectedRows }
        if verdicts.changed > 0 { outcome.updated = try await transaction.query(update).affectedRows }
        CrashPoint.mergeParentsWritten.reach()
        for (index, child) in tables.table.children.enumerated() {
            guard let scope = scope(of: child, alias: "child") else { continue }
            try await transaction.query(childDeletion(index, scope: scope))
            outcome.children[child.name] = try await transaction.query(childInsertion(index)).affectedRows
        }
        CrashPoint.mergeWritten.reach()
        return outcome
    }

    // MARK: - What was asked for

    func isWritten(_ column: Column) -> Bool {
        column == SystemColumn.extra
            ? asked.includesExtra : column == SystemColumn.fingerprint || asked.contains(column.part)
    }

    var comparedColumns: [String] {
        (tables.table.columns.filter { asked.contains($0.part) } + (asked.includesExtra ? [SystemColumn.extra] : []))
            .map(\.name).filter { !tables.table.key.contains($0) }
    }

    /// The condition on rows of a child table that this merge may touch; nil when it may touch none.
    func scope(of child: ChildTable, alias: String) -> Statement? {
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

extension LiveTables {
    /// Gathers the planner's statistics of tables that have none yet.
    ///
    /// The planner takes each key of such a child table for one in two hundred and reads it whole for each batch. On most servers
    /// autovacuum would tell it better, within minutes; a first load is over by then. What it learns of a first batch holds as the
    /// tables grow: that keys are distinct, and how many rows come with each. Who does not own a table is warned and goes on.
    func analyzeNew(in transaction: Transaction) async throws {
        let tables = [parent] + children
        let names = tables.map(\.sql)
        let never = try await transaction.query(
            """
            select array_position(\(names)::text[], name)
            from unnest(\(names)::text[]) as name
            join pg_catalog.pg_class on pg_class.oid = name::regclass
            where pg_class.reltuples < 0
                and pg_relation_size(pg_class.oid) > 0
            """)
        for row in never {
            try await transaction.query("analyze \(tables[try row.decode(0, as: Int.self) - 1])")
        }
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
