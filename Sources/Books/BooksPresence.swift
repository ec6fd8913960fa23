package import Postgres

/// Whether there are any books yet: the first `sluice migrate` or load makes them.
package enum BooksPresence: Sendable {
    /// A database that Sluice has never touched.
    case missing
    /// Books of an older version of Sluice, which this one cannot read before `sluice migrate`, or the next load, brings them up to
    /// date.
    case older
    case there

    package static func read(on connection: some Queryable) async throws -> BooksPresence {
        // What the latest migration that anything is read of has added.
        let rows = try await connection.query(
            """
            select
                to_regclass('sluice.schema_versions') is not null,
                exists (
                    select
                    from pg_attribute
                    where attrelid = to_regclass('sluice.load_jobs')
                      and attname = 'is_whole'
                      and not attisdropped
                )
            """)
        let (isBegun, isReadable) = try rows.first?.decode((Bool, Bool).self) ?? (false, false)
        if isReadable { return .there }
        return isBegun ? .older : .missing
    }

    /// Whether this version can read them.
    package static func areThere(on connection: some Queryable) async throws -> Bool {
        try await read(on: connection) == .there
    }
}
