import Postgres

/// Copies rows straight into their table, past staging and merge: for a page of records of which the table holds none.
///
/// A backfill is made of such pages. Written once instead of twice, their rows cost the server a quarter less. Whether the table
/// really holds none is not asked: where one stands in the way after all (its creation time was changed, another span has brought
/// it meanwhile) or a value is refused, the server says so, the transaction has done nothing, and the page goes the ordinary way.
/// So it does where child rows were left behind, which whoever deleted their parents by hand may have done.
package struct DirectCopy: Sendable {
    let table: Table
    let live: LiveTables
    let rows: StagedRows
    let keys: [RowKey]
    let asked: AskedParts

    /// - Parameters:
    ///   - rows: of a package, not of a batch: see ``StagedRows/Beginning``.
    ///   - keys: of the records that the rows are of, at least.
    package init(table: Table, schema: String, rows: StagedRows, keys: [RowKey], asked: AskedParts) {
        self.table = table
        self.live = LiveTables(table: table, schema: schema)
        self.rows = rows
        self.keys = keys
        self.asked = asked
    }

    /// The rows did not get in: the batch is to be staged and merged.
    package struct Obstructed: Error {}

    func run(in transaction: Transaction) async throws -> Merge.Outcome {
        for (index, child) in table.children.enumerated() where asked.contains(child.part) {
            let left = try await transaction.query(orphans(index))
            if let row = left.first, try row.decode(0, as: Bool.self) { throw Obstructed() }
        }
        var outcome = Merge.Outcome()
        let columns = ["_package_id", "_loaded_at"] + StagingTables.parentColumns(of: table).map(\.name)
        outcome.inserted = try await copy(rows.parent, into: live.parent, columns, in: transaction)
        CrashPoint.mergeParentsWritten.reach()
        for (index, child) in table.children.enumerated() where rows.children[index].count > 0 {
            outcome.children[child.name] = try await copy(
                rows.children[index], into: live.children[index], child.columns.map(\.name), in: transaction)
        }
        CrashPoint.mergeWritten.reach()
        try await live.analyzeNew(in: transaction)
        return outcome
    }

    /// Whether any child row of the keys is there. The limit keeps the planner from reading the child table whole.
    func orphans(_ index: Int) -> Statement {
        var arrays: Statement = ""
        for (place, column) in table.keyColumns.enumerated() {
            let values = keys.map { $0.parts[place] }
            arrays += "\(unsafeSQL: place == 0 ? "" : ", ")\(values)::\(unsafeSQL: column.type.rawValue)[]"
        }
        return """
            select exists (
                select
                from unnest(\(arrays)) as keys (\(unsafeSQL: list(table.key)))
                cross join lateral (
                    select
                    from \(live.children[index]) as child
                    where \(unsafeSQL: equal(table.key, "child", "keys"))
                    limit 1
                ) as found
            )
            """
    }

    private func copy(
        _ rows: RowWriter, into table: Identifier, _ columns: [String], in transaction: Transaction
    ) async throws -> Int {
        let bytes = rows.bytes
        return try await transaction.copy(into: table, columns: columns.map { Identifier($0) }) { writer in
            // In two halves, so that a test can stand between them.
            let middle = bytes.index(bytes.startIndex, offsetBy: bytes.count / 2)
            try await writer.write(bytes[..<middle])
            CrashPoint.copyHalfway.reach()
            try await writer.write(bytes[middle...])
        }
    }
}
