import Foundation
import Postgres
import TestSupport
import Testing

struct StatusCommandTests {
    @Test func `a database in which nothing was loaded says so`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let status = try await program.run("status")
            #expect(status.status == 0)
            #expect(status.output.hasPrefix("no load has run in this database yet; begin with `sluice load`"))
            #expect(try await program.run("status", "--dataset", "whatconverts").status == 0)
            let json = try await program.run("status", "--json").json
            #expect((json["packages"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func `the last packages are shown, with the jobs of the latest`() async throws {
        try await withProgram(leads: 30) { program, _, _ in
            #expect(try await program.run("load").status == 0)
            #expect(try await program.run("load", "--max-requests", "1").status == 10)
            let status = try await program.run("status")
            #expect(status.status == 0)
            #expect(status.output.contains("partial"))
            #expect(status.output.contains("loaded"))
            #expect(status.output.contains("this run may send 1 requests"))
            let packages = try #require(
                try await program.run("status", "--json", "--last", "1").json["packages"] as? [[String: Any]])
            #expect(packages.map { $0["status"] as? String } == ["partial"])
        }
    }

    @Test func `a dataset that was never loaded is a wrong configuration, and the others are named`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            #expect(try await program.run("load").status == 0)
            let refused = try await program.run("status", "--dataset", "whatconvert")
            #expect(refused.status == 21)
            #expect(refused.sentence.contains("\"whatconvert\""))
            #expect(refused.sentence.contains("there are whatconverts"))
        }
    }
}
