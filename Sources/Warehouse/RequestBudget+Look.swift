package import Postgres

/// What of a day's requests is gone.
extension RequestBudget {
    /// The requests of today that are spent or under way.
    package func usedToday() async throws -> Int {
        try await connection.query(
            """
            select reserved + spent
            from sluice.request_budget
            where key_fingerprint = \(key)
              and day = \(today)
            """
        ).first?.decode(0, as: Int.self) ?? 0
    }

    /// Those of them that count against a share.
    package func usedToday(ofShare name: String) async throws -> Int {
        try await connection.query("select \(usedOf(Share(name: name, requests: 0)))::bigint").first?
            .decode(0, as: Int.self) ?? 0
    }

    /// Whether there are books to count requests in: they come with the first migrations.
    package static func hasBooks(on connection: Connection) async throws -> Bool {
        try await connection.query("select to_regclass('sluice.request_reservations') is not null").first?
            .decode(0, as: Bool.self) ?? false
    }

    /// Whether there are books, and this role may count in them.
    package static func mayCount(on connection: Connection) async throws -> Bool {
        try await connection.query(
            """
            select coalesce(
                bool_and(
                    has_schema_privilege(relnamespace, 'usage')
                    and has_table_privilege(oid, 'select')
                    and has_table_privilege(oid, 'insert')
                    and has_table_privilege(oid, 'update')
                ) and count(*) = 3,
                false)
            from pg_catalog.pg_class
            where oid in (
                to_regclass('sluice.request_budget'), to_regclass('sluice.request_reservations'),
                to_regclass('sluice.datasets')
            )
            """
        ).first?.decode(0, as: Bool.self) ?? false
    }
}
