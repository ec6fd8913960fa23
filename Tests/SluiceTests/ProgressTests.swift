import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

struct ProgressTests {
    @Test func `a bar on a terminal fits it, only runs on, and leaves nothing behind`() async throws {
        try await withProgram(leads: 2_000) { program, sandbox, _ in
            await slow(sandbox, 60)
            for columns in [40, 80, 132] {
                let terminal = try PseudoTerminal(columns: columns)
                let load = try program.with(["TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"]).start(
                    ["load", "--page-size", "100", "--full"], errors: terminal.side)
                try terminal.side.close()
                #expect(try await load.status() == 0)
                try await until { terminal.text.hasSuffix("\r\u{1B}[K") }
                let (frames, screen, widest) = terminal.play()
                #expect(widest < columns)
                #expect(screen == [""], "\(screen)")
                #expect(!terminal.text.contains("\u{1B}[3"))
                let percents = frames.filter { $0.hasPrefix("leads ") }.compactMap { frame in
                    frame.firstMatch(of: /(\d+) %/).flatMap { Int($0.output.1) }
                }
                #expect(percents.count > 5, "\(frames)")
                #expect(percents == percents.sorted(), "\(percents)")
                #expect(percents.allSatisfy { $0 <= 100 })
                for secret in Program.secrets { #expect(!terminal.text.contains(secret)) }
            }
        }
    }

    @Test func `a terminal that can do nothing gets lines, and a quiet run nothing`() async throws {
        try await withProgram(leads: 20) { program, _, _ in
            for (environment, flags) in [("dumb", []), ("xterm", ["--quiet"])] as [(String, [String])] {
                let terminal = try PseudoTerminal(columns: 80)
                let load = try program.with(["TERM": environment]).start(["load"] + flags, errors: terminal.side)
                try terminal.side.close()
                #expect(try await load.status() == 0)
                #expect(!terminal.text.contains("\u{1B}"))
                if !flags.isEmpty { #expect(terminal.text == "") }
            }
        }
    }

    @Test func `without a terminal the log tells a load, one event a line`() async throws {
        try await withProgram(leads: 300) { program, _, connection in
            let text = try await program.run("load").errors
            let package = try #require(
                try await connection.query("select package_id::text from sluice.load_packages").first
            ).decode(0, as: String.self)
            let lines = text.split(separator: "\n").filter { !$0.contains("applied migration") }
            #expect(
                lines.first?.contains("package began: dataset whatconverts from whatconverts\tpackage_id=\(package)")
                    == true)
            #expect(lines.last?.contains("notice   package loaded: ") == true)
            #expect(lines.allSatisfy { $0.contains("\tpackage_id=\(package)") }, "\(text)")
            #expect(text.contains("info     leads: batch merged, ") && text.contains(" resource=leads "))
            #expect(!text.contains(" debug "))

            let json = try await program.run("load", "--log-format", "json", "--log-level", "debug").errors
            let objects = try objects(json)
            let pages = objects.filter { ($0["message"] as? String)?.hasPrefix("leads: page received") == true }
            #expect(!pages.isEmpty)
            for page in pages {
                #expect(page["level"] as? String == "debug" && page["resource"] as? String == "leads")
                #expect(page["page"] is Int && page["attempt"] is Int && page["ms"] is Int)
                #expect((page["span"] as? String)?.contains("/") == true)
                #expect((page["package_id"] as? String)?.count == 36)
            }
        }
    }

    @Test(arguments: ["text", "json"])
    func `no line holds what a record says`(format: String) async throws {
        try await withProgram(leads: 200) { program, sandbox, connection in
            await sandbox.strike(.serverError, times: 2, afterRequests: 5)
            #expect(try await program.run("migrate").status == 0)
            try await connection.query("alter table whatconverts.leads add constraint odd check (lead_id % 9 <> 0)")
            let load = try await program.run(
                "load", "--log-level", "trace", "--log-format", format, "--retry-base", "1", "--customer-journey",
                "--page-size", "50")
            #expect(load.status == 0)
            #expect(load.errors.contains("trying again in") && load.errors.contains("rejected"))
            let words = try await connection.query(
                """
                select distinct value
                from (
                    select to_jsonb(leads) as record from whatconverts.leads
                    union all
                    select to_jsonb(users) from whatconverts.users
                    union all
                    select to_jsonb(accounts) from whatconverts.accounts
                    union all
                    select to_jsonb(lead_fields) from whatconverts.lead_fields
                ) as records, jsonb_each_text(record)
                where length(value) between 9 and 400
                    and key !~ '^_' and value !~ '^[0-9:T.+-]+$'
                """
            ).map { try $0.decode(0, as: String.self) }
            #expect(words.count > 500)
            let told = words.filter { load.errors.contains($0) }
            #expect(told.isEmpty, "\(told.prefix(5))")
            // The question finds what is there.
            #expect(load.errors.contains("whatconverts"))
        }
    }

