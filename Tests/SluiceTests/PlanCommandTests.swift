import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing

/// What a plan tells is what the load then does: the sandbox counts.
struct PlanCommandTests {
    @Test func `a first load sends as many requests as were planned, and brings as many records`() async throws {
        try await withProgram(leads: 400) { program, sandbox, connection in
            // The newest span shows that the default answers hold spam; else it is a race which of the others knows it.
            let (plan, load) = try await planAndLoad(program, sandbox, ["--lookback", "90"])
            #expect(plan.requests == load.requests)
            #expect(plan.status == 0)
            #expect(plan.document["wanted_requests"] as? Int == plan.requests)
            #expect(try await connection.query("select from whatconverts.leads").count == 400)
            let leads = try #require(plan.resource("leads"))
            let job = try #require(load.document.jobs.first { $0["resource"] as? String == "leads" })
            #expect(leads["records"] as? Int == job["records"] as? Int)
            let migrations = try #require(plan.document["migrations"] as? [[String: Any]])
            #expect(!migrations.isEmpty)
            #expect(
                migrations.allSatisfy { ($0["locks"] as? [Any])?.isEmpty == true && $0["is_known"] as? Bool == true })
            #expect(plan.budget["is_counted"] as? Bool == false)
        }
    }

    @Test func `a plan writes nothing, not even the books`() async throws {
        try await withProgram(leads: 20) { program, _, connection in
            #expect(try await program.run("plan").status == 0)
            let made = try await connection.query(
                "select from pg_namespace where nspname in ('sluice', 'whatconverts')")
            #expect(made.isEmpty)
        }
    }

    @Test func `a plan counts its requests and writes nothing else`() async throws {
        try await withProgram(leads: 50) { program, sandbox, connection in
            #expect(try await program.run("load").status == 0)
            let before = try await state(connection)
            let spent = try await self.spent(connection)
            await sandbox.resetRequestCount()
            let plan = try await program.run("plan", "--json")
            let sent = await sandbox.requestCount()
            #expect(try plan.json["is_whole"] as? Bool == true)
            #expect(sent > 0)
            #expect(try await self.spent(connection) == spent + sent)
            #expect(try await state(connection) == before)
            let under = try await connection.query("select from sluice.request_budget where reserved <> 0")
            #expect(under.isEmpty)
        }
    }

    @Test func `a second load with look-back sends as many requests as were planned`() async throws {
        try await withProgram(leads: 300) { program, sandbox, _ in
            #expect(try await program.run("load").status == 0)
            for flags in [
                [], ["--lookback", "800"], ["--full"], ["--resource", "leads"], ["--lead", "5", "--lead", "6"],
            ] {
                let (plan, load) = try await planAndLoad(program, sandbox, flags)
                #expect(plan.requests == load.requests, "\(flags)")
            }
        }
    }

    @Test(arguments: [true, false])
    func `the separate pass for spam is planned as it is read`(spamInDefault: Bool) async throws {
        try await withProgram(leads: 400) { program, sandbox, _ in
            var quirks = Quirks()
            quirks.spamInDefault = spamInDefault
            await sandbox.setQuirks(quirks)
            let (plan, load) = try await planAndLoad(program, sandbox, ["--page-size", "45", "--lookback", "90"])
            #expect(plan.requests == load.requests)
            let (again, second) = try await planAndLoad(program, sandbox, ["--page-size", "45", "--lookback", "800"])
            #expect(again.requests == second.requests)
            let spans = try #require(again.resource("leads")?["spans"] as? [[String: Any]])
            #expect(spans.contains { $0["reads_separately"] as? Bool == true } == !spamInDefault)
        }
    }

    @Test func `profile by profile costs what was planned`() async throws {
        try await withProgram(leads: 200) { program, sandbox, _ in
            let flags = ["--per-profile", "--since", "2026-01-01"]
            // Before there are books too few requests may be sent to ask for each profile, and a plan tells the most.
            let most = try await program.start(["plan", "--json"] + flags).end()
            #expect(try most.json["is_whole"] as? Bool == false)
            #expect(try await program.run("migrate").status == 0)
            let (plan, load) = try await planAndLoad(program, sandbox, flags)
            #expect(plan.requests == load.requests)
            let (again, second) = try await planAndLoad(program, sandbox, flags)
            #expect(again.requests == second.requests)
            let spans = try #require(again.resource("leads")?["spans"] as? [[String: Any]])
            #expect(spans.allSatisfy { ($0["scope"] as? String)?.isEmpty == false })
        }
    }

    @Test func `a profile's key skips what it may not read, and sends what was planned`() async throws {
        try await withDatabase { database in
            try await withTemporaryDirectory { directory in
                let key = SandboxOptions.KeyKind.profile(SandboxOptions.firstProfileID)
                try await Sandbox.withSandbox(SandboxOptions(leads: 300, keyKind: key)) { sandbox in
                    let program = Program(in: directory, database: database.connectionString, sandbox: sandbox)
                    let (plan, load) = try await planAndLoad(program, sandbox)
                    #expect(plan.requests == load.requests)
                    #expect(plan.document["key_kind"] as? String == "profile")
                    #expect(plan.resource("accounts")?["is_skipped"] as? Bool == true)
                    #expect(plan.budget["daily_limit"] as? Int == 1_000)
                }
            }
        }
    }

    @Test(arguments: [3, 12, 20, 30])
    func `a run's limit cuts the plan as it cuts the load`(limit: Int) async throws {
        try await withProgram(leads: 600) { program, sandbox, _ in
            let flags = ["--max-requests", "\(limit)", "--page-size", "50"]
            let (plan, load) = try await planAndLoad(program, sandbox, flags)
            #expect(plan.requests == load.requests)
            #expect(plan.status == load.status)
        }
    }

    @Test func `open spans of a run that was cut are gone on with as planned`() async throws {
        try await withProgram(leads: 600) { program, sandbox, _ in
            let flags = ["--page-size", "50"]
            #expect(try await program.run("load", "--max-requests", "24", "--page-size", "50").status == 10)
            let (rest, whole) = try await planAndLoad(program, sandbox, flags)
            #expect(rest.requests == whole.requests)
            let spans = try #require(rest.resource("leads")?["spans"] as? [[String: Any]])
            #expect(spans.contains { $0["is_open"] as? Bool == true })
            #expect(whole.status == 0)
        }
    }

    @Test func `a budget that is nearly spent, and one that is`() async throws {
        try await withProgram(leads: 600) { program, sandbox, _ in
            // Told that the default answers hold spam, a load reads no span twice until it knows.
            let program = program.with(["SLUICE_SPAM": "included"])
            let flags = ["--page-size", "50", "--daily-limit", "60"]
            #expect(try await program.run("migrate").status == 0)
            for _ in 1...3 {
                let (plan, load) = try await planAndLoad(program, sandbox, flags)
                #expect(plan.requests == load.requests)
                #expect(plan.status == 10)
                #expect(load.status == 10)
            }
            let (spent, nothing) = try await planAndLoad(program, sandbox, flags)
            #expect(spent.requests == 0)
            #expect(nothing.requests == 0)
        }
    }

    @Test func `a plan never sends more than the day allows`() async throws {
        try await withProgram(leads: 100) { program, sandbox, connection in
            #expect(try await program.run("load", "--daily-limit", "40").status == 10)
            for _ in 1...6 { _ = try await program.run("plan", "--daily-limit", "40") }
            #expect(await sandbox.requestCount() <= 40)
            #expect(try await self.spent(connection) == 40)
        }
    }

    @Test func `a plan works while a load runs, and says who holds the dataset`() async throws {
        try await withProgram(leads: 300) { program, sandbox, connection in
            #expect(try await program.run("migrate").status == 0)
            var quirks = Quirks()
            quirks.latencyMilliseconds = 400
            await sandbox.setQuirks(quirks)
            let load = try program.start(["load", "--page-size", "20"])
            while try await connection.query("select from sluice.leases where package_id is not null").isEmpty {
                try await Task.sleep(for: .milliseconds(20))
            }
            let plan = try await program.run("plan", "--json")
            #expect(plan.status == 0)
            #expect((try plan.json["held_by"] as? String)?.contains("process \(load.processID)") == true)
            #expect(try await load.end().status == 0)
        }
    }

    @Test func `back-fills that take days are given a date`() async throws {
        try await withProgram(leads: 2_000) { program, _, _ in
            let plan = try await program.run("plan", "--page-size", "10", "--daily-limit", "60", "--json")
            #expect(plan.status == 10)
            let backfill = try #require(try plan.json["backfill"] as? [String: Any])
            let remaining = try #require(backfill["remaining_requests"] as? Int)
            let daily = try #require(backfill["requests_a_day"] as? Int)
            #expect(remaining > 100)
            #expect(daily < 60)
            let date = Date() + Double((remaining + daily - 1) / daily) * 86_400
            #expect(backfill["complete_on"] as? String == String(date.ISO8601Format().prefix(10)))
        }
    }

    @Test func `a plan without a database says so`() async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory).run("plan")
            #expect(refused.status == 21)
            #expect(refused.sentence.contains("no database is named"))
        }
    }

    @Test func `what stops a load stops its plan with the same exit status`() async throws {
        try await withProgram(leads: 20) { program, sandbox, connection in
            #expect(try await program.run("load").status == 0)
            #expect(try await program.with(["WHATCONVERTS_SECRET": "wrong"]).run("plan").status == 22)
            #expect(
                try await program.with(["WHATCONVERTS_BASE_URL": "http://127.0.0.1:1/"]).run(
                    "plan", "--retry-base", "1"
                ).status == 24)
            try await connection.query("alter table whatconverts.leads drop column caller_name cascade")
            #expect(try await program.run("plan").status == 23)
            #expect(try await program.run("load").status == 23)
        }
    }

    // MARK: - What is held against what

    private struct Planned {
        let status: Int32
        let document: [String: Any]
        var requests: Int { document["requests"] as? Int ?? -1 }
        var budget: [String: Any] { document["budget"] as? [String: Any] ?? [:] }

        func resource(_ name: String) -> [String: Any]? {
            (document["resources"] as? [[String: Any]])?.first { $0["resource"] as? String == name }
        }
    }

    private struct Loaded {
        struct Document {
            let jobs: [[String: Any]]
        }
        let status: Int32
        let requests: Int
        let document: Document
    }

    private func planAndLoad(
        _ program: Program, _ sandbox: Sandbox, _ flags: [String] = []
    ) async throws -> (Planned, Loaded) {
        let plan = try await program.start(["plan", "--json"] + flags).end()
        await sandbox.resetRequestCount()
        let load = try await program.start(["load", "--json", "--quiet"] + flags).end()
        return (
            Planned(status: plan.status, document: try plan.json),
            Loaded(
                status: load.status, requests: await sandbox.requestCount(),
                document: .init(jobs: try load.json["jobs"] as? [[String: Any]] ?? []))
        )
    }

    private func spent(_ connection: Connection) async throws -> Int {
        try await connection.query("select coalesce(sum(spent), 0)::bigint from sluice.request_budget").first?
            .decode(0, as: Int.self) ?? 0
    }

    /// All that the books and the tables hold but the account of requests.
    private func state(_ connection: Connection) async throws -> [String] {
        let tables = try await connection.query(
            """
            select schemaname || '.' || relname
            from pg_stat_user_tables
            where relname not in ('request_budget', 'request_reservations')
            order by 1
            """
        ).map { try $0.decode(0, as: String.self) }
        var state: [String] = []
        for table in tables {
            let parts = table.split(separator: ".", maxSplits: 1).map(String.init)
            let rows = try await connection.query(
                "select coalesce(string_agg(xmin::text || ctid::text, ' '), '') from \(Identifier(parts[0], parts[1]))")
            state.append("\(table) \(try rows.first?.decode(0, as: String.self) ?? "")")
        }
        return state
    }
}
