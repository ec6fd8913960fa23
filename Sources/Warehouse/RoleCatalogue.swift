import Postgres

/// What PostgreSQL's catalogue says about the three roles of a database, and about what they should own.
struct RoleCatalogue: Sendable {
    struct Schema: Sendable {
        /// Whether the current role owns it.
        let isOurs: Bool
        /// What each role may do: `usage`, `create`.
        var rights: [String: Set<String>] = [:]
    }

    struct Relation: Sendable {
        let schema: String
        let name: String
        let owner: String
        let isTable: Bool
        let isOurs: Bool
    }

    let user: String
    let isSuperuser: Bool
    let createsRoles: Bool
    let database: String
    /// Those that exist, and whether the current role may act as them.
    let roles: [String: Bool]
    let connecting: Set<String>
    var schemas: [String: Schema]
    /// Tables and views of the three schemas; of the staged ones only the dataset's.
    var relations: [Relation]
    /// The schemas in which the reader may read what the migrator makes later.
    let defaults: Set<String>

    /// Nothing but what the current role owns, and may grant rights on.
    var ofCurrentRole: RoleCatalogue {
        var own = self
        own.relations.removeAll { !$0.isOurs }
        own.schemas = own.schemas.filter(\.value.isOurs)
        return own
    }

    /// What a role may do in a schema; in one that is not there, what its owner to be may.
    func rights(of role: String, in schema: String, madeFor owner: String) -> Set<String> {
        guard let found = schemas[schema] else { return role == owner ? ["usage", "create"] : [] }
        return found.rights[role] ?? []
    }

    /// - Parameter staged: the names of the staging tables that are the dataset's.
    static func read(
        _ roles: Roles, dataset: String, staged: [String], on connection: some Queryable
    ) async throws -> RoleCatalogue {
        let session = try await connection.query(
            """
            select rolname::text, rolsuper, rolcreaterole, current_database()::text
            from pg_catalog.pg_roles
            where rolname = current_user
            """)
        let (user, isSuperuser, createsRoles, database) =
            try session.first?.decode((String, Bool, Bool, String).self) ?? ("", false, false, "")
        var members: [String: Bool] = [:]
        var connecting: Set<String> = []
        for row in try await connection.query(
            """
            select
                rolname::text,
                -- From PostgreSQL 16 on a member need not be allowed to act as the role: who made it is not.
                case
                    when current_setting('server_version_num')::int >= 160000 then
                        pg_has_role(oid, 'set') and pg_has_role(oid, 'usage')
                    else pg_has_role(oid, 'member')
                end,
                has_database_privilege(oid, current_database(), 'connect')
            from pg_catalog.pg_roles
            where rolname = any(\(roles.all)::text[])
            """)
        {
            let (role, isMember, connects) = try row.decode((String, Bool, Bool).self)
            members[role] = isMember
            if connects { connecting.insert(role) }
        }
        let names = [Migrator.metadataLine, dataset, StagingTables.schema]
        return RoleCatalogue(
            user: user, isSuperuser: isSuperuser, createsRoles: createsRoles, database: database, roles: members,
            connecting: connecting, schemas: try await schemas(names, roles, on: connection),
            relations: try await relations(names, staged: staged, on: connection),
            defaults: try await defaults(roles, on: connection))
    }

    private static func schemas(
        _ names: [String], _ roles: Roles, on connection: some Queryable
    ) async throws -> [String: Schema] {
        var schemas: [String: Schema] = [:]
        for row in try await connection.query(
            """
            select
                nspname::text,
                pg_has_role(nspowner, 'usage'),
                rolname::text,
                coalesce(has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'usage'), false),
                coalesce(has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'create'), false)
            from pg_catalog.pg_namespace
            left join pg_catalog.pg_roles on rolname = any(\(roles.all)::text[])
            where nspname = any(\(names)::text[])
            """)
        {
            let (name, isOurs, role, uses, creates) = try row.decode((String, Bool, String?, Bool, Bool).self)
            var schema = schemas[name] ?? Schema(isOurs: isOurs)
            if let role { schema.rights[role] = Set((uses ? ["usage"] : []) + (creates ? ["create"] : [])) }
            schemas[name] = schema
        }
        return schemas
    }

    private static func relations(
        _ names: [String], staged: [String], on connection: some Queryable
    ) async throws -> [Relation] {
        try await connection.query(
            """
            select
                nspname::text, relname::text, pg_get_userbyid(relowner)::text, relkind in ('r', 'p'),
                pg_has_role(relowner, 'usage')
            from pg_catalog.pg_class
            join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
            where relkind in ('r', 'p', 'v', 'm')
              and nspname = any(\(names)::text[])
              and (nspname <> \(StagingTables.schema) or relname = any(\(staged)::text[]))
            order by array_position(\(names)::text[], nspname::text), relname
            """
        ).map { row in
            let (schema, name, owner, isTable, isOurs) = try row.decode((String, String, String, Bool, Bool).self)
            return Relation(schema: schema, name: name, owner: owner, isTable: isTable, isOurs: isOurs)
        }
    }

    private static func defaults(_ roles: Roles, on connection: some Queryable) async throws -> Set<String> {
        let rows = try await connection.query(
            """
            select nspname::text
            from pg_catalog.pg_default_acl
            join pg_catalog.pg_namespace on pg_namespace.oid = defaclnamespace
            cross join lateral aclexplode(defaclacl) as granted
            where defaclobjtype = 'r'
              and pg_get_userbyid(defaclrole) = \(roles.migrator)
              and pg_get_userbyid(granted.grantee) = \(roles.reader)
              and granted.privilege_type = 'SELECT'
            """)
        return Set(try rows.map { try $0.decode(0, as: String.self) })
    }
}
