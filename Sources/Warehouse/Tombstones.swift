package import Foundation
package import Postgres

/// Rows that a complete reading found gone from the API: they get `_deleted_at`, and stay.
package struct Tombstones: Sendable {
    package let table: Table
    package let schema: String
    package let kind: Kind

    package enum Kind: Sendable {
        /// The keys that were in the table's stretch of creation time and not among the records read there.
        ///
        /// Both bounds are exclusive: whether an API takes them for inclusive must not matter. A row that was moved out of
        /// the stretch, or out of the scope that was read, is left alone.
        case missing(keys: [RowKey], after: Date, before: Date, scope: (column: String, value: String)?)

        /// All rows whose scope has a tombstone itself: nothing is read for it any more.
        case inGoneScopes(column: String, table: String)

        /// All rows but those with the keys: what remains of a list that was read whole. `among` narrows it to rows with one of
        /// the values in a column: those of the parents whose own lists were read.
        case allBut(keys: [RowKey], among: (column: String, values: [String])? = nil)
    }

    package init(table: Table, schema: String, kind: Kind) {
        self.table = table
        self.schema = schema
        self.kind = kind
    }

    /// When so many rows would get a tombstone, none of them does: more than 20 % of the live rows, and more than 100.
    package static func isMassDeletion(_ deleted: Int, of live: Int) -> Bool {
        deleted > 100 && deleted * 5 > live
    }

    package struct Outcome: Sendable, Equatable {
        package var deleted = 0
        /// Rows that would have got a tombstone but for the guard against mass deletion.
        package var heldBack = 0
    }

    /// - Parameter staged: the staging table of the batch; a row whose record is in it has only moved to another creation
    ///   time, and is spared.
    package func write(
        packageID: UUID, allowingMass: Bool, sparing staged: Identifier? = nil, in transaction: Transaction
    ) async throws -> Outcome {
        guard let condition = condition(sparing: staged) else { return Outcome() }
        let live = LiveTables(table: table, schema: schema).parent
        // For a stretch of creation time the reader has counted already, without asking the server.
        if !isCounted, !allowingMass {
            let counts = try await transaction.query(
                """
                select count(*), count(*) filter (where \(condition))
                from \(live) as live
                where live._deleted_at is null
                """)
            if let row = counts.first {
                let (all, gone) = try row.decode((Int, Int).self)
                if Self.isMassDeletion(gone, of: all) { return Outcome(heldBack: gone) }
                if gone == 0 { return Outcome() }
            }
        }
        let deleted = try await transaction.query(
            """
            update \(live) as live
            set _deleted_at = clock_timestamp(),
                _loaded_at = clock_timestamp(),
                _package_id = \(packageID)
            where live._deleted_at is null
                and \(condition)
            """
        ).affectedRows
        return Outcome(deleted: deleted)
    }

    private var isCounted: Bool {
        if case .missing = kind { true } else { false }
    }

    /// Which rows are gone; nil when none can be.
    private func condition(sparing staged: Identifier?) -> Statement? {
        switch kind {
        case .inGoneScopes(let column, let scopes):
            let column = Identifier(column)
            return """
                live.\(column) in (
                    select scopes.\(column)
                    from \(Identifier(schema, scopes)) as scopes
                    where scopes._deleted_at is not null
                )
                """
        case .allBut(let keys, let among):
            let isMeant: Statement =
                among.map { "and \(Identifier("live", $0.column))::text = any(\($0.values)::text[])" } ?? ""
            return "not \(isAmong(keys)) \(isMeant)"
        case .missing(let keys, let after, let before, let scope):
            guard !keys.isEmpty, let created = table.createdColumn else { return nil }
            let column = Identifier("live", created)
            let inScope: Statement =
                scope.map {
                    "and \(Identifier("live", $0.column)) = \($0.value)::\(unsafeSQL: table.typeName($0.column))"
                } ?? ""
            let unmoved: Statement =
                staged.map {
                    "and not exists (select from \($0) as staged where \(unsafeSQL: equal(table.key, "staged", "live")))"
                } ?? ""
            return "\(isAmong(keys)) and \(column) > \(after) and \(column) < \(before) \(inScope) \(unmoved)"
        }
    }

    /// Keys that came from the API are compared as text: what is no number there must not fail here.
    private func isAmong(_ keys: [RowKey]) -> Statement {
        let columns = table.keyColumns
        func type(_ column: Column) -> String { isCounted ? column.type.rawValue : "text" }
        if columns.count == 1, let column = columns.first {
            let values = keys.map { $0.parts[0] }
            return
                "(live.\(Identifier(column.name))::\(unsafeSQL: type(column)) = any(\(values)::\(unsafeSQL: type(column))[]))"
        }
        // An array for each column of the key, side by side.
        var arrays: Statement = ""
        var matches: Statement = ""
        for (index, column) in columns.enumerated() {
            let values = keys.map { $0.parts[index] }
            let name = Identifier(column.name)
            arrays += "\(unsafeSQL: index == 0 ? "" : ", ")\(values)::\(unsafeSQL: type(column))[]"
            matches +=
                "\(unsafeSQL: index == 0 ? "" : " and ")present.\(name) = live.\(name)::\(unsafeSQL: type(column))"
        }
        return """
            exists (
                select
                from unnest(\(arrays)) as present (\(unsafeSQL: list(table.key)))
                where \(matches)
            )
            """
    }
}
