import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

struct DemoCommandTests {
    @Test(.enabled(if: geteuid() != 0, "as root the demo lives in /var/lib/sluice, which may be in use"))
    func `the demo loads, begins anew, and leaves nothing when it is stopped`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory)
            let first = try await program.run("demo", "--leads", "60", "--json")
            #expect(first.status == 0)
            let second = try await program.run("demo", "--leads", "40", "--json")
            let url = try #require(try second.json["database_url"] as? String)
            try await Connection.withConnection(ConnectionSettings(url)) { connection in
                let leads = try await connection.query("select from whatconverts.leads")
                #expect(leads.count == 40)
            }
            #expect(try await program.run("demo", "--stop").status == 0)
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/sluice/demo"))
        }
    }
}
