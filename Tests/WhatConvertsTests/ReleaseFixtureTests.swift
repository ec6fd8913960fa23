import Foundation
import LoadEngine
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// What a release left in somebody's database is carried over by every later one.
///
/// Each file of `Tests/Fixtures/releases` is the dump of a dataset as that release made it; its first lines say how, and a release
/// adds one of its own in the same way, with `load_packages.host` and `leases.holder` set to `a-host` before the dump. They all
/// hold ``leads`` leads of one sandbox, journeys included, so that what they hold can be told.
///
/// When the mapping of leads changes, their fingerprints are written anew once; then the last expectation names the releases
/// after that change.
struct ReleaseFixtureTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/releases")
    static let leads = 12
    static let sandbox = SandboxOptions(seed: 81, leads: leads)

    static var releases: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".sql") }.sorted()
        }
    }

    @Test func `there is one of the first release`() throws {
        #expect(try Self.releases.contains("0.1.0.sql"))
    }

    @Test(arguments: try releases)
    func `the tables of a release are migrated with all their rows, and a load finds nothing to do`(file: String)
        async throws
    {
        let dump = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
        try await withLoad(Self.sandbox) { test in
            try await test.connection.transaction { try await $0.run(script: dump) }
            let before = try await test.contents()
            #expect(before["leads"]?.count == Self.leads)
            for table in ["lead_fields", "lead_journey_steps", "lead_journey_page_views", "users", "user_accounts"] {
                #expect(before[table]?.isEmpty == false, "\(table)")
            }

            try await test.migrate()
            let after = try await test.contents()
            for (table, rows) in before {
                #expect(after[table]?.count == rows.count, "\(table)")
                // A later migration may add columns, and changes none.
                #expect(
                    rows.allSatisfy { row in after[table]?.contains { $0.isSuperset(of: row) } ?? false }, "\(table)")
            }

            let again = try await test.loadEverything { $0.parts = ["customer_journey"] }
            #expect(again.status == .loaded)
            #expect(again.written == 0 && again["leads"].unchanged >= Self.leads)
            #expect(try await test.contents() == after)

            // Whoever distrusts the fingerprints finds nothing either.
            let full = try await test.load {
                $0.isFull = true
                $0.parts = ["customer_journey"]
            }
            #expect(full.written == 0)
            // A fingerprint that is not believed is written anew.
            #expect(
                try await test.value(
                    """
                    select coalesce(sum(fingerprints_renewed), 0) = 0
                    from sluice.load_batches
                    where merged_at > (select max(applied_at) from sluice.schema_versions)
                    """))
            try await test.expectLeadsEqual(parts: .journey)
        }
    }
}

extension TestLoad {
    /// Each row of each data table as its columns that are not null.
    fileprivate func contents() async throws -> [String: [Set<String>]] {
        var contents: [String: [Set<String>]] = [:]
        for table in try await dataTables() {
            contents[table] = try await column(
                """
                select array(
                    select key || ' ' || value from jsonb_each_text(to_jsonb(t)) where value is not null
                )
                from \(Identifier("whatconverts", table)) t
                order by to_jsonb(t) - array['_package_id', '_loaded_at']
                """, as: [String].self
            ).map(Set.init)
        }
        return contents
    }

    fileprivate func migrate() async throws {
        let folder = MigrationFolder.checkout
        let migrator = Migrator(
            connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine), sluiceVersion: "1.2.3"
        )
        _ = try await migrator.migrate(
            dataset: "whatconverts", line: "whatconverts", migrations: try folder.migrations(line: "whatconverts"))
    }
}
