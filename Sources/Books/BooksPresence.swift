package import Postgres

/// Whether there are any books yet: the first `sluice migrate` or load makes them.
package enum BooksPresence {
    /// False in a database that Sluice has never touched, and in one whose books are older than this version reads.
    package static func areThere(on connection: some Queryable) async throws -> Bool {
        let rows = try await connection.query(
            """
            select exists (
                select
                from pg_attribute
                where attrelid = to_regclass('sluice.load_packages')
                  and attname = 'exit_status'
                  and not attisdropped
            )
            """)
        return try rows.first?.decode(0, as: Bool.self) ?? false
    }
}
