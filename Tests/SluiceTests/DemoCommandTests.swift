import Foundation
import Postgres
import TestSupport
import Testing

struct DemoCommandTests {
    @Test func `the demo loads, begins anew, and leaves nothing when it is stopped`() async throws {
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
            // The line for people works in their shell.
            let psql = try #require(try second.json["psql"] as? String)
            let shell = try await RunningProgram(
                path: "/bin/sh", arguments: ["-c", "\(psql) -Atc 'select count(*) from whatconverts.leads'"],
                environment: program.environment, directory: directory, output: nil
            ).end()
            #expect(shell.output == "40\n")
            #expect(try await program.run("demo", "--stop").status == 0)
            #expect(!FileManager.default.fileExists(atPath: "\(directory)/sluice/demo"))
        }
    }
}
