import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

struct LoadCommandTests {
    @Test func `a load fills the tables and a second one finds nothing new`() async throws {
        try await withProgram(leads: 200) { program, _, connection in
            let first = try await program.run("load", "--quiet")
            #expect(first.status == 0)
            #expect(first.errors == "")
            #expect(first.output.contains("loaded dataset whatconverts"))
            #expect(try await connection.query("select from whatconverts.leads").count == 200)

            let second = try await program.run("load", "--json", "--lookback", "800", "--quiet")
            #expect(second.status == 0)
            #expect(try second.json["exit_status"] as? Int == 0)
            let jobs = try #require(try second.json["jobs"] as? [[String: Any]])
            #expect(jobs.map { $0["resource"] as? String }.contains("leads"))
            #expect(jobs.allSatisfy { $0["inserted"] as? Int == 0 && $0["updated"] as? Int == 0 })
        }
    }

    @Test func `the numbers of the summary are those of the tables`() async throws {
        try await withProgram(leads: 200) { program, _, connection in
            let jobs = try #require(try await program.run("load", "--json").json["jobs"] as? [[String: Any]])
            for job in jobs {
                let name = try #require(job["resource"] as? String)
                let rows = try await connection.query("select from \(Identifier("whatconverts", name))")
                #expect(job["inserted"] as? Int == rows.count, "\(name)")
            }
        }
    }

    @Test(arguments: ["migrate", "load", "status"])
    func `a reader that goes away ends nothing`(command: String) async throws {
        try await withProgram(leads: 50) { program, _, _ in
            let pipe = Pipe()
            try pipe.fileHandleForReading.close()
            let run = try program.start([command], output: pipe.fileHandleForWriting)
            #expect(try await run.end().status == 0)
        }
    }

    @Test(arguments: ["load", "status"])
    func `a result that finds no room is no success`(command: String) async throws {
        try await withProgram(leads: 5) { program, _, _ in
            let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
            let ended = try await program.start([command, "--quiet"], output: full).end()
            #expect(ended.status == 21)
            #expect(ended.sentence.contains("could not be written to standard output: No space left on device"))
            #expect(ended.errors.hasSuffix(" (exit status 21)\n"))
        }
    }

    @Test func `requests that are spent are no failure, and the next load goes on`() async throws {
        try await withProgram(leads: 200) { program, _, _ in
            let partial = try await program.run("load", "--max-requests", "3", "--json")
            #expect(partial.status == 10)
            #expect(try partial.json["status"] as? String == "partial")
            #expect(try partial.json["exit_status"] as? Int == 10)
            let told = try #require(partial.errors.split(separator: "\n").last)
            #expect(told.hasPrefix("sluice: the requests are spent: ") && told.hasSuffix(" (exit status 10)"))
            let quiet = try await program.run("load", "--max-requests", "3", "--quiet")
            #expect(quiet.status == 10 && quiet.sentence.hasPrefix("the requests are spent: "))
            // What is printed is the result, and what follows from it stands once.
            #expect(!quiet.output.contains("exit status"))
            #expect(try await program.run("load").status == 0)
        }
    }

    @Test func `many deletions at once are held back and told`() async throws {
        try await withProgram(leads: 400) { program, sandbox, connection in
            #expect(try await program.run("load").status == 0)
            await sandbox.deleteLeads(count: 300)
            let held = try await program.run("load", "--lookback", "800")
            #expect(held.status == 11)
            #expect(held.output.contains("--allow-deletes"))
            #expect(try await connection.query("select from whatconverts.leads where _deleted_at is not null").isEmpty)
            #expect(try await program.run("load", "--lookback", "800", "--allow-deletes").status == 0)
            #expect(
                try await connection.query("select from whatconverts.leads where _deleted_at is not null").count == 300)
        }
    }

    @Test func `more rejected records than allowed end the load, and each is kept with its reason`() async throws {
        try await withProgram(leads: 100) { program, _, connection in
            #expect(try await program.run("migrate").status == 0)
            try await connection.query("alter table whatconverts.leads add constraint refuses check (lead_id < 0)")
            let rejected = try await program.run("load", "--max-rejected", "0", "--quiet")
            #expect(rejected.status == 12)
            #expect(rejected.output.contains("--max-rejected"))
            #expect(rejected.sentence.hasPrefix("more records rejected than allowed: "))
            #expect(rejected.errors.hasSuffix(" (exit status 12)\n"))
            #expect(try await connection.query("select from whatconverts.leads").isEmpty)
            #expect(try await !connection.query("select from sluice.rejected_records").isEmpty)
            let status = try await program.run("status")
            #expect(status.output.contains(" of leads did not fit and wait"))
        }
    }

    @Test func `one lead can be loaded by its id`() async throws {
        try await withProgram(leads: 20) { program, sandbox, connection in
            let id = try #require(await sandbox.leadIDs().first)
            #expect(try await program.run("load", "--lead", "\(id)").status == 0)
            let rows = try await connection.query("select lead_id from whatconverts.leads")
            #expect(try rows.map { try $0.decode(0, as: Int64.self) } == [id])
        }
    }
}

/// A program with an empty database, and a sandbox to load from.
func withProgram(
    leads: Int, _ body: @Sendable (Program, Sandbox, Connection) async throws -> Void
) async throws {
    try await withDatabase { database in
        try await withTemporaryDirectory { directory in
            try await Sandbox.withSandbox(SandboxOptions(leads: leads)) { sandbox in
                let program = Program(in: directory, database: database.connectionString, sandbox: sandbox)
                try await Connection.withConnection(database) { connection in
                    try await body(program, sandbox, connection)
                }
            }
        }
    }
}
