import Postgres

/// Holds the tables of a dataset against those of another one that was loaded without any fault.
struct TortureComparison: Sendable {
    let connection: Connection
    let dataset: String
    let reference: String

    /// What the books alone may have different: who wrote a row, and when.
    private static let bookkeeping: Set = ["_package_id", "_loaded_at", "_deleted_at"]

    /// The tables whose live rows are not the same, with how many of them.
    func differences() async throws -> [String] {
        let tables = try await connection.query(
            "select tablename::text from pg_tables where schemaname = \(reference) order by 1"
        ).map { try $0.decode(0, as: String.self) }
        var found: [String] = tables.count < 10 ? ["only \(tables.count) tables"] : []
        for table in tables {
            found += try await differences(of: table)
        }
        return found
    }

    private func differences(of table: String) async throws -> [String] {
        let all = try await columns(of: table)
        let columns = all.filter { !Self.bookkeeping.contains($0) }.map { Identifier($0) }.joined()
        // Child rows of a lead that is gone stay with its tombstone.
        let isLive: Statement =
            if all.contains("_deleted_at") {
                "_deleted_at is null"
            } else {
                "lead_id in (select lead_id from \(Identifier(dataset, "leads")) where _deleted_at is null)"
            }
        let ours: Statement = "select \(columns) from \(Identifier(dataset, table)) where \(isLive)"
        let theirs: Statement = "select \(columns) from \(Identifier(reference, table))"
        let rows = try await connection.query(
            """
            select
                (select count(*) from (\(ours) except all \(theirs)) as extra),
                (select count(*) from (\(theirs) except all \(ours)) as missing)
            """)
        guard let row = rows.first else { return ["\(table): not compared"] }
        let (extra, missing) = try row.decode((Int, Int).self)
        return extra + missing == 0 ? [] : ["\(table): \(extra) rows too many or different, \(missing) missing"]
    }

    private func columns(of table: String) async throws -> [String] {
        try await connection.query(
            """
            select column_name::text
            from information_schema.columns
            where table_schema = \(reference) and table_name = \(table)
            order by ordinal_position
            """
        ).map { try $0.decode(0, as: String.self) }
    }
}
