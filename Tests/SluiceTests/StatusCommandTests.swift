import Books
import Foundation
import LoadEngine
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse
import WhatConverts

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

    @Test func `books of an older version are not taken for empty ones`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            #expect(try await program.run("migrate", "--quiet").status == 0)
            try await connection.query("alter table sluice.load_jobs drop column is_whole")
            for arguments in [["status"], ["status", "--json"], ["status", "0198c2a7"], ["status", "lead", "1"]] {
                let refused = try await program.start(arguments).end()
                #expect(refused.status == 21, "\(arguments)")
                #expect(refused.errors.contains("run `sluice migrate`"), "\(arguments)")
            }
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
            #expect(packages.first?["package_id"] is String && packages.first?["jobs"] is [Any])
        }
    }

    @Test func `what is wrong comes first, with what to do`() async throws {
        try await withProgram(leads: 30) { program, _, connection in
            #expect(try await program.run("load", "--quiet").status == 0)
            let well = try await program.run("status")
            #expect(well.output.hasPrefix("The last load packages"))
            #expect(try await program.run("load", "--max-requests", "1", "--quiet").status == 10)
            let partial = try await program.run("status")
            #expect(partial.output.hasPrefix("! the last load of whatconverts is partial: "))
            // Its process vanished, and its lease with it.
            try await connection.query(
                "update sluice.load_packages set status = 'started', finished_at = null where status = 'partial'")
            let vanished = try await program.run("status", "--json").json
            let concern = try #require((vanished["concerns"] as? [[String: Any]])?.first)
            #expect(concern["severity"] as? String == "problem")
            #expect((concern["text"] as? String)?.contains("has not ended, and nobody is at work on it") == true)
            // Nobody loaded for two days.
            try await connection.query("update sluice.load_jobs set finished_at = finished_at - interval '2 days'")
            #expect(try await program.run("status").output.contains("✗ not loaded whole for 48 hours: accounts, leads"))
        }
    }

    @Test func `a package is told whole, by the first digits of its id`() async throws {
        try await withProgram(leads: 120) { program, _, connection in
            #expect(try await program.run("load", "--quiet").status == 0)
            let packages = try #require(try await program.run("status", "--json").json["packages"] as? [[String: Any]])
            let id = try #require(packages.first?["package_id"] as? String)
            let story = try await program.run("status", String(id.prefix(11)))
            #expect(story.status == 0)
            #expect(story.output.hasPrefix("package \(id)\nbegan "))
            #expect(story.output.contains("Its jobs"))
            #expect(story.output.contains("Its batches: each became visible in one transaction"))
            let json = try await program.run("status", id, "--json").json
            let batches = try #require(json["batches"] as? [[String: Any]])
            let inserted = batches.filter { $0["resource"] as? String == "leads" }
                .compactMap { $0["inserted"] as? Int }.reduce(0, +)
            #expect(inserted == 120)
            #expect(json["batch_count"] as? Int == batches.count)

            let unknown = try await program.run("status", "0000")
            #expect(unknown.status == 21 && unknown.sentence.contains("there is no load package \"0000\""))
            #expect(try await program.run("load", "--quiet").status == 0)
            // Packages sort by time: those of one day begin alike.
            let several = try await program.run("status", String(id.prefix(4)))
            #expect(several.status == 21 && several.sentence.contains("several load packages begin with"))
            _ = connection
        }
    }

    @Test func `a row is traced to the package, batch and page that changed it last`() async throws {
        try await withProgram(leads: 200) { program, sandbox, connection in
            #expect(try await program.run("load", "--quiet", "--page-size", "20", "--since", "2020-01-01").status == 0)
            let first = try await connection.query("select _package_id::text from whatconverts.leads limit 1")
            let package = try #require(try first.first?.decode(0, as: String.self))
            // Each lead lies between the times of the page that is named for it.
            for row in try await connection.query("select lead_id, date_created from whatconverts.leads") {
                let (lead, created) = try row.decode((Int64, Date).self)
                let origin = try #require(
                    try await RowOrigin.read(
                        try Source.whatConverts.leads, key: [String(lead)], dataset: "whatconverts", on: connection))
                let from = try #require(origin.pageFrom)
                #expect(from <= created && created <= origin.pageUntil ?? created, "\(lead)")
                #expect(origin.package?.packageID.uuidString.lowercased() == package)
            }

            let ids = await sandbox.changeLeads(fraction: 0.01)
            let changed = try #require(ids.first)
            #expect(try await program.run("load", "--quiet", "--lookback", "800").status == 0)
            let told = try await program.run("status", "lead", String(changed))
            #expect(told.status == 0)
            #expect(told.output.hasPrefix("leads \(changed) was last changed "))
            #expect(told.output.contains("by page 1 of "))
            #expect(!told.output.contains(package))

            let deleted = try #require(await sandbox.deleteLeads(count: 1).first)
            #expect(try await program.run("load", "--quiet", "--lookback", "800").status == 0)
            let gone = try await program.run("status", "leads", String(deleted))
            #expect(gone.output.hasPrefix("leads \(deleted) got its tombstone "))
            #expect(gone.output.contains("no longer had it"))
        }
    }

    @Test(arguments: [
        (["lead", "1"], "leads has no row 1"), (["lead", "x"], "leads has no row x"),
        (["user_accounts", "1"], "named by user_id and account_id"), (["lode", "1"], "there is no resource \"lode\""),
        (["lead"], "name the row of lead by its key"),
    ])
    func `what is not there says what is`(subject: [String], sentence: String) async throws {
        try await withProgram(leads: 5) { program, _, _ in
            #expect(try await program.run("load", "--quiet").status == 0)
            let refused = try await program.start(["status"] + subject).end()
            #expect(refused.status == 21)
            #expect(refused.errors.contains(sentence))
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

extension Source {
    /// The table of leads.
    fileprivate var leads: Table {
        get throws { try #require(resource("leads")).table }
    }
}
