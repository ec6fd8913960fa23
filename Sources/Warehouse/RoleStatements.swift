package import Postgres

/// What a database lacks of its three roles, as the statements that mend it, in the order in which they are to be run.
///
/// Everything is held against the catalogue first: where nothing is missing there is no statement, and a second run has nothing to
/// do. Nothing is taken away: a right that somebody gave besides stays.
package struct RoleStatements: Sendable {
    package let roles: Roles
    package let dataset: String
    /// The tables of the dataset that are the source's; others there are somebody else's.
    let declared: [Table]

    package init(_ roles: Roles, dataset: String, declared: [Table]) {
        self.roles = roles
        self.dataset = dataset
        self.declared = declared
    }

    /// Makes the roles and the schemas, hands the tables over to the migrator, and grants the rest: for a superuser, or for a role
    /// that may create roles and owns the database and what is in it.
    package func missing(on connection: some Queryable) async throws -> [String] {
        let catalogue = try await catalogue(on: connection)
        // A table goes to who may create in its schema already.
        return created(catalogue) + connecting(catalogue) + made(catalogue)
            + used(catalogue, by: roles.all, in: schemas)
            + handedOver(catalogue) + (try await granted(catalogue, to: [roles.loader, roles.reader], on: connection))
            + defaults(catalogue)
    }

    /// The rights of loader and reader on what the migrator owns: what it has to grant behind a migration that made tables.
    ///
    /// Nothing when somebody else migrates: roles belong to the whole server, and those of these names may be there for another
    /// database.
    package func missingBehindMigration(on connection: some Queryable) async throws -> [String] {
        let all = try await catalogue(on: connection)
        guard all.user == roles.migrator || !all.isSuperuser && all.roles[roles.migrator] == true else { return [] }
        let own = all.ofCurrentRole
        let present = [roles.loader, roles.reader].filter { own.roles[$0] != nil }
        return used(own, by: present, in: schemas.filter { own.schemas[$0] != nil })
            + (try await granted(own, to: present, on: connection))
    }

    private func catalogue(on connection: some Queryable) async throws -> RoleCatalogue {
        try Migrator.check(dataset: dataset)
        let tables = declared.flatMap { [$0.name] + $0.children.map(\.name) }
        return try await RoleCatalogue.read(
            roles, dataset: dataset, staged: StagingTables.possibleNames(of: tables, dataset: dataset), on: connection)
    }

    private func sql(_ name: String) -> String { Identifier(name).plainSQL }

    // MARK: - Roles and owners

    private func created(_ catalogue: RoleCatalogue) -> [String] {
        roles.all.filter { catalogue.roles[$0] == nil }.map { "create role \(sql($0)) login;" }
            // Only who may act as a role can hand something over to it; a superuser may act as all.
            + (catalogue.createsRoles && !catalogue.isSuperuser ? [roles.migrator, roles.loader] : [])
            .filter { catalogue.roles[$0] != true }.map { "grant \(sql($0)) to \(sql(catalogue.user));" }
    }

    private func handedOver(_ catalogue: RoleCatalogue) -> [String] {
        let moved = catalogue.relations.filter { $0.isTable && $0.owner != (owner(of: $0) ?? $0.owner) }
        // Views that look at the tables do so as their owner, who would see nothing any more.
        let former = Set(moved.filter { $0.schema != StagingTables.schema }.map(\.owner)).subtracting(roles.all)
        return moved.compactMap { relation in
            owner(of: relation).map { "alter table \(table(relation)) owner to \(sql($0));" }
        }
            + former.sorted().map { owner in
                let tables = moved.filter { $0.owner == owner && $0.schema != StagingTables.schema }.map(table)
                return "grant select on \(tables.joined(separator: ", ")) to \(sql(owner));"
            }
    }

    private func table(_ relation: RoleCatalogue.Relation) -> String {
        Identifier(relation.schema, relation.name).plainSQL
    }

    /// Who a table of ours should belong to; nil for tables of others.
    private func owner(of relation: RoleCatalogue.Relation) -> String? {
        switch relation.schema {
        case Migrator.metadataLine: roles.migrator
        // Staging tables are renewed by who loads, and only their owner can do that.
        case StagingTables.schema: roles.loader
        default: isDeclared(relation.name) ? roles.migrator : nil
        }
    }

    private func isDeclared(_ name: String) -> Bool {
        declared.contains { $0.name == name || $0.children.contains { $0.name == name } }
    }

    // MARK: - Database and schemas

    private func connecting(_ catalogue: RoleCatalogue) -> [String] {
        let outside = roles.all.filter { !catalogue.connecting.contains($0) }
        return outside.isEmpty
            ? []
            : ["grant connect on database \(sql(catalogue.database)) to \(outside.map(sql).joined(separator: ", "));"]
    }

    private var schemas: [String] { [Migrator.metadataLine, dataset, StagingTables.schema] }

    private func made(_ catalogue: RoleCatalogue) -> [String] {
        schemas.filter { catalogue.schemas[$0] == nil }.map {
            "create schema \(sql($0)) authorization \(sql(roles.migrator));"
        }
    }

    private func used(_ catalogue: RoleCatalogue, by users: [String], in schemas: [String]) -> [String] {
        schemas.flatMap { schema in
            users.compactMap { role in
                let held = catalogue.rights(of: role, in: schema, madeFor: roles.migrator)
                let missing = wanted(by: role, in: schema).filter { !held.contains($0) }
                return missing.isEmpty
                    ? nil : "grant \(missing.joined(separator: ", ")) on schema \(sql(schema)) to \(sql(role));"
            }
        }
    }

    private func wanted(by role: String, in schema: String) -> [String] {
        switch role {
        case roles.migrator: ["usage", "create"]
        case roles.loader: schema == StagingTables.schema ? ["usage", "create"] : ["usage"]
        default: schema == StagingTables.schema ? [] : ["usage"]
        }
    }

    // MARK: - Tables

    private func granted(
        _ catalogue: RoleCatalogue, to present: [String], on connection: some Queryable
    ) async throws -> [String] {
        var statements: [String] = []
        for (role, wanted) in [(roles.loader, loaded(catalogue)), (roles.reader, read(catalogue))]
        where present.contains(role) {
            statements += try await TableGrants(role: role).missing(wanted, on: connection)
        }
        return statements
    }

    private func read(_ catalogue: RoleCatalogue) -> [TableGrants.Wanted] {
        catalogue.relations.filter { relation in
            // Of views those that the migrations made; whoever made others says who may see them.
            relation.schema != StagingTables.schema
                && (relation.isTable ? owner(of: relation) != nil : relation.owner == roles.migrator)
        }.map { TableGrants.Wanted(schema: $0.schema, table: $0.name, rights: [.select]) }
    }

    private func loaded(_ catalogue: RoleCatalogue) -> [TableGrants.Wanted] {
        let children = Set(declared.flatMap(\.children).map(\.name))
        return catalogue.relations.filter(\.isTable).compactMap { relation in
            switch relation.schema {
            case Migrator.metadataLine:
                TableGrants.Wanted(
                    schema: relation.schema, table: relation.name, rights: LoadRights.books(relation.name))
            case dataset where isDeclared(relation.name):
                TableGrants.Wanted(
                    schema: relation.schema, table: relation.name,
                    rights: LoadRights.data(isChild: children.contains(relation.name)))
            // Those that are staged into become the loader's own.
            default: nil
            }
        }
    }

    /// What the migrator makes later, views included, is the reader's as well.
    private func defaults(_ catalogue: RoleCatalogue) -> [String] {
        [Migrator.metadataLine, dataset].filter { !catalogue.defaults.contains($0) }.map { schema in
            "alter default privileges for role \(sql(roles.migrator)) in schema \(sql(schema)) "
                + "grant select on tables to \(sql(roles.reader));"
        }
    }
}
