import LoadEngine
import Postgres
import Sandbox
import Testing
import Warehouse

/// Whether the books account for everything that is in the tables.
extension TestLoad {
    /// Expects each record to be accounted for, sums to be the sums of their parts, and no row to be there that no package
    /// accounts for. (P1, P5)
    func expectBooksAddUp(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let unbalanced: Int = try await value(
            """
            select count(*) from sluice.load_batches
            where records <> inserted + updated + unchanged + duplicates + rejected + discarded
            """)
        #expect(unbalanced == 0, "batches", sourceLocation: sourceLocation)
        let jobs: Int = try await value(
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
        #expect(jobs == 0, "jobs", sourceLocation: sourceLocation)
        let packages: Int = try await value(
            """
            select count(*)
            from sluice.load_packages p
            left join (
                select package_id, sum(records) as records, sum(rejected) as rejected
                from sluice.load_batches group by 1
            ) as b using (package_id)
            where (p.records, p.rejected) <> (coalesce(b.records, 0), coalesce(b.rejected, 0))
            """)
        #expect(packages == 0, "packages", sourceLocation: sourceLocation)
        for table in try await dataTables() where !table.hasPrefix("lead_") {
            let live = Identifier("whatconverts", table)
            // A row that is written twice in a package counts twice and is there once.
            let unaccounted: Int = try await value(
                """
                select count(*)
                from (select _package_id as package_id, count(*) as rows from \(live) group by 1) as r
                left join (
                    select package_id, sum(inserted + updated + deleted) as written
                    from sluice.load_batches where resource = \(table) group by 1
                ) as b using (package_id)
                where rows > coalesce(written, 0)
                """)
            #expect(unaccounted == 0, "\(table)", sourceLocation: sourceLocation)
            let counts = try #require(
                try await connection.query(
                    """
                    select
                        (select count(*) from \(live)),
                        (select coalesce(sum(inserted), 0) from sluice.load_batches where resource = \(table))::bigint
                    """
                ).first
            ).decode((Int, Int).self)
            #expect(counts.0 == counts.1, "\(table): rows and inserted", sourceLocation: sourceLocation)
        }
        let open: Int = try await value("select count(*) from sluice.load_packages where status = 'started'")
        #expect(open <= 1, "packages that nobody ended", sourceLocation: sourceLocation)
    }
}
