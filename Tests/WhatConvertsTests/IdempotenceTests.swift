import Foundation
import LoadEngine
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse
import WhatConverts

/// Loading what is there already writes nothing. (P2)
struct IdempotenceTests {
    @Test func `a second load changes no row and sends no lead`() async throws {
        try await withLoad(SandboxOptions(leads: 4_000, burst: .init(second: SandboxOptions.defaultNewest, count: 700)))
        {
            test in
            try await test.loadEverything { $0.parts = ["customer_journey"] }
            let versions = try await test.rowVersions()
            let staging = try await test.stagingFiles()
            #expect(versions["leads"]?.count == 4_700)
            #expect(versions["lead_journey_steps"]?.isEmpty == false)
            #expect(versions["user_accounts"]?.isEmpty == false)
            #expect(!staging.isEmpty)

            let again = try await test.loadEverything { $0.parts = ["customer_journey"] }
            #expect(again.status == .loaded)
            #expect(again.written == 0)
            #expect(again["leads"].unchanged >= 4_700)
            #expect(try await test.rowVersions() == versions)
            // A batch that staged anything truncates its tables, which gives them new files.
            #expect(try await test.stagingFiles() == staging)
            #expect(try await test.value("select sum(pg_relation_size(oid)) = 0 \(TestLoad.stagingOfLeads)"))

            // Whoever distrusts the fingerprints and compares every column writes nothing either.
            let full = try await test.load {
                $0.isFull = true
                $0.parts = ["customer_journey"]
            }
            #expect(full.written == 0)
            #expect(try await test.rowVersions() == versions)
        }
    }

    @Test func `records of a changed mapping are mapped again, and rows that come out equal are only recognised anew`()
        async throws
    {
        let changed = Source.whatConverts.mappingLeadsAnew
        try await withLoad(SandboxOptions(seed: 17, leads: 700)) { test in
            @Sendable func load(_ source: Source) async throws -> LoadReport {
                try await test.load(source: source) {
                    $0.since = test.oldest
                    $0.lookback = test.everything
                    $0.parts = ["customer_journey"]
                }
            }
            func renewed() async throws -> Int {
                try await test.value("select coalesce(sum(fingerprints_renewed), 0)::bigint from sluice.load_batches")
            }
            _ = try await load(.whatConverts)
            let packages: [String] = try await test.column("select distinct _package_id::text from whatconverts.leads")
            #expect(try await renewed() == 0)

            let again = try await load(changed)
            #expect(again.written == 0 && again["leads"].unchanged >= 700)
            #expect(try await renewed() == 700)
            #expect(
                try await test.column("select distinct _package_id::text from whatconverts.leads") == packages)

            let versions = try await test.rowVersions()
            #expect(try await load(changed).written == 0)
            #expect(try await renewed() == 700)
            #expect(try await test.rowVersions() == versions)
        }
    }

    @Test func `a second load writes no WAL for the data tables`() async throws {
        try await withPrivateCluster(settings: ["autovacuum": "off"]) { server in
            let settings = ConnectionSettings(server.connectionString())
            try await withLoad(SandboxOptions(leads: 2_000), database: settings) { test in
                try await test.connection.query("create extension pg_walinspect")
                try await test.loadEverything()
                // Else the first reading would set hint bits, which may be logged.
                try await test.connection.query("vacuum")
                try await test.connection.query("checkpoint")

                let again = try await test.logged { try await test.loadEverything() }
                #expect(again == [])

                // The question finds what it looks for.
                await test.sandbox.changeLeads([try #require(await test.sandbox.leadIDs().first)])
                let changing = try await test.logged { try await test.loadEverything() }
                #expect(changing.contains { $0.hasPrefix("leads ") })
            }
        }
    }
}

extension Source {
    /// The same declarations, as if the engine mapped leads in another way now.
    fileprivate var mappingLeadsAnew: Source {
        Source(
            name: name, defaultBaseURL: defaultBaseURL, errorKey: errorKey, keyKinds: keyKinds,
            resources: resources.map { resource in
                guard resource.name == "leads" else { return resource }
                return Resource(
                    resource.name, reading: resource.reading, key: resource.key, fields: resource.fields,
                    children: resource.children, parts: resource.parts, single: resource.single,
                    details: resource.details, keyKinds: resource.keyKinds, share: resource.share,
                    keepsFingerprint: resource.keepsFingerprint, mappingVersion: resource.mappingVersion + 1)
            })
    }
}

extension TestLoad {
    fileprivate static let stagingOfLeads: Statement = """
        from pg_class
        where relnamespace = 'sluice_staging'::regnamespace
            and relkind = 'r'
            and relname ~ '^whatconverts [0-9]+ lead'
        """

    /// The files of the staging tables of leads.
    fileprivate func stagingFiles() async throws -> [String] {
        try await column(
            "select relname || ' ' || pg_relation_filenode(oid)::text \(Self.stagingOfLeads) order by 1")
    }

    /// What is written into the log for the data tables, their indexes and their long texts, while the body runs; beside
    /// hint bits and what vacuum does.
    fileprivate func logged(_ body: @Sendable () async throws -> LoadReport) async throws -> [String] {
        let start: String = try await value("select pg_current_wal_insert_lsn()::text")
        _ = try await body()
        try await connection.query("select pg_switch_wal()")
        return try await column(
            """
            with data as (
                select c.oid, c.relname, coalesce(i.indrelid, c.oid) as owner
                from pg_class c
                left join pg_index i on i.indexrelid = c.oid
                where c.relnamespace = 'whatconverts'::regnamespace
                    or c.oid in (
                        select reltoastrelid from pg_class where relnamespace = 'whatconverts'::regnamespace)
                    or i.indrelid in (
                        select reltoastrelid from pg_class where relnamespace = 'whatconverts'::regnamespace)
            )
            select distinct relname || ' ' || resource_manager || ' ' || record_type
            from pg_get_wal_records_info(\(start)::pg_lsn, pg_current_wal_flush_lsn()) as logged
            cross join lateral regexp_matches(
                block_ref, 'rel [0-9]+/' || (select oid from pg_database where datname = current_database()) || '/([0-9]+)',
                'g') as file
            join data on pg_relation_filenode(data.oid) = file[1]::oid
            where record_type not like 'FPI_FOR_HINT%'
                and not (resource_manager = 'Heap2' and record_type ~ '^(PRUNE|VACUUM|VISIBLE|FREEZE)')
            order by 1
            """)
    }
}
