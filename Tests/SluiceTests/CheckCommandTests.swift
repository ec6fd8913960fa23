import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Everything that can be wrong, made wrong for real.
struct CheckCommandTests {
    @Test func `all is right before the first load and after it, with three requests at most`() async throws {
        try await withProgram(leads: 20) { program, sandbox, connection in
            let before = try await program.run("check")
            #expect(before.status == 0, "\(before.output)")
            #expect(!before.output.contains("✗"))
            #expect(await sandbox.requestCount() <= 3)
            #expect(before.output.contains("which sees 12 accounts") || before.output.contains("accounts"))
            #expect(try await program.run("load").status == 0)
            let spent = try await self.spent(connection)
            await sandbox.resetRequestCount()
            let after = try await checked(program)
            #expect(after.status == 0)
            #expect(after.states["requests left"] == "passed")
            let sent = await sandbox.requestCount()
            #expect((1...3).contains(sent))
            #expect(after.requests == sent)
            #expect(try await self.spent(connection) == spent + sent)
        }
    }

    @Test func `where each setting comes from is told, and no secret`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            try "load:\n  lookback: 5\n".write(
                toFile: "\(program.directory)/sluice.yaml", atomically: true, encoding: .utf8)
            try Program.secret.write(toFile: "\(program.directory)/secret", atomically: true, encoding: .utf8)
            let check = try await program.with([
                "WHATCONVERTS_SECRET": nil, "WHATCONVERTS_SECRET_FILE": "\(program.directory)/secret",
            ]).run("check", "--max-requests", "9")
            #expect(check.status == 0)
            #expect(check.output.contains("load.lookback = 5 from sluice.yaml"))
            #expect(check.output.contains("load.max_requests from --max-requests"))
            #expect(check.output.contains("whatconverts.secret from WHATCONVERTS_SECRET_FILE"))
            #expect(check.output.contains("whatconverts.token from WHATCONVERTS_TOKEN"))
            // Program.end looks for the key in all that is printed.
            let address = "https://\(Program.token):\(Program.secret)@app.example/"
            let refused = try await program.with(["WHATCONVERTS_BASE_URL": address]).run("check")
            #expect(refused.status == 21 && refused.output.contains("whatconverts.base_url from WHATCONVERTS_BASE_URL"))
        }
    }

    @Test func `a secret that cannot be read is not blamed on the database`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let check = try await checked(
                program.with(["WHATCONVERTS_SECRET": nil, "WHATCONVERTS_SECRET_FILE": "/nowhere"]))
            #expect(check.failed == ["configuration"] && check.status == 21)
            #expect(check.states["database"] == "skipped" && check.states["migrations"] == "passed")
        }
    }

    @Test func `an API that takes no requests for now is told as a load tells it`() async throws {
        try await withProgram(leads: 5) { program, sandbox, _ in
            #expect(try await program.run("migrate").status == 0)
            await sandbox.strike(.tooManyRequests, times: 1_000)
            let check = try await checked(program)
            #expect(check.status == 10)
            #expect(check.failed == ["requests left"])
            #expect(check.states["API"] == "passed")
            await sandbox.resetRequestCount()
            let plan = try await program.run("plan", "--retry-base", "1")
            #expect(plan.status == 10)
            // One request and what is tried again: to ask for each list would only spend more.
            #expect(await sandbox.requestCount() <= 5)
            #expect(try await program.run("load", "--quiet", "--retry-base", "1").status == 10)
        }
    }

    @Test func `settings that cannot be read do not keep the rest from being tried`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            try "load:\n  lookbak: 5\n".write(
                toFile: "\(program.directory)/sluice.yaml", atomically: true, encoding: .utf8)
            let check = try await checked(program)
            #expect(check.status == 21)
            #expect(check.failed == ["configuration"])
            #expect(check.states["key accepted"] == "passed")
        }
    }

    @Test func `a key that is missing or wrong`() async throws {
        try await withProgram(leads: 1) { program, sandbox, _ in
            let missing = try await checked(program.with(["WHATCONVERTS_TOKEN": nil]))
            #expect(missing.status == 21)
            #expect(missing.failed == ["key"])
            #expect(missing.states["API"] == "skipped")
            #expect(await sandbox.requestCount() == 0)
            let wrong = try await checked(program.with(["WHATCONVERTS_SECRET": "wrong"]))
            #expect(wrong.status == 22)
            #expect(wrong.failed == ["key accepted"])
            #expect(await sandbox.requestCount() <= 3)
        }
    }

    @Test func `an API that is dead, in the open, or not the API`() async throws {
        try await withProgram(leads: 1) { program, sandbox, _ in
            let dead = try await checked(program.with(["WHATCONVERTS_BASE_URL": "http://127.0.0.1:1/"]))
            #expect(dead.status == 24)
            #expect(dead.failed == ["API"])
            let open = try await checked(program.with(["WHATCONVERTS_BASE_URL": "http://api.example.com/"]))
            #expect(open.status == 21)
            #expect(open.failed == ["base URL"])
            let other = try await checked(program.with(["WHATCONVERTS_BASE_URL": sandbox.baseURL + "nothing/"]))
            #expect(other.status == 24)
            #expect(other.failed == ["API"])
        }
    }

    @Test func `a certificate that nobody vouches for`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            try await withSelfSignedServer(in: program.directory) { port in
                let check = try await checked(program.with(["WHATCONVERTS_BASE_URL": "https://127.0.0.1:\(port)/"]))
                #expect(check.status == 24)
                #expect(check.failed == ["TLS"], "\(check.document)")
                #expect(check.states["API"] == "passed")
                #expect(check.states["key accepted"] == "skipped")
            }
        }
    }

    @Test func `a database that is not named, dead, or refuses the role`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let none = try await checked(program.with(["DATABASE_URL": nil]))
            #expect(none.status == 21)
            #expect(none.failed == ["database"])
            #expect(none.states["key accepted"] == "passed")
            let dead = try await checked(program.with(["DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"]))
            #expect(dead.status == 25)
            #expect(dead.failed == ["database"])
            let url = try #require(program.environment["DATABASE_URL"]).replacingUser(by: "nobody_at_all")
            let refused = try await checked(program.with(["DATABASE_URL": url]))
            #expect(refused.status == 25)
            #expect(refused.failed == ["database"])
        }
    }

    @Test func `a wrong password`() async throws {
        try await SecretTests().withPasswordServer { url in
            try await withTemporaryDirectory { directory in
                let wrong = url.replacing(Program.databasePassword, with: "\(Program.databasePassword)x")
                let check = try await checked(Program(in: directory, database: wrong))
                #expect(check.status == 25)
                #expect(check.failed == ["database", "API"])
                #expect(check.detail("database").contains("refused the password of user \"loader\""))
            }
        }
    }

    @Test(arguments: [false, true])
    func `exactly the printed grants make a role pass, and its load work`(isMigrated: Bool) async throws {
        try await withProgram(leads: 30) { program, _, connection in
            if isMigrated { #expect(try await program.run("load").status == 0) }
            try await withRoles("loader", on: connection) { roles in
                let url = try #require(program.environment["DATABASE_URL"]).replacingUser(by: roles[0])
                let other = program.with(["DATABASE_URL": url])
                let lacking = try await checked(other)
                #expect(lacking.status == 25)
                #expect(lacking.failed == ["rights"], "\(lacking.document)")
                let grants = lacking.mend("rights")
                #expect(!grants.isEmpty)
                for grant in grants {
                    #expect(grant.hasPrefix("grant "))
                    try await connection.query(Statement(unsafeSQL: grant))
                }
                let passing = try await checked(other)
                #expect(passing.status == 0, "\(passing.document)")
                let load = try await other.run("load", "--lookback", "800", "--quiet")
                #expect(load.status == 0, "\(load.errors)")
                // None of them was too much: without any one of them it is missing again.
                for grant in grants {
                    let revoke = grant.replacing("grant ", with: "revoke ", maxReplacements: 1)
                        .replacing(" to ", with: " from ", maxReplacements: 1)
                    try await connection.query(Statement(unsafeSQL: revoke))
                    #expect(try await checked(other).status == (isMigrated ? 25 : 0), "\(grant)")
                    try await connection.query(Statement(unsafeSQL: grant))
                }
            }
        }
    }

    @Test func `nobody is made the owner of tables that no migration alters`() async throws {
        try await withProgram(leads: 5) { program, _, connection in
            #expect(try await program.run("load").status == 0)
            try await withRoles("loader", "analyst", on: connection) { roles in
                let (loader, analyst) = (roles[0], roles[1])
                let url = try #require(program.environment["DATABASE_URL"]).replacingUser(by: loader)
                let other = program.with(["DATABASE_URL": url])
                for grant in try await checked(other).mend("rights") {
                    try await connection.query(Statement(unsafeSQL: grant))
                }
                try await connection.query("create table whatconverts.notes (lead_id bigint)")
                try await connection.query("alter table whatconverts.notes owner to \(Identifier(analyst))")
                let altering = try other.withMigrations(("index_names", "create index on accounts (name);"))
                let grants = try await checked(altering).mend("rights")
                #expect(grants.filter { !$0.contains(" on ") }.count == 1, "\(grants)")
                #expect(!grants.contains { $0.contains(analyst) })
                let writing = try other.withMigrations(("fill_names", "update accounts set name = name;"))
                let rights = try await checked(writing).mend("rights")
                #expect(!rights.isEmpty && rights.allSatisfy { $0.contains(" on ") }, "\(rights)")
            }
        }
    }

    @Test func `tables that are missing or were altered`() async throws {
        try await withProgram(leads: 5) { program, _, connection in
            let missing = try await checked(program, "--no-migrate")
            #expect(missing.status == 23)
            #expect(missing.failed == ["schema"])
            #expect(missing.mend("schema") == ["sluice migrate --dataset whatconverts"])
            #expect(try await program.run("migrate").status == 0)
            #expect(try await checked(program, "--no-migrate").status == 0)
            try await connection.query("alter table whatconverts.leads drop column caller_name cascade")
            let altered = try await checked(program)
            #expect(altered.status == 23)
            #expect(altered.failed == ["schema"])
            for statement in altered.mend("schema") { try await connection.query(Statement(unsafeSQL: statement)) }
            #expect(try await checked(program).status == 0)
        }
    }

    @Test func `a database that takes no writes`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            let database = try await connection.query("select current_database()::text").first?.decode(
                0, as: String.self)
            try await connection.query(
                "alter database \(Identifier(database ?? "")) set default_transaction_read_only = on")
            let check = try await checked(program)
            #expect(check.status == 25)
            #expect(check.failed == ["server"])
            #expect(check.states["key accepted"] == "passed")
        }
    }

    @Test func `a clock that is off`() async throws {
        try await withProgram(leads: 1) { program, sandbox, _ in
            var quirks = Quirks()
            quirks.clockOffsetSeconds = -600
            await sandbox.setQuirks(quirks)
            let check = try await checked(program)
            #expect(check.status == 0)
            #expect(check.states["clock"] == "warning")
            #expect(check.detail("clock").contains("600 s behind") || check.detail("clock").contains("601 s behind"))
        }
    }

    @Test func `a spent budget, and no request beyond it`() async throws {
        try await withProgram(leads: 5) { program, sandbox, _ in
            #expect(try await program.run("load", "--daily-limit", "9").status == 10)
            await sandbox.resetRequestCount()
            let check = try await checked(program, "--daily-limit", "9")
            #expect(check.status == 10)
            #expect(check.failed == ["requests left"])
            #expect(check.states["API"] == "skipped")
            #expect(await sandbox.requestCount() == 0)
        }
    }

    @Test func `a dataset that another run holds, or another key filled`() async throws {
        try await withProgram(leads: 5) { program, _, connection in
            #expect(try await program.run("load").status == 0)
            let lease = Lease(connection: connection, timeToLive: .seconds(20))
            let fence = try await lease.take(
                dataset: "whatconverts", packageID: .version7(), holder: "build-7, process 12")
            let held = try await checked(program)
            #expect(held.status == 20)
            #expect(held.failed == ["dataset free"])
            #expect(held.detail("dataset free").contains("build-7, process 12"))
            #expect(try await checked(program, "--wait").status == 0)
            try await connection.query("update sluice.leases set package_id = null where fence = \(fence.number)")
            try await connection.query("update sluice.datasets set base_url = 'https://elsewhere.example.com/'")
            let other = try await checked(program)
            #expect(other.status == 21)
            #expect(other.failed == ["same key"])
            #expect(try await checked(program, "--accept-origin").status == 0)
        }
    }

    @Test func `all that is wrong is shown at once, and the first decides`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql://nobody@127.0.0.1:1/x")
            let check = try await checked(program.with(["SLUICE_MIGRATIONS": directory, "SLUICE_LOOKBACK": "x"]))
            #expect(check.failed == ["settings", "migrations", "database", "API"])
            #expect(check.status == 21)
        }
    }

    // MARK: - What a check says

    private struct Checked {
        let status: Int32
        let document: [String: Any]

        var checks: [[String: Any]] { document["checks"] as? [[String: Any]] ?? [] }
        var requests: Int? { document["requests"] as? Int }
        var failed: [String] {
            checks.filter { $0["state"] as? String == "failed" }.compactMap { $0["name"] as? String }
        }
        var states: [String: String] {
            Dictionary(
                checks.map { ($0["name"] as? String ?? "", $0["state"] as? String ?? "") },
                uniquingKeysWith: { first, _ in first })
        }
        private func line(_ name: String) -> [String: Any] { checks.first { $0["name"] as? String == name } ?? [:] }
        func mend(_ name: String) -> [String] { line(name)["mend"] as? [String] ?? [] }
        func detail(_ name: String) -> String { line(name)["detail"] as? String ?? "" }
    }

    private func checked(_ program: Program, _ flags: String...) async throws -> Checked {
        let outcome = try await program.start(["check", "--json"] + flags).end()
        let document = try outcome.json
        #expect(document["exit_status"] as? Int == Int(outcome.status))
        return Checked(status: outcome.status, document: document)
    }

    private func spent(_ connection: Connection) async throws -> Int {
        try await connection.query("select coalesce(sum(spent), 0)::bigint from sluice.request_budget").first?
            .decode(0, as: Int.self) ?? 0
    }
}

