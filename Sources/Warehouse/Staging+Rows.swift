package import Postgres

/// Staging rows that were refused before, from what is kept of them.
extension Staging {
    /// Stages a row with its child rows, from the form that ``Merge/takeOut(_:on:fence:)`` gives them.
    ///
    /// - Returns: why the server does not take it; nil when it does.
    package func stage(row json: String, ordinal: Int64) async throws -> PostgresError? {
        do {
            try await connection.transaction { transaction in
                try await fence.hold(in: transaction, mayBeLost: true)
                let columns = StagingTables.parentColumns(of: tables.table).map(\.name)
                try await transaction.query(
                    """
                    insert into \(tables.parent) (\(StagingTables.ordinal), \(unsafeSQL: list(columns)))
                    select \(ordinal)::bigint, \(unsafeSQL: list(columns))
                    from jsonb_populate_record(null::\(tables.parent), \(json)::jsonb -> 'row')
                    """)
                for (child, staged) in zip(tables.table.children, tables.children) {
                    let columns = list(child.columns.map(\.name))
                    try await transaction.query(
                        """
                        insert into \(staged) (\(StagingTables.ordinal), \(unsafeSQL: columns))
                        select \(ordinal)::bigint, \(unsafeSQL: columns)
                        from jsonb_populate_recordset(
                            null::\(staged), \(json)::jsonb -> 'children' -> \(child.name)::text)
                        """)
                }
                CrashPoint.copied.reach()
            }
            CrashPoint.staged.reach()
            return nil
        } catch let error as PostgresError where error.isRefusedValue {
            return error
        }
    }
}
