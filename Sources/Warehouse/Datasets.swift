private import Foundation
package import Postgres

/// What a dataset remembers about where it was filled from, and what was seen of the API: `sluice.datasets`.
package struct Datasets: Sendable {
    package let connection: Connection

    package init(connection: Connection) {
        self.connection = connection
    }

    package struct Origin: Sendable, Equatable {
        package let source: String
        package let baseURL: String
        package let keyScope: String

        package init(source: String, baseURL: String, keyScope: String) {
            self.source = source
            self.baseURL = baseURL
            self.keyScope = keyScope
        }

        /// Paths and ports may change; another host is another place.
        var host: String {
            URLComponents(string: baseURL)?.host ?? baseURL
        }
    }

    /// Holds this run's origin against the one that the dataset remembers.
    ///
    /// Rows that another key or host does not show would count as deleted; therefore another one is refused until it is
    /// confirmed. A scope that has become more exact (`profile` and then `profile:7`) is the same one.
    package func confirm(_ origin: Origin, fence: Fence, accepting: Bool) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            if let known = try Self.origin(in: try await transaction.query(Self.originQuery(fence.dataset))) {
                if known == origin { return }
                if try Self.isOther(origin, than: known, dataset: fence.dataset, accepting: accepting) {
                    try await Self.forgetReading(of: fence.dataset, in: transaction)
                }
            }
            try await transaction.query(
                """
                insert into sluice.datasets (dataset, source, base_url, key_scope)
                values (\(fence.dataset), \(origin.source), \(origin.baseURL), \(origin.keyScope))
                on conflict (dataset) do update
                set source = excluded.source,
                    base_url = excluded.base_url,
                    key_scope = excluded.key_scope
                """)
        }
    }

    /// Where a dataset was filled from; nil when it never was.
    package func origin(of dataset: String) async throws -> Origin? {
        try Self.origin(in: try await connection.query(Self.originQuery(dataset)))
    }

    private static func originQuery(_ dataset: String) -> Statement {
        "select source, base_url, key_scope from sluice.datasets where dataset = \(dataset)"
    }

    private static func origin(in rows: QueryResult) throws -> Origin? {
        guard let row = rows.first else { return nil }
        let (source, baseURL, scope) = try row.decode((String, String, String).self)
        return Origin(source: source, baseURL: baseURL, keyScope: scope)
    }

    /// Holds what a key lists against the rows that the dataset has: a key that sees none of them is another's.
    ///
    /// Keys of one kind can look alike; the key of another customer of the same host must not mix into the tables. When that
    /// is accepted, what was read with the other key is forgotten, as in ``confirm(_:fence:accepting:)``.
    package func confirmRows(of table: Table, keys: [RowKey], fence: Fence, accepting: Bool) async throws {
        guard try await areOthers(keys, of: table, dataset: fence.dataset, accepting: accepting) else { return }
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await Self.forgetReading(of: fence.dataset, in: transaction)
        }
    }

    /// Whether what was read so far would be forgotten, because it is another origin that is accepted; fails, as
    /// ``confirm(_:fence:accepting:)`` and ``confirmRows(of:keys:fence:accepting:)`` do, when it is not. Writes nothing.
    package func wouldForget(
        _ origin: Origin, listed: (table: Table, keys: [RowKey])?, dataset: String, accepting: Bool
    ) async throws -> Bool {
        if let known = try await self.origin(of: dataset), known != origin,
            try Self.isOther(origin, than: known, dataset: dataset, accepting: accepting)
        {
            return true
        }
        guard let listed else { return false }
        return try await areOthers(listed.keys, of: listed.table, dataset: dataset, accepting: accepting)
    }

    /// Whether an origin that differs is another one; fails when it is and nobody has accepted that.
    private static func isOther(
        _ origin: Origin, than known: Origin, dataset: String, accepting: Bool
    ) throws -> Bool {
        if accepting { return true }
        try compare("source", known.source, origin.source, dataset: dataset)
        try compare("host", known.host, origin.host, dataset: dataset)
        if !origin.keyScope.hasPrefix(known.keyScope + ":") {
            try compare("key scope", known.keyScope, origin.keyScope, dataset: dataset)
        }
        return false
    }

    /// Whether a table has rows, and none of those that the key lists; fails when so and nobody has accepted that.
    private func areOthers(_ keys: [RowKey], of table: Table, dataset: String, accepting: Bool) async throws -> Bool {
        guard !keys.isEmpty, table.key.count == 1, let key = table.key.first else { return false }
        let values = keys.compactMap(\.parts.first)
        let live = LiveTables(table: table, schema: dataset).parent
        let rows = try await connection.query(
            """
            select
                exists (select from \(live)),
                exists (select from \(live) where \(Identifier(key))::text = any(\(values)::text[]))
            """)
        guard let row = rows.first, case (true, false) = try row.decode((Bool, Bool).self) else { return false }
        guard accepting else {
            throw WarehouseError.otherOrigin(
                dataset: dataset, what: "\(table.name) of the key", was: "others",
                now: values.prefix(3).joined(separator: ", "))
        }
        return true
    }

    /// What was read of another origin says nothing about this one: everything is to be read anew.
    private static func forgetReading(of dataset: String, in transaction: Transaction) async throws {
        try await transaction.query("delete from sluice.spans where dataset = \(dataset)")
        try await transaction.query("update sluice.datasets set facts = '{}' where dataset = \(dataset)")
    }

    /// Whether something was seen of the API, such as that a default answer holds spam.
    package func fact(_ name: String, dataset: String) async throws -> String? {
        let rows = try await connection.query(
            "select facts ->> \(name)::text from sluice.datasets where dataset = \(dataset)")
        return try rows.first?.decode(0, as: String?.self)
    }

    package static func remember(
        _ name: String, _ value: String, fence: Fence, in transaction: Transaction
    ) async throws {
        try await transaction.query(
            """
            update sluice.datasets
            set facts = jsonb_set(facts, array[\(name)::text], to_jsonb(\(value)::text))
            where dataset = \(fence.dataset)
              and facts ->> \(name)::text is distinct from \(value)::text
            """)
    }

    private static func compare(_ what: String, _ was: String, _ now: String, dataset: String) throws {
        guard was == now else {
            throw WarehouseError.otherOrigin(dataset: dataset, what: what, was: was, now: now)
        }
    }
}
