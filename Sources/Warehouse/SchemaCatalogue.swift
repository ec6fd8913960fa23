package import Postgres

/// What a schema holds just now, as PostgreSQL's catalogue tells it: three short questions, a few milliseconds.
package struct SchemaCatalogue: Sendable {
    package let schema: String
    package let exists: Bool
    /// By name.
    package let tables: [String: TableShape]
    /// Columns that a row cannot be inserted without and that have no default, by table.
    package let demanding: [String: Set<String>]
    /// The names of the constraints that are the primary keys, by table.
    package let keyNames: [String: String]
    /// Views and whatever else has a name among the tables, with its kind in words.
    package let others: [(name: String, kind: String)]
    /// The role that asked, and what it may do with each table.
    package let role: String
    package let rights: [String: Set<TableRight>]

    package static func read(_ schema: String, on connection: Connection) async throws -> SchemaCatalogue {
        try await connection.transaction { try await read(schema, in: $0) }
    }

    static func read(_ schema: String, in transaction: Transaction) async throws -> SchemaCatalogue {
        let relations = try await relations(of: schema, in: transaction)
        let (columns, demanding) = try await columns(of: schema, in: transaction)
        let indexes = try await indexes(of: schema, in: transaction)
        var tables: [String: TableShape] = [:]
        for relation in relations.found where relation.isTable {
            let own = indexes[relation.name] ?? []
            tables[relation.name] = TableShape(
                name: relation.name, comment: relation.comment, columns: columns[relation.name] ?? [],
                key: own.first(where: \.isPrimary)?.columns ?? [],
                indexes: own.filter { !$0.isPrimary }.map(\.shape))
        }
        return SchemaCatalogue(
            schema: schema, exists: relations.schemaExists, tables: tables, demanding: demanding,
            keyNames: indexes.compactMapValues { $0.first(where: \.isPrimary)?.shape.name },
            others: relations.found.filter { !$0.isTable }.map { ($0.name, $0.kind) }, role: relations.role,
            rights: Dictionary(
                relations.found.map { ($0.name, $0.rights) }, uniquingKeysWith: { first, _ in first }))
    }

    // MARK: - Tables, views and rights

    private struct Relation {
        let name: String
        let kind: String
        let isTable: Bool
        let comment: String?
        let rights: Set<TableRight>
    }

    private static func relations(
        of schema: String, in transaction: Transaction
    ) async throws -> (found: [Relation], schemaExists: Bool, role: String) {
        let rows = try await transaction.query(
            """
            select
                current_user::text, n.nspname is not null, c.relname::text, c.relkind::text,
                obj_description(c.oid, 'pg_class'),
                has_table_privilege(c.oid, 'select'), has_table_privilege(c.oid, 'insert'),
                has_table_privilege(c.oid, 'update'), has_table_privilege(c.oid, 'delete'),
                has_table_privilege(c.oid, 'truncate')
            from (select \(schema)::text as name) as wanted
            left join pg_catalog.pg_namespace n on n.nspname = wanted.name
            left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
            order by c.relname
            """)
        var found: [Relation] = []
        for row in rows {
            guard let name = try row.decode(2, as: String?.self) else { continue }
            let kind = try row.decode(3, as: String.self)
            let held = try TableRight.allCases.enumerated().filter { try row.decode(5 + $0.offset, as: Bool.self) }
            found.append(
                Relation(
                    name: name, kind: words(of: kind), isTable: kind == "r" || kind == "p",
                    comment: try row.decode(4, as: String?.self), rights: Set(held.map(\.element))))
        }
        guard let first = rows.first else { return ([], false, "") }
        return (found, try first.decode(1, as: Bool.self), try first.decode(0, as: String.self))
    }

    private static func words(of kind: String) -> String {
        switch kind {
        case "v": "view"
        case "m": "materialized view"
        case "f": "foreign table"
        default: "table"
        }
    }

    // MARK: - Columns

    private static func columns(
        of schema: String, in transaction: Transaction
    ) async throws -> (columns: [String: [TableShape.ColumnShape]], demanding: [String: Set<String>]) {
        let rows = try await transaction.query(
            """
            select
                c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                col_description(c.oid, a.attnum),
                a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = ''
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = \(schema)
                and c.relkind in ('r', 'p')
                and a.attnum > 0
                and not a.attisdropped
            order by c.relname, a.attnum
            """)
        var columns: [String: [TableShape.ColumnShape]] = [:]
        var demanding: [String: Set<String>] = [:]
        for row in rows {
            let (table, name, type, isRequired, comment, isDemanding) =
                try row.decode((String, String, String, Bool, String?, Bool).self)
            columns[table, default: []].append(
                .init(name: name, type: type, isNullable: !isRequired, comment: comment))
            if isDemanding { demanding[table, default: []].insert(name) }
        }
        return (columns, demanding)
    }

    // MARK: - Indexes

    private struct FoundIndex {
        let isPrimary: Bool
        /// Of an index on plain columns, their names.
        let columns: [String]
        let shape: TableShape.IndexShape
    }

    private static func indexes(
        of schema: String, in transaction: Transaction
    ) async throws -> [String: [FoundIndex]] {
        let rows = try await transaction.query(
            """
            select
                t.relname::text, i.relname::text, x.indisprimary, x.indisvalid,
                m.amname = 'btree' and not x.indisunique and x.indpred is null,
                array(
                    select pg_get_indexdef(x.indexrelid, place, true)
                    from generate_series(1, x.indnkeyatts) as place
                    order by place
                ),
                array(
                    select coalesce(a.attname::text, '')
                    from generate_series(1, x.indnatts) as place
                    left join pg_catalog.pg_attribute a
                        on a.attrelid = x.indrelid and a.attnum = (x.indkey::smallint[])[place - 1] and a.attnum > 0
                    order by place
                )
            from pg_catalog.pg_index x
            join pg_catalog.pg_class i on i.oid = x.indexrelid
            join pg_catalog.pg_am m on m.oid = i.relam
            join pg_catalog.pg_class t on t.oid = x.indrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where n.nspname = \(schema)
            order by t.relname, i.relname
            """)
        var indexes: [String: [FoundIndex]] = [:]
        for row in rows {
            let (table, name, isPrimary, isValid, isPlain, keys, columns) =
                try row.decode((String, String, Bool, Bool, Bool, [String], [String]).self)
            // A column by our own rules of quoting, whatever words this server keeps.
            let texts = zip(keys, columns).map { $1.isEmpty ? $0 : Identifier($1).plainSQL }
            indexes[table, default: []].append(
                FoundIndex(
                    isPrimary: isPrimary, columns: Array(columns.prefix(keys.count)),
                    shape: .init(
                        name: name, keys: texts, including: Array(columns.dropFirst(keys.count)), isValid: isValid,
                        isPlain: isPlain)))
        }
        return indexes
    }
}
