import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// What a check says of a database that somebody altered, and that what it says mends it.
struct SchemaCheckTests {
    private static let orders = Table(
        name: "orders",
        columns: [
            Column("id", .bigint, isNullable: false, comment: "the number of the order"),
            Column("total", .numeric, comment: "what it costs; it's in euros"),
            Column("placed", .timestamptz, comment: "when"),
            Column("note", .text, comment: "what was said"),
        ], key: ["id"],
        children: [
            ChildTable(
                name: "order_lines",
                columns: [
                    Column("id", .bigint, isNullable: false, comment: "the order"),
                    Column("line", .integer, isNullable: false, comment: "the place"),
                    Column("sku", .text, comment: "what"),
                ], key: ["id", "line"], comment: "lines of orders")
        ],
        createdColumn: "placed",
        indexes: [
            Index(on: .column("placed"), including: ["id", "_deleted_at"]),
            Index(on: .beginning(of: "note"), .column("total")),
        ], comment: "orders of the shop")

    private static let check = SchemaCheck([orders], dataset: "shop")

    private func withShop(_ body: nonisolated(nonsending) (Connection) async throws -> Void) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await run("create schema shop", connection)
                for shape in Self.orders.shapes {
                    try await run(SchemaStatements.of(schema: "shop").create(shape), connection)
                }
                try await body(connection)
            }
        }
    }

    /// Statement by statement, since some may not stand in a transaction.
    private func run(_ script: String, _ connection: Connection) async throws {
        let sql = script.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n") + "\n"
        for statement in sql.split(separator: ";\n") where statement.contains(" ") {
            try await connection.query(Statement(unsafeSQL: String(statement)))
        }
    }

    @Test func `tables that were built as declared have no differences`() async throws {
        try await withShop { connection in
            let differences = try await Self.check.run(on: connection)
            #expect(differences.isEmpty)
        }
    }

    @Test(arguments: [
        ("drop table shop.order_lines", "table shop.order_lines is not there", true),
        ("alter table shop.orders drop column total", "column shop.orders.total is not there", true),
        ("alter table shop.orders drop column _package_id", "column shop.orders._package_id is not there", true),
        ("alter table shop.order_lines drop column sku", "column shop.order_lines.sku is not there", true),
        (
            "alter table shop.orders alter note type varchar(20)",
            "column shop.orders.note is character varying(20) and should be text", true
        ),
        (
            "alter table shop.orders alter placed type date",
            "column shop.orders.placed is date and should be timestamptz", true
        ),
        ("alter table shop.orders alter note set not null", "column shop.orders.note must take null", true),
        (
            "alter table shop.orders alter _loaded_at drop not null",
            "column shop.orders._loaded_at must not take null", true
        ),
        (
            "alter table shop.orders drop constraint orders_pkey",
            "table shop.orders has no primary key and should have (id)", true
        ),
        (
            "alter table shop.orders drop constraint orders_pkey; alter table shop.orders add column n integer; alter table shop.orders add primary key (id, n)",
            "table shop.orders has the primary key (id, n) and should have (id)", true
        ),
        (
            "alter table shop.orders alter _loaded_at type timestamp",
            "column shop.orders._loaded_at is timestamp without time zone and should be timestamptz", true
        ),
        ("drop index shop.orders_placed", "index orders_placed on shop.orders is not there", false),
        (
            "drop index shop.orders_note_total; create index orders_note_total on shop.orders (note)",
            "index orders_note_total on shop.orders is on (note) and should be on (\"left\"(note, 200), total)", false
        ),
        (
            "drop index shop.orders_placed; create index orders_placed on shop.orders (placed)",
            "index orders_placed on shop.orders is on (placed) and should be on (placed), including (id, _deleted_at)",
            false
        ),
        ("comment on column shop.orders.total is null", "comment on column shop.orders.total is not there", false),
        ("comment on table shop.order_lines is 'mine'", "comment on table shop.order_lines is another one", false),
    ])
    func `what was altered is named, and the statement that comes with it mends it`(
        alteration: String, sentence: String, stopsLoad: Bool
    ) async throws {
        try await withShop { connection in
            for statement in alteration.split(separator: "; ") {
                try await connection.query(Statement(unsafeSQL: String(statement)))
            }
            let differences = try await Self.check.run(on: connection)
            let found = try #require(differences.first { $0.sentence == sentence }, "\(differences.map(\.sentence))")
            #expect(found.side == (stopsLoad ? .declarationNeeded : .declaration))
            if stopsLoad {
                let error = await #expect(throws: WarehouseError.self) { try await Self.check.require(on: connection) }
                #expect("\(try #require(error))".contains(sentence))
            } else {
                try await Self.check.require(on: connection)
            }
            for difference in differences {
                if let mend = difference.mend { try await run(mend + "\n", connection) }
            }
            // A column that lost its comment or index on the way is named by the next check, and mended as well.
            for difference in try await Self.check.run(on: connection) {
                if let mend = difference.mend { try await run(mend + "\n", connection) }
            }
            #expect(try await Self.check.run(on: connection).allSatisfy { $0.side == .database })
        }
    }

    @Test func `an index whose making was cut short is not taken for one`() async throws {
        try await withShop { connection in
            try await connection.query(
                "update pg_index set indisvalid = false where indexrelid = 'shop.orders_placed'::regclass")
            let found = try #require(try await Self.check.run(on: connection).first)
            #expect(found.sentence == "index orders_placed on shop.orders is not valid: its making was cut short")
            try await run((found.mend ?? "") + "\n", connection)
            #expect(try await Self.check.run(on: connection).isEmpty)
        }
    }

    @Test func `what people added is theirs`() async throws {
        try await withShop { connection in
            try await run(
                """
                alter table shop.orders add column region text;
                create index orders_region on shop.orders (region);
                create table shop.targets (month date);
                create view shop.totals as select sum(total) from shop.orders;
                create materialized view shop.months as select placed from shop.orders;
                create index months_placed on shop.months (placed);
                alter table shop.order_lines add column rank integer not null;

                """, connection)
            let differences = try await Self.check.require(on: connection)
            #expect(differences.allSatisfy { $0.side == .database })
            #expect(
                differences.map(\.sentence) == [
                    "column shop.orders.region is not declared", "index orders_region on shop.orders is not declared",
                    "column shop.order_lines.rank is not declared, may not be null and has no default: new rows will be refused",
                    "table shop.targets is not declared", "materialized view shop.months is not declared",
                    "view shop.totals is not declared",
                ])
        }
    }

    @Test func `a right that the role lacks is named with its grant`() async throws {
        try await withShop { connection in
            let role = Identifier("checker_\(connection.backendPID)")
            try await connection.query("create role \(role)")
            try await connection.query("grant usage on schema shop to \(role)")
            try await connection.query("grant select, insert, update on shop.orders, shop.order_lines to \(role)")
            let differences = try await connection.transaction { transaction in
                try await transaction.query("set local role \(role)")
                return Self.check.differences(from: try await SchemaCatalogue.read("shop", in: transaction))
            }
            #expect(
                differences.map(\.mend) == ["grant delete on shop.order_lines to \(role.parts[0]);"]
                    && differences.map(\.side) == [.declarationNeeded])
            try await connection.query("drop owned by \(role)")
            try await connection.query("drop role \(role)")
        }
    }

    @Test func `a schema that is not there is named before its tables`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let differences = try await Self.check.run(on: connection)
                #expect(differences.map(\.sentence) == ["schema shop is not there"])
            }
        }
    }
}
