import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

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

    @Test func `who works on a dataset is shown, and what the key has used of its day`() async throws {
        try await withProgram(leads: 30) { program, sandbox, connection in
            #expect(try await program.run("load", "--daily-limit", "1234").status == 0)
            let used = await sandbox.requestCount()
            let status = try await program.run("status")
            #expect(status.output.contains("requests of the key of whatconverts on "))
            #expect(status.output.contains(": \(used) of 1,234 spent"))
            #expect(!status.output.contains("at work on"))
            let lease = Lease(connection: connection, timeToLive: .seconds(60))
            _ = try await lease.take(dataset: "whatconverts", packageID: .version7(), holder: "build-7, process 12")
            #expect(try await program.run("status").output.contains("at work on whatconverts: build-7, process 12"))
            let json = try await program.run("status", "--json").json
            #expect((json["holders"] as? [[String: Any]])?.first?["holder"] as? String == "build-7, process 12")
            let budget = try #require((json["budgets"] as? [[String: Any]])?.first)
            #expect(budget["spent"] as? Int == used && budget["daily_limit"] as? Int == 1_234)
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
