package import Postgres

/// The names and definitions of the unlogged tables that the pages of one slot are copied into.
///
/// They are permanent: creating and dropping tables costs more write-ahead log than a load that changes nothing may.
/// One set for each dataset and slot, so that a batch can be staged while the one before it is merged.
package struct StagingTables: Sendable {
    package let table: Table
    package let parent: Identifier
    package let children: [Identifier]

    /// The winners of a staged batch and what the merge decided about each.
    package let verdicts: Identifier

    private let names: [String]

    package static let schema = "sluice_staging"
    static let ordinal: Identifier = "_ordinal"

    package init(table: Table, dataset: String, slot: Int) {
        let names = ([table.name] + table.children.map(\.name) + ["\(table.name) verdicts"]).map {
            Self.name(dataset: dataset, slot: slot, table: $0)
        }
        self.table = table
        self.names = names
        self.parent = Identifier(Self.schema, names[0])
        self.children = names[1..<(names.count - 1)].map { Identifier(Self.schema, $0) }
        self.verdicts = Identifier(Self.schema, names[names.count - 1])
    }

    package var all: [Identifier] {
        [parent] + children + [verdicts]
    }

    /// The names that the staging tables of a dataset may have, for those who look after them without a load. A load has a slot
    /// for each span that it reads at once, which are a handful.
    static func possibleNames(of tables: [String], dataset: String) -> [String] {
        (0..<64).flatMap { slot in
            tables.flatMap { [$0, "\($0) verdicts"] }.map { name(dataset: dataset, slot: slot, table: $0) }
        }
    }

    /// `dataset slot table`, within PostgreSQL's 63 bytes: a longer name is cut and ends in a piece of its checksum.
    static func name(dataset: String, slot: Int, table: String) -> String {
        let full = "\(dataset) \(slot) \(table)"
        guard full.utf8.count > 63 else { return full }
        let digest = Checksum.hex(Checksum.sha256(Array(full.utf8))).prefix(12)
        var head = ""
        for character in full where head.utf8.count + String(character).utf8.count <= 63 - 13 {
            head.append(character)
        }
        return "\(head) \(digest)"
    }

    /// The staged columns of the parent: what is sent by COPY, after the ordinal.
    package var parentColumns: [Column] { Self.parentColumns(of: table) }

    static func parentColumns(of table: Table) -> [Column] {
        table.columns + [SystemColumn.extra] + (table.keepsFingerprint ? [SystemColumn.fingerprint] : [])
    }

    /// Creates what is not there and renews what was made for other columns.
    ///
    /// What a table was made for is kept as its comment, so that a start with nothing to do is one query.
    package func prepare(on transaction: Transaction) async throws {
        let definitions = definitions()
        let rows = try await transaction.query(
            """
            select c.relname::text, coalesce(obj_description(c.oid, 'pg_class'), '')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = \(Self.schema) and c.relname = any(\(names)::text[])
            """)
        var present: [String: String] = [:]
        for row in rows {
            let (name, comment) = try row.decode((String, String).self)
            present[name] = comment
        }
        for (name, definition) in zip(names, definitions) where present[name] != definition.checksum {
            let identifier = Identifier(Self.schema, name)
            try await transaction.query("drop table if exists \(identifier)")
            try await transaction.query(
                "create unlogged table \(identifier) (\(unsafeSQL: definition.columns)) with (autovacuum_enabled = false)"
            )
            try await transaction.query(
                "comment on table \(identifier) is \(unsafeSQL: "'\(definition.checksum)'")")
        }
    }

    /// Empties the tables that were used: what a dead run left must never be merged, and a run leaves nothing behind.
    ///
    /// A truncated table is a new file, so one that was not used is let be.
    package func empty(on transaction: Transaction) async throws {
        try await truncate(try await sizes(on: transaction).filter { $0.bytes > 0 }.map(\.table), on: transaction)
    }

    /// Removes the rows of a batch that was merged.
    ///
    /// The server writes the new file of a truncated table to disk, and lets the commit wait for the log, whatever was asked for:
    /// ten times of it were a tenth of a load with few changes. So few rows are deleted instead. They stay in the table as dead
    /// ones, until there are too many, or until the run ends.
    func clear(on transaction: Transaction) async throws {
        let used = try await sizes(on: transaction).filter { $0.bytes > 0 }
        try await truncate(used.filter { $0.bytes > Self.most }.map(\.table), on: transaction)
        for (table, bytes) in used where bytes <= Self.most {
            try await transaction.query("delete from \(table)")
        }
    }

    /// The bytes of dead rows that a table may hold.
    private static let most = 4 << 20

    private func sizes(on transaction: Transaction) async throws -> [(table: Identifier, bytes: Int)] {
        let names = all.map(\.sql)
        let rows = try await transaction.query(
            """
            select pg_relation_size(name::regclass)
            from unnest(\(names)::text[]) with ordinality as tables (name, place)
            order by place
            """)
        return try zip(all, rows).map { ($0, try $1.decode(0, as: Int.self)) }
    }

    private func truncate(_ tables: [Identifier], on transaction: Transaction) async throws {
        guard !tables.isEmpty else { return }
        try await transaction.query("truncate \(unsafeSQL: tables.map(\.sql).joined(separator: ", "))")
    }

    private func definitions() -> [(columns: String, checksum: String)] {
        let ordinal = "\(Self.ordinal.sql) bigint not null"
        var lists = [[ordinal] + parentColumns.map(Self.definition)]
        for child in table.children {
            lists.append([ordinal] + child.columns.map(Self.definition))
        }
        lists.append([ordinal] + table.keyColumns.map(Self.definition) + ["verdict \"char\" not null"])
        return lists.map { list in
            let columns = list.joined(separator: ", ")
            return (columns, Checksum.hex(Checksum.sha256(Array(columns.utf8))))
        }
    }

    private static func definition(_ column: Column) -> String {
        "\(Identifier(column.name).sql) \(column.type.rawValue)"
    }
}
