package import Postgres

/// Whether the books account for everything that is in the tables of a dataset, and for nothing else. (P1, P5)
package struct Books: Sendable {
    package let connection: Connection
    package let dataset: String

    package init(on connection: Connection, dataset: String = "whatconverts") {
        self.connection = connection
        self.dataset = dataset
    }

    /// What does not add up; nothing when each record, row and sum is accounted for.
    package func problems() async throws -> [String] {
        try await [
            unbalancedBatches(), jobsThatAreNotTheirBatches(), packagesThatAreNotTheirBatches(), rows(), packages(),
            requests(),
        ].flatMap { $0 }
    }

    private func unbalancedBatches() async throws -> [String] {
        try await found(
            "batches whose records do not add up",
            """
            select count(*) from sluice.load_batches
            where records <> inserted + updated + unchanged + duplicates + rejected + discarded
            """)
    }

    private func jobsThatAreNotTheirBatches() async throws -> [String] {
        try await found(
            "jobs that are not the sums of their batches",
            """
            select count(*)
            from (
                select
                    package_id, resource, sum(records) as records, sum(inserted) as inserted, sum(updated) as updated,
                    sum(unchanged) as unchanged, sum(duplicates) as duplicates, sum(deleted) as deleted,
                    sum(rejected) as rejected, sum(discarded) as discarded
                from sluice.load_batches
                group by 1, 2
            ) as b
            left join sluice.load_jobs as j using (package_id, resource)
            where (b.records, b.inserted, b.updated, b.unchanged, b.duplicates, b.deleted, b.rejected, b.discarded)
                is distinct from
                (j.records, j.inserted, j.updated, j.unchanged, j.duplicates, j.deleted, j.rejected, j.discarded)
            """)
    }

    private func packagesThatAreNotTheirBatches() async throws -> [String] {
        try await found(
            "packages that are not the sums of their batches",
            """
            select count(*)
            from sluice.load_packages p
            left join (
                select package_id, sum(records) as records, sum(rejected) as rejected
                from sluice.load_batches group by 1
            ) as b using (package_id)
            where (p.records, p.rejected) <> (coalesce(b.records, 0), coalesce(b.rejected, 0))
            """)
    }

    /// No row is there that no package accounts for, and each was inserted once.
    private func rows() async throws -> [String] {
        let tables = try await connection.query(
            """
            select c.relname::text
            from pg_catalog.pg_class c
            where c.relnamespace = to_regnamespace(quote_ident(\(dataset)))
              and c.relkind = 'r'
              and exists (
                  select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = '_package_id')
            order by 1
            """
        ).map { try $0.decode(0, as: String.self) }
        var problems: [String] = []
        for table in tables {
            let live = Identifier(dataset, table)
            problems += try await found(
                "\(table): packages with more rows than they wrote",
                """
                select count(*)
                from (select _package_id as package_id, count(*) as rows from \(live) group by 1) as r
                left join (
                    select package_id, sum(inserted + updated + deleted) as written
                    from sluice.load_batches where resource = \(table) group by 1
                ) as b using (package_id)
                where rows > coalesce(written, 0)
                """)
            problems += try await found(
                "\(table): rows more or less than were inserted",
                """
                select abs(
                    (select count(*) from \(live))
                    - (
                        select coalesce(sum(inserted), 0)
                        from sluice.load_batches
                        join sluice.load_packages using (package_id)
                        where resource = \(table) and dataset = \(dataset)
                    ))::bigint
                """)
        }
        return problems
    }

    private func packages() async throws -> [String] {
        try await found(
            "packages that nobody ended",
            """
            select count(*)
            from sluice.load_packages
            left join sluice.leases using (package_id)
            where status = 'started' and leases.package_id is null
            """)
    }

    /// Each request belongs to a day and a package, and none is under way when no run is.
    private func requests() async throws -> [String] {
        try await found(
            "requests of the budget that no package accounts for, or the other way round",
            """
            select abs(
                (select coalesce(sum(spent), 0) from sluice.request_budget)
                - (select coalesce(sum(requests), 0) from sluice.load_packages))::bigint
            where not exists (select from sluice.load_packages where status = 'started')
            """)
            + found(
                "requests under way though no run is",
                """
                select coalesce(sum(reserved), 0)::bigint
                from sluice.request_budget
                where not exists (select from sluice.load_packages where status = 'started')
                """)
    }

    private func found(_ what: String, _ count: Statement) async throws -> [String] {
        guard let row = try await connection.query(count).first else { return [] }
        let number = try row.decode(0, as: Int.self)
        return number == 0 ? [] : ["\(number) \(what)"]
    }
}
