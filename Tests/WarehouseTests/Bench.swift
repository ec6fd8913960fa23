import Foundation
import Postgres
import TestSupport

@testable import Warehouse

/// A small dataset to merge into, held by a lease of its own: a table with all kinds of children, and one with a composite
/// key.
struct Bench: Sendable {
    static let dataset = "bench"

    let settings: ConnectionSettings
    let connection: Connection
    let fence: Fence

    static nonisolated(nonsending) func with(
        _ body: nonisolated(nonsending) (Bench) async throws -> Void
    ) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await migrate(connection)
                let package = LoadPackage(dataset: dataset, source: "bench", trigger: "test")
                let fence = try await Lease(connection: connection, timeToLive: .seconds(60))
                    .take(dataset: dataset, packageID: package.id, holder: "a test")
                try await LoadPackages(connection: connection)
                    .begin(package, fence: fence, sluiceVersion: "1.2.3", host: "here")
                try await body(Bench(settings: settings, connection: connection, fence: fence))
            }
        }
    }

    static func migrate(_ connection: Connection) async throws {
        let folder = MigrationFolder(path: "\(#filePath.components(separatedBy: "/Tests/")[0])/migrations")
        let migrator = Migrator(
            connection: connection, metadata: try folder.migrations(line: "sluice"), sluiceVersion: "1.2.3")
        _ = try await migrator.migrate(
            dataset: dataset, line: "bench",
            migrations: [Migration(line: "bench", version: 1, name: "create_tables", sql: sql)])
    }

    // MARK: - Tables

    static let items = Table(
        name: "items",
        columns: [
            Column("id", .bigint, isNullable: false), Column("name", .text), Column("price", .numeric),
            Column("data", .jsonb), Column("detail", .text, part: "details"), Column("created_at", .timestamptz),
        ],
        key: ["id"],
        children: [
            ChildTable(
                name: "item_lines",
                columns: [
                    Column("id", .bigint, isNullable: false), Column("line", .integer, isNullable: false),
                    Column("label", .text),
                ], key: ["id", "line"]),
            ChildTable(
                name: "item_steps",
                columns: [
                    Column("id", .bigint, isNullable: false), Column("step", .integer, isNullable: false),
                    Column("label", .text),
                ], key: ["id", "step"], part: "steps"),
            ChildTable(
                name: "item_fields",
                columns: [
                    Column("id", .bigint, isNullable: false), Column("kind", .text, isNullable: false),
                    Column("position", .integer, isNullable: false), Column("value", .text),
                ], key: ["id", "kind", "position"],
                groups: .init(
                    column: "kind",
                    members: [.init(name: "plain", part: nil), .init(name: "custom", part: "custom")])),
        ],
        keepsFingerprint: true, createdColumn: "created_at")

    static let memberships = Table(
        name: "memberships",
        columns: [
            Column("club", .text, isNullable: false), Column("member", .bigint, isNullable: false),
            Column("role", .text),
        ],
        key: ["club", "member"])

    private static let sql = """
        create table items (
            id bigint primary key, name text, price numeric, data jsonb, detail text, created_at timestamptz, extra jsonb,
            _package_id uuid not null, _loaded_at timestamptz not null, _deleted_at timestamptz, _fingerprint bytea
        );
        create table item_lines (id bigint, line integer, label text, primary key (id, line));
        create table item_steps (id bigint, step integer, label text, primary key (id, step));
        create table item_fields (
            id bigint, kind text, position integer, value text, primary key (id, kind, position)
        );
        create table memberships (
            club text, member bigint, role text, extra jsonb, _package_id uuid not null, _loaded_at timestamptz not null,
            _deleted_at timestamptz, primary key (club, member)
        );
        """

    // MARK: - Records

    struct Item {
        var id: Int
        var name: String? = "a"
        var price: String? = "1.5"
        var data: String? = #"{"a": 1, "b": 2}"#
        var detail: String? = "d"
        var created: Int = 1_000
        var extra: String?
        var fingerprint: UInt8?
        var lines = ["x", "y"]
        var steps = ["first"]
        var plain = ["p"]
        var custom = ["c"]
    }

    static func rows(_ items: [Item], firstOrdinal: Int64 = 1) -> StagedRows {
        var rows = StagedRows(children: 3, firstOrdinal: firstOrdinal)
        for item in items {
            rows.beginRecord()
            let ordinal = rows.ordinal
            rows.parent.integer(ordinal)
            rows.parent.integer(Int64(item.id))
            for value in [item.name, item.price, item.data, item.detail] { rows.parent.optional(value) }
            rows.parent.text(Date(timeIntervalSince1970: Double(item.created)).ISO8601Format())
            rows.parent.optional(item.extra)
            if let fingerprint = item.fingerprint {
                rows.parent.binary(Array(repeating: fingerprint, count: 16))
            } else {
                rows.parent.null()
            }
            rows.parent.endRow()
            for (table, labels) in [item.lines, item.steps].enumerated() {
                for (place, label) in labels.enumerated() {
                    rows.children[table].integer(ordinal)
                    rows.children[table].integer(Int64(item.id))
                    rows.children[table].integer(Int64(place + 1))
                    rows.children[table].text(label)
                    rows.children[table].endRow()
                }
            }
            for (kind, values) in [("plain", item.plain), ("custom", item.custom)] {
                for (place, value) in values.enumerated() {
                    rows.children[2].integer(ordinal)
                    rows.children[2].integer(Int64(item.id))
                    rows.children[2].text(kind)
                    rows.children[2].integer(Int64(place + 1))
                    rows.children[2].text(value)
                    rows.children[2].endRow()
                }
            }
            rows.keepRecord()
        }
        return rows
    }

    static func rows(_ memberships: [(club: String, member: Int, role: String)]) -> StagedRows {
        var rows = StagedRows(children: 0, firstOrdinal: 1)
        for membership in memberships {
            rows.beginRecord()
            let ordinal = rows.ordinal
            rows.parent.integer(ordinal)
            rows.parent.text(membership.club)
            rows.parent.integer(Int64(membership.member))
            rows.parent.text(membership.role)
            rows.parent.null()
            rows.parent.endRow()
            rows.keepRecord()
        }
        return rows
    }

    // MARK: - Doing

    static let everything = AskedParts(["details", "steps", "custom"])

    func staging(_ table: Table = items, slot: Int = 1) async throws -> Staging {
        let tables = StagingTables(table: table, dataset: Self.dataset, slot: slot)
        try await connection.transaction { transaction in
            try await tables.prepare(on: transaction)
            try await tables.empty(on: transaction)
        }
        return Staging(tables: tables, connection: connection, fence: fence)
    }

    /// Stages and merges the rows as one batch.
    @discardableResult
    func merge(
        _ rows: StagedRows, into table: Table = items, asked: AskedParts = everything,
        ignoringFingerprints: Bool = false
    ) async throws -> TableBatch {
        let staging = try await staging(table)
        let refusals = try await staging.stage(rows)
        var batch = LoadBatch(resource: table.name)
        batch.number = try await nextNumber()
        batch.records = rows.count
        batch.rejected = refusals.count
        var tableBatch = TableBatch(batch: batch)
        tableBatch.merge = Merge(
            tables: staging.tables, schema: Self.dataset, asked: asked, packageID: fence.packageID,
            ignoresFingerprints: ignoringFingerprints)
        tableBatch.stagedRecords = rows.count - refusals.count
        let merged = try await BatchMerge(connection: connection, fence: fence, allowsMassDeletion: false)
            .run([tableBatch], advance: nil)
        return merged[0]
    }

    @discardableResult
    func merge(
        _ items: [Item], asked: AskedParts = everything, ignoringFingerprints: Bool = false
    ) async throws -> LoadBatch {
        try await merge(Self.rows(items), asked: asked, ignoringFingerprints: ignoringFingerprints).batch
    }

    private func nextNumber() async throws -> Int {
        let rows = try await connection.query("select coalesce(max(batch), 0) + 1 from sluice.load_batches")
        return try rows.first?.decode(0, as: Int.self) ?? 1
    }

    func tombstone(
        _ kind: Tombstones.Kind, in table: Table = items, allowingMass: Bool = false
    ) async throws -> Tombstones.Outcome {
        try await connection.transaction { transaction in
            try await Tombstones(table: table, schema: Self.dataset, kind: kind)
                .write(packageID: fence.packageID, allowingMass: allowingMass, in: transaction)
        }
    }

    // MARK: - Seeing

    /// The rows of a query, each as the texts of its columns joined by a bar.
    func texts(_ query: Statement) async throws -> [String] {
        try await connection.query(query).map { row in
            try (0..<columnCount(row)).map { try row.decode($0, as: String?.self) ?? "null" }.joined(separator: "|")
        }
    }

    private func columnCount(_ row: Row) -> Int {
        var count = 0
        while (try? row.isNull(count)) != nil { count += 1 }
        return count
    }

    func text(_ query: Statement) async throws -> String? {
        try await texts(query).first
    }

    /// Where each row lies and which transaction wrote it, over all tables: equal means that nothing was written.
    func versions() async throws -> [String] {
        try await texts(
            """
            select 'items', id::text, xmin::text, ctid::text from bench.items
            union all select 'lines', id || ' ' || line, xmin::text, ctid::text from bench.item_lines
            union all select 'steps', id || ' ' || step, xmin::text, ctid::text from bench.item_steps
            union all select 'fields', id || ' ' || kind || position, xmin::text, ctid::text from bench.item_fields
            order by 1, 2
            """)
    }
}

extension RowWriter {
    mutating func optional(_ value: String?) {
        if let value { text(value) } else { null() }
    }
}

extension Date {
    static func at(_ seconds: Int) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
}
