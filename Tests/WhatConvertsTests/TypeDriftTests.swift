import Foundation
import JSON
import Postgres
import RESTSource
import Testing
import Warehouse

@testable import LoadEngine

/// The table of `docs/types.md`, line by line: what it says of a value is what becomes of it in PostgreSQL.
struct TypeDriftTests {
    /// A line of the table.
    struct Decision: Sendable {
        let column: String
        let json: String
        /// Nil when the record is rejected.
        let stored: String?
        let reason: String
        let path: String
        let came: String

        /// The member of the record that the column is filled from.
        var member: String {
            switch column {
            case "rows of a map": "answers"
            case "rows of a list": "steps"
            default: column
            }
        }
    }

    static func decisions() throws -> [Decision] {
        let file = "\(#filePath.components(separatedBy: "/Tests/")[0])/docs/types.md"
        return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 8, cells[2].hasPrefix("`") else { return nil }
            func code(_ cell: String) -> String { cell.trimmingCharacters(in: ["`"]) }
            return Decision(
                column: cells[1], json: code(cells[2]), stored: cells[3].isEmpty ? nil : code(cells[3]),
                reason: cells[4], path: code(cells[5]), came: code(cells[6]))
        }
    }

    static let drift = Resource(
        "drift", reading: .list(Endpoint("drift", records: "drift")), key: ["id"],
        fields: [
            .bigint("id"), .text("text"), .bigint("bigint"), .integer("integer"), .numeric("numeric"),
            .boolean("boolean"), .timestamptz("timestamptz"), .map("map"), .jsonb("jsonb"), .map("answers"),
        ],
        children: [
            .entries(
                of: [.init("answers")], in: "drift_answers",
                columns: .init(group: "kind", ordinal: "position", name: "name", value: "value")),
            .elements(
                of: "steps", in: "drift_steps", ordinal: "step", fields: [.integer("rank")],
                children: [.elements(of: "views", in: "drift_views", ordinal: "view", fields: [.integer("place")])]),
        ])

    private static let source = Source(
        name: "drift", defaultBaseURL: "", errorKey: "error", keyKinds: [], resources: [drift])

    private static let tables = """
        create table drift (
            id bigint primary key, text text, bigint bigint, "integer" integer, "numeric" numeric, "boolean" boolean,
            timestamptz timestamptz, map jsonb, jsonb jsonb, answers jsonb,
            extra jsonb, _package_id uuid not null, _loaded_at timestamptz not null, _deleted_at timestamptz
        );
        create table drift_answers (
            id bigint, kind text, position integer, name text, value text, primary key (id, kind, position));
        create table drift_steps (id bigint, step integer, rank integer, extra jsonb, primary key (id, step));
        create table drift_views (
            id bigint, step integer, view integer, place integer, extra jsonb, primary key (id, step, view));
        """

    @Test func `each value is stored as the document says, or its record is rejected with path, reason and shape`()
        async throws
    {
        let decisions = try Self.decisions()
        #expect(decisions.count > 70)
        try await RecordLoad.with(Self.source) { connection in
            let migrator = Migrator(
                connection: connection, metadata: try MigrationFolder.checkout.migrations(line: "sluice"),
                sluiceVersion: "1.2.3")
            _ = try await migrator.migrate(
                dataset: RecordLoad.dataset, line: "drift",
                migrations: [Migration(line: "drift", version: 1, name: "create_tables", sql: Self.tables)])
        } _: { load in
            let records = decisions.enumerated().map { "{\"id\": \($0), \"\($1.member)\": \($1.json)}" }
            let batch = try await load.merge(records, of: Self.drift, asked: AskedParts())[0].batch
            #expect(batch.isBalanced && batch.records == decisions.count)
            #expect(batch.inserted == decisions.count { $0.stored != nil })
            for (id, decision) in decisions.enumerated() {
                let found = try await Self.found(id, decision, load.connection)
                let expected =
                    decision.stored ?? "\(decision.reason) | \(decision.path) | \(decision.came)"
                #expect(found == expected, "\(decision.column): \(decision.json)")
            }
            let waiting = try await RejectedRecords.groups(RejectedChoice(), on: load.connection)
            // Reasons are for counting: the same for all values of one kind.
            #expect(
                waiting.contains { $0.column == "numeric" && $0.reason.hasSuffix("got a string") && $0.records == 4 })
        }
    }

    private static func found(_ id: Int, _ decision: Decision, _ connection: Connection) async throws -> String {
        let cell: Statement
        switch decision.column {
        case "rows of a map": cell = "(select count(*) || ' rows' from whatconverts.drift_answers where id = drift.id)"
        case "rows of a list": cell = "(select count(*) || ' rows' from whatconverts.drift_steps where id = drift.id)"
        case "timestamptz": cell = "(timestamptz at time zone 'UTC')::text"
        default: cell = "\(Identifier(decision.column))::text"
        }
        let rows = try await connection.query(
            """
            select coalesce(\(cell), 'null') from whatconverts.drift where id = \(id)
            union all
            select concat_ws(' | ', reason, path, came)
            from sluice.rejected_records
            where convert_from(record, 'UTF8')::json ->> 'id' = \("\(id)")
            """)
        #expect(rows.count == 1)
        return try rows.first?.decode(0, as: String.self) ?? ""
    }
}