    @Test func `JSON progress tells begin, headway and end, and nothing else is on standard error`() async throws {
        try await withProgram(leads: 600) { program, sandbox, _ in
            await slow(sandbox, 150)
            let load = try await program.run("load", "--progress", "json", "--page-size", "50", "--resource", "leads")
            #expect(load.status == 0)
            let objects = try objects(load.errors)
            let events = objects.compactMap { $0["event"] as? String }
            #expect(events.count == objects.count)
            // Before the package there may be headway to tell, while the tables are made.
            #expect(events.first { $0 != "progress" } == "package_began" && events.last == "package_finished")
            #expect(events.contains("job_began") && events.contains("job_finished"))
            let headway = objects.filter { $0["event"] as? String == "progress" }
            #expect(!headway.isEmpty)
            for object in headway where object["resource"] != nil {
                #expect(object["records"] is Int && object["requests"] is Int && object["daily_limit"] is Int)
            }
            #expect(objects.last?["exit_status"] as? Int == 0)

            let partial = try await program.run("load", "--progress", "json", "--full", "--max-requests", "3")
            #expect(partial.status == 10)
            let last = try #require(try self.objects(partial.errors).last)
            #expect(last["exit_status"] as? Int == 10 && last["level"] as? String == "warning")
            #expect((last["message"] as? String)?.hasPrefix("the requests are spent: ") == true)

            await sandbox.strike(.authenticationRefused, times: 100)
            let refused = try await program.run("load", "--progress", "json")
            #expect(refused.status == 22)
            #expect(try self.objects(refused.errors).last?["exit_status"] as? Int == 22)
        }
    }

    @Test func `details are a job of their own only when they are due`() async throws {
        try await withProgram(leads: 20) { program, _, _ in
            for isFirst in [true, false] {
                let load = try await program.run("load", "--progress", "json")
                #expect(load.status == 0)
                let jobs = try objects(load.errors).filter { $0["event"] as? String == "job_finished" }
                let users = jobs.filter { $0["resource"] as? String == "users" }
                #expect(users.count == (isFirst ? 2 : 1))
                // The later one includes the earlier.
                let records = users.compactMap { $0["records"] as? Int }
                #expect(records.count == users.count && records == records.sorted())
            }
        }
    }

    @Test(arguments: [[], ["--quiet"], ["--progress", "json"], ["--log-format", "json"]])
    func `SIGUSR1 tells where a load stands, and ends nothing`(flags: [String]) async throws {
        try await withProgram(leads: 300) { program, sandbox, _ in
            await slow(sandbox, 100)
            let load = try program.start(["load", "--page-size", "20"] + flags)
            try await until { await sandbox.requestCount() > 25 }
            load.send(SIGUSR1)
            try await until { try load.complained.contains(flags.contains("json") ? "\"records\":" : " requests, ") }
            await slow(sandbox, 0)
            let ended = try await load.end()
            #expect(ended.status == 0)
            if flags == ["--quiet"] { #expect(ended.errors.split(separator: "\n").count == 1) }
        }
    }

    @Test func `SIGUSR1 ends no other subcommand either`() async throws {
        try await withTemporaryDirectory { directory in
            let sandbox = try Program(in: directory).start(["sandbox", "--leads", "5", "--port", "0"])
            try await until { try sandbox.printed.contains("WHATCONVERTS_SECRET=") }
            for _ in 0..<20 { sandbox.send(SIGUSR1) }
            try await until { try sandbox.complained.contains("no load is under way") }
            sandbox.send(SIGTERM)
            #expect(try await sandbox.status() == 143)
        }
    }

    @Test func `settings decide as flags do, and a word that is none is refused`() async throws {
        try await withProgram(leads: 5) { program, _, _ in
            let quiet = program.with(["SLUICE_LOG_LEVEL": "warning", "SLUICE_PROGRESS": "none"])
            #expect(try await quiet.run("load").errors == "")
            let json = program.with(["SLUICE_LOG_FORMAT": "json"])
            #expect(try await !objects(json.run("load").errors).isEmpty)
            let wrong = try await program.with(["SLUICE_LOG_LEVEL": "loud"]).run("load")
            #expect(wrong.status == 21 && wrong.errors.contains("SLUICE_LOG_LEVEL should be trace, debug, info"))
            #expect(try await program.run("load", "--log-level", "loud").status == 21)
            try "log:\n  level: debug\n".write(
                toFile: "\(program.directory)/sluice.yaml", atomically: false, encoding: .utf8)
            #expect(try await program.run("load").errors.contains(" debug    "))
        }
    }

    private func objects(_ lines: String) throws -> [[String: Any]] {
        try lines.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    private func slow(_ sandbox: Sandbox, _ milliseconds: Int) async {
        var quirks = Quirks()
        quirks.latencyMilliseconds = milliseconds
        await sandbox.setQuirks(quirks)
    }
}
