import Postgres
import TestSupport
import Testing

@testable import Warehouse

struct MigrationDraftTests {
    private static let built = TableShape(
        name: "orders", comment: "orders",
        columns: [
            .init(name: "id", type: "bigint", isNullable: false, comment: "the number"),
            .init(name: "note", type: "text", isNullable: true, comment: "a note"),
        ], key: ["id"], indexes: [.init(name: "orders_note", keys: ["\"left\"(note, 200)"], including: [])])

    private func change(_ change: (inout TableShape) -> Void) -> TableShape {
        var table = Self.built
        change(&table)
        return table
    }

    @Test func `nothing is generated when all is built`() {
        #expect(MigrationDraft(declared: [Self.built], built: [Self.built]).isEmpty)
    }

    @Test func `new columns, comments and tables are written as a person writes them`() throws {
        let declared = change { table in
            table.columns.append(
                .init(name: "order", type: "timestamp with time zone", isNullable: true, comment: "when it's due"))
            table.columns.append(.init(name: "Größe", type: "numeric", isNullable: true, comment: nil))
            table.comment =
                "orders of the shop, each with what was said when it was placed, how large it is and when it has to be there at the latest; "
                + "from /orders"
        }
        let lines = TableShape(
            name: "lines", comment: "lines",
            columns: [
                .init(name: "id", type: "bigint", isNullable: false, comment: "the order"),
                .init(name: "sku", type: "text", isNullable: true, comment: "a \\ back"),
            ], key: ["id"], indexes: [.init(name: "lines_sku", keys: ["\"left\"(sku, 200)"], including: ["id"])])
        let draft = MigrationDraft(declared: [declared, lines], built: [Self.built])
        #expect(draft.concurrentSQL == nil && draft.proposals.isEmpty)
        #expect(
            draft.sql == """
                -- A dataset may have promoted the field before: then its column is taken over.
                alter table orders
                    add column if not exists "order" timestamptz,
                    add column if not exists "Größe" numeric;
                comment on column orders."order" is 'when it''s due';
                comment on table orders is
                    'orders of the shop, each with what was said when it was placed, how large it is and when it has to be there at '
                    'the latest; from /orders';

                create table lines (
                    id bigint not null,
                    sku text,
                    primary key (id)
                );

                create index lines_sku on lines (left(sku, 200)) include (id);

                comment on table lines is 'lines';
                comment on column lines.id is 'the order';
                comment on column lines.sku is E'a \\\\ back';

                """)
    }

    @Test func `an index on a table that is there is built beside its use`() {
        let declared = change { $0.indexes.append(.init(name: "orders_id_note", keys: ["id"], including: ["note"])) }
        let draft = MigrationDraft(declared: [declared], built: [Self.built])
        #expect(draft.sql == nil && draft.proposals.isEmpty)
        #expect(
            draft.concurrentSQL == """
                -- sluice: no transaction
                drop index concurrently if exists :"schema".orders_id_note;
                create index concurrently orders_id_note on :"schema".orders (id) include (note);

                """)
    }

    @Test(arguments: [
        "a removed column", "another type", "no null any more", "another key", "a removed index", "a removed table",
    ])
    func `what would destroy or rewrite something is only proposed`(what: String) throws {
        let declared = change { table in
            switch what {
            case "a removed column": table.columns.removeLast()
            case "another type":
                table.columns[1] = .init(name: "note", type: "numeric", isNullable: true, comment: "a note")
            case "no null any more":
                table.columns[1] = .init(name: "note", type: "text", isNullable: false, comment: "a note")
            case "another key": table.key = ["id", "note"]
            case "a removed index": table.indexes = []
            default: break
            }
        }
        let draft = MigrationDraft(declared: what == "a removed table" ? [] : [declared], built: [Self.built])
        #expect(draft.sql == nil && draft.concurrentSQL == nil)
        let proposal = try #require(draft.proposals.first)
        #expect(proposal.split(separator: "\n").allSatisfy { $0.hasPrefix("--") })
        #expect(proposal.contains("orders"))
        if what == "another type" {
            #expect(
                proposal.contains("add column if not exists note_numeric numeric;") && proposal.contains("create view"))
        }
    }

    @Test func `what was drafted builds what is declared, and views live through it`() async throws {
        let declared = change { table in
            table.columns.append(
                .init(name: "select", type: "jsonb", isNullable: true, comment: "'quoted' \\ and\nbroken"))
            table.columns.append(.init(name: "ключ \"a\"", type: "boolean", isNullable: true, comment: "ключ"))
            table.columns[1].comment = nil
            table.indexes.append(.init(name: "orders_select", keys: ["\"select\""], including: ["note"]))
            table.comment = String(repeating: "long ", count: 100)
        }
        let other = TableShape(
            name: "user", columns: [.init(name: "id", type: "uuid", isNullable: false, comment: "x")], key: ["id"])
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await script("create schema shop", connection)
                try await script(SchemaStatements.unqualified.create(Self.built), connection)
                try await script(
                    """
                    insert into orders values (1, 'first');
                    create view notes as select * from orders;
                    create materialized view kept as select note from orders
                    """, connection)
                #expect(try await tables(connection) == [Self.built])
                // Built as one that may not be null, and declared as one that may: let be so under a view that reads it.
                try await script(
                    """
                    alter table orders add column rank integer not null default 7;
                    create view ranks as select rank from orders
                    """, connection)
                let before = try await tables(connection)
                var declared = declared
                declared.columns.append(.init(name: "rank", type: "integer", isNullable: true, comment: nil))
                let draft = MigrationDraft(declared: [declared, other], built: before)
                let sql = try #require(draft.sql)
                try await script(sql, connection)
                let concurrent = try #require(draft.concurrentSQL)
                for statement in concurrent.split(separator: "\n").dropFirst() {
                    try await connection.query(
                        Statement(unsafeSQL: String(statement).replacing(":\"schema\"", with: "shop")))
                }
                let after = try await tables(connection)
                #expect(MigrationDraft(declared: [declared, other], built: after).isEmpty)
                let seen = try await connection.query(
                    "select note, (select note from shop.kept), (select rank from shop.ranks) from shop.notes where id = 1"
                )
                let row = try #require(seen.first)
                let (note, kept, rank) = try row.decode((String, String, Int).self)
                #expect(note == "first" && kept == "first" && rank == 7)
            }
        }
    }

    private func tables(_ connection: Connection) async throws -> [TableShape] {
        try await SchemaCatalogue.read("shop", on: connection).tables.values.sorted { $0.name < $1.name }
    }

    private func script(_ sql: String, _ connection: Connection) async throws {
        try await connection.transaction { transaction in
            try await transaction.run(script: "set local search_path = shop")
            try await transaction.run(script: sql)
        }
    }
}