/// An HTTPS server on loopback, with a certificate that it signed itself.
private func withSelfSignedServer(in directory: String, _ body: (Int) async throws -> Void) async throws {
    func openssl(_ arguments: String...) throws -> RunningProgram {
        try RunningProgram(
            path: "/usr/bin/openssl", arguments: arguments, environment: [:], directory: directory)
    }
    let made = try await openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "1",
        "-subj", "/CN=localhost"
    ).end()
    #expect(made.status == 0, "\(made.errors)")
    let server = try openssl("s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem", "-www")
    // Not SIGTERM: a child inherits what the thread that starts it blocks, and openssl unblocks nothing.
    defer { server.send(SIGKILL) }
    try await until { try server.printed.contains("ACCEPT") }
    let line = try server.printed.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
    try await body(try #require(line?.split(separator: ":").last.flatMap { Int($0) }))
}

/// Roles of one test alone, by names that nobody else has, which are gone behind it with all that they own.
private func withRoles(
    _ kinds: String..., on connection: Connection, _ body: ([String]) async throws -> Void
) async throws {
    let names = kinds.map { "\($0)_\(UUID().uuidString.prefix(8).lowercased())" }
    for name in names {
        try await connection.query("create role \(Identifier(name)) login")
        try await letIn(name, on: connection)
    }
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(try await body(names))
    } catch {
        outcome = .failure(error)
    }
    for name in names {
        try await connection.query("drop owned by \(Identifier(name)) cascade")
        try await connection.query("drop role \(Identifier(name))")
    }
    try outcome.get()
}
