import Postgres

/// A right on a table, in the order in which statements name them.
package enum TableRight: String, Sendable, CaseIterable {
    case select, insert, update, delete, truncate
}

/// What a load does to each kind of table, and so which rights its role needs there: these and no others.
enum LoadRights {
    /// What a load takes back, or lets go when it is old, and `sluice rejected purge` with it.
    private static let deletedFrom: Set = ["spans", "request_reservations", "observed_fields", "rejected_records"]

    /// A table of the books. Versions are recorded by who migrates, and otherwise only read.
    static func books(_ table: String, migrates: Bool = false) -> [TableRight] {
        if table == "schema_versions", !migrates { return [.select] }
        return deletedFrom.contains(table) ? [.select, .insert, .update, .delete] : [.select, .insert, .update]
    }

    /// A table that others made and a load stages into.
    static let staging = TableRight.allCases

    /// A table of a resource, whose rows get tombstones, or one of its children, whose rows go with a change of the parent.
    static func data(isChild: Bool) -> [TableRight] {
        isChild ? [.select, .insert, .update, .delete] : [.select, .insert, .update]
    }
}

/// The rights on tables that a role should have, held against those that it has.
struct TableGrants {
    /// A table and what the role should be allowed to do with it.
    struct Wanted {
        let schema: String
        let table: String
        let rights: [TableRight]
    }

    /// As the catalogue spells it.
    let role: String

    /// The grants of what is missing, one for all tables of a schema that lack the same.
    func missing(_ wanted: [Wanted], on connection: some Queryable) async throws -> [String] {
        let single = wanted.flatMap { table in table.rights.map { (table, $0) } }
        guard !single.isEmpty else { return [] }
        let rows = try await connection.query(
            """
            select place
            from unnest(
                \(single.map(\.0.schema))::text[], \(single.map(\.0.table))::text[], \(single.map(\.1.rawValue))::text[]
            ) with ordinality as wanted (schema, name, "right", place)
            left join pg_catalog.pg_roles on rolname = \(role)
            -- By name it could only be asked for where this session may use the schema.
            left join pg_catalog.pg_namespace on nspname = wanted.schema
            left join pg_catalog.pg_class on relnamespace = pg_namespace.oid and relname = wanted.name
            where not coalesce(has_table_privilege(pg_roles.oid, pg_class.oid, "right"), false)
            order by place
            """)
        var tables: [(schema: String, rights: [TableRight], names: [String])] = []
        var lacking: [[TableRight]] = []
        var found: [Wanted] = []
        for row in rows {
            let (table, right) = single[Int(try row.decode(0, as: Int64.self)) - 1]
            if let last = found.last, last.schema == table.schema, last.table == table.table {
                lacking[lacking.count - 1].append(right)
            } else {
                found.append(table)
                lacking.append([right])
            }
        }
        for (table, rights) in zip(found, lacking) {
            let name = Identifier(table.schema, table.table).plainSQL
            if let place = tables.firstIndex(where: { $0.schema == table.schema && $0.rights == rights }) {
                tables[place].names.append(name)
            } else {
                tables.append((table.schema, rights, [name]))
            }
        }
        return tables.map { group in
            "grant \(group.rights.map(\.rawValue).joined(separator: ", ")) on \(group.names.joined(separator: ", ")) "
                + "to \(Identifier(role).plainSQL);"
        }
    }
}
