import LoadEngine
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Batches do not wait for the disk; the end of the package waits for all of them. (P3)
struct DurabilityTests {
    @Test(arguments: [1, Int.max])
    func `what a load that has ended brought survives a crash of the server at once`(directCopyFrom: Int) async throws {
        // The log is written when a commit asks for it, and else as seldom as the server allows.
        try await withPrivateCluster(settings: [
            "wal_writer_delay": "10s", "synchronous_commit": "on", "autovacuum": "off",
        ]) { server in
            let settings = ConnectionSettings(server.connectionString())
            try await withLoad(SandboxOptions(seed: 18, leads: 300), database: settings) { test in
                let report = try await test.loadEverything { $0.directCopyFrom = directCopyFrom }
                #expect(report.status == .loaded)
                try await server.restartImmediately()
                try await Connection.withConnection(settings) { connection in
                    let rows = try await connection.query(
                        """
                        select
                            (select count(*) from whatconverts.leads),
                            (select status from sluice.load_packages where package_id = \(report.package.id)),
                            (select sum(inserted)::bigint from sluice.load_batches where resource = 'leads'),
                            (select count(*) from sluice.spans where done_at is null)
                        """)
                    let (leads, status, inserted, open) = try #require(rows.first)
                        .decode((Int, String?, Int?, Int).self)
                    #expect(leads == 300 && status == "loaded" && inserted == 300 && open == 0)
                }
            }
        }
    }
}
