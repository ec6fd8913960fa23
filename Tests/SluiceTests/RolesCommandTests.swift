import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing

/// The program under the roles that it makes itself.
struct RolesCommandTests {
    @Test func `from an empty database each command does its work under its role`() async throws {
        try await withRoles(leads: 60) { roles, sandbox, connection in
            let made = try await roles.apply(on: connection)
            #expect(made.errors.contains("no password is set"))
            #expect(try await roles.missing() == [])

            // There is nothing yet that could be loaded into, and making it is not the loader's to do.
            let early = try await roles.loader.run("load")
            #expect(early.status == 25)
            #expect(early.sentence.contains("Run `sluice migrate` as the role that owns the tables"))

            let migrated = try await roles.migrator.run("migrate")
            #expect(migrated.status == 0, "\(migrated.errors)")
            #expect(migrated.errors.contains("grant "))
            #expect(try await roles.missing() == [])
            #expect(try await roles.migrator.run("migrate").errors == "")

            for flags in [["--customer-journey"], ["--no-migrate", "--full"]] {
                let load = try await roles.loader.start(["load", "--quiet"] + flags).end()
                #expect(load.status == 0, "\(load.errors)")
            }
            await sandbox.deleteLeads(count: 3)
            await sandbox.changeLeads(fraction: 0.5)
            let changed = try await roles.loader.run("load", "--lookback", "800", "--quiet", "--json")
            #expect(changed.status == 0, "\(changed.errors)")
            let deleted = try (changed.json["jobs"] as? [[String: Any]])?.compactMap { $0["deleted"] as? Int }
            #expect(deleted?.reduce(0, +) == 3)
            #expect(try await roles.loader.run("check").status == 0)
            #expect(try await roles.loader.run("rejected", "purge", "--older-than", "1d").status == 0)

            let status = try await roles.reader.run("status")
            #expect(status.status == 0, "\(status.errors)")
            let server = try roles.reader.with(["SLUICE_SERVE_TOKEN": "a-token-for-the-tests-0123"])
                .start(["serve", "--listen", "127.0.0.1:0"])
            try await until { try server.printed.contains("serving ") }
            let address = try #require(try server.printed.firstMatch(of: /http:[^\s]+/)).output
            let port = try #require(URLComponents(string: String(address))?.port)
            for page in ["/", "/packages", "/schema", "/data", "/api/status", "/metrics", "/readyz"] {
                let answer = try await RawAnswer.to(
                    "GET", page, port: port, headers: ["Authorization": "Bearer a-token-for-the-tests-0123"])
                #expect(answer?.status == 200, "\(page)")
            }
            server.send(SIGTERM)
            #expect(try await server.end().status == 0)
        }
    }

    @Test func `none of them may do what is another's`() async throws {
        try await withRoles(leads: 5) { roles, sandbox, connection in
            try await roles.makeAll(on: connection)
            for (program, statements) in [
                (
                    try roles.loader,
                    [
                        "update sluice.schema_versions set name = ''", "delete from sluice.load_packages",
                        "delete from whatconverts.leads", "truncate whatconverts.leads",
                        "drop table whatconverts.leads",
                        "alter table whatconverts.leads add column mine text", "create table whatconverts.mine ()",
                        "create table sluice.mine ()", "create table public.mine ()",
                    ]
                ),
                (
                    try roles.reader,
                    [
                        "update whatconverts.leads set lead_id = lead_id", "insert into sluice.leases default values",
                        "create table whatconverts.mine ()", "create table sluice_staging.mine ()",
                        "select from sluice_staging.\"whatconverts 0 leads\"",
                    ]
                ),
            ] {
                try await roles.connected(as: program) { connection in
                    for statement in statements {
                        let error = await #expect(throws: PostgresError.self) {
                            try await connection.query(Statement(unsafeSQL: statement))
                        }
                        #expect(error?.sqlState == "42501", "\(statement)")
                    }
                }
            }
            #expect(try await roles.reader.run("load").status == 25)
            var quirks = Quirks()
            quirks.hasUnknownField = true
            await sandbox.setQuirks(quirks)
            #expect(try await roles.loader.run("load", "--quiet", "--full").status == 0)
            let fields = try await roles.loader.run("schema", "fields", "--json")
            let field = try #require(fields.output.firstMatch(of: /"field" : "([^"]+)"/)).output.1
            let promoted = try await roles.loader.run("schema", "promote", String(field))
            #expect(promoted.status == 25, "\(promoted)")
        }
    }

    @Test func `tables that another role made and filled are handed over`() async throws {
        try await withRoles(leads: 20) { roles, _, connection in
            #expect(try await roles.program.run("load", "--quiet").status == 0)
            try await connection.query("create table whatconverts.notes (lead_id bigint)")
            try await connection.query("create view whatconverts.peek as select * from whatconverts.notes")
            try await roles.apply(on: connection)
            #expect(try await roles.missing() == [])
            let load = try await roles.loader.run("load", "--full", "--lookback", "800", "--json", "--quiet")
            #expect(load.status == 0, "\(load.errors)")
            // A migration that alters what is there, and one that adds to it.
            let newer = try roles.migrator.withMigrations(
                (
                    "add_names",
                    "alter table leads add column nickname text; create view names as select account_name from accounts;"
                ))
            let added = try await newer.run("migrate")
            #expect(added.status == 0, "\(added.errors)")
            #expect(try await newer.run("migrate").errors == "")
            #expect(try await roles.missing() == [])
            try await roles.connected(as: roles.reader) { _ = try await $0.query("select from whatconverts.names") }
            // What is nobody's of ours stays with whom it belongs to.
            try await roles.connected(as: roles.reader) { reader in
                for name in ["notes", "peek"] {
                    let error = await #expect(throws: PostgresError.self) {
                        try await reader.query("select from \(Identifier("whatconverts", name))")
                    }
                    #expect(error?.sqlState == "42501")
                }
            }
        }
    }

    @Test func `who may create roles and owns the database need not be a superuser`() async throws {
        try await withRoles(leads: 20) { roles, _, connection in
            let (admin, database) = try await roles.makeAdministrator(on: connection)
            #expect(try await database.run("load", "--quiet").status == 0)
            // What it shows others of its tables goes on to be seen.
            try await roles.connected(as: database) {
                _ = try await $0.query(
                    "create view whatconverts.mine as select count(*) as leads from whatconverts.leads")
            }
            let made = try await roles.apply(as: database, on: connection)
            #expect(made.output.contains("to \(admin);"))
            #expect(try await database.run("roles").output.hasPrefix("-- The roles "))
            let seen = try await connection.query("select leads from whatconverts.mine").first
            #expect(try seen?.decode(0, as: Int.self) == 20)
            #expect(try await roles.migrator.run("migrate").status == 0)
            #expect(try await roles.loader.run("load", "--full", "--quiet").status == 0)
        }
    }

    @Test func `nothing is changed unless it is said, and what is printed is what would be done`() async throws {
        try await withRoles(leads: 1) { roles, _, connection in
            let printed = try await roles.program.run("roles")
            #expect(printed.status == 0)
            #expect(printed.errors.contains("nothing was changed"))
            let document = try await roles.program.run("roles", "--json").json
            let statements = try #require(document["statements"] as? [String])
            #expect(printed.output == statements.joined(separator: "\n") + "\n")
            #expect(document["is_applied"] as? Bool == false)
            #expect(try await connection.query("select from pg_roles where rolname like \(roles.prefix + "%")").isEmpty)
            for statement in statements { try await connection.query(Statement(unsafeSQL: statement)) }
            #expect(try await roles.missing() == [])
        }
    }

    @Test func `a report that reads a table is not held up, and neither is who comes after it`() async throws {
        try await withRoles(leads: 1) { roles, _, connection in
            #expect(try await roles.program.run("load", "--quiet").status == 0)
            var running: RunningProgram?
            try await roles.connected(as: roles.program) { report in
                try await report.transaction { transaction in
                    _ = try await transaction.query("select from whatconverts.leads")
                    let applying = try roles.program.start(["roles", "--apply"])
                    running = applying
                    let waiting: Statement =
                        "select from pg_locks where relation = 'whatconverts.leads'::regclass and not granted"
                    try await until { try await connection.query(waiting).count == 1 }
                    // It steps back, so that whoever wants to read need not wait for the report.
                    try await until { try await connection.query(waiting).isEmpty }
                    #expect(applying.isRunning)
                }
            }
            let outcome = try await running?.end()
            #expect(outcome?.status == 0, "\(outcome?.errors ?? "")")
            #expect(try await roles.missing() == [])
        }
    }

    @Test func `two at once both succeed`() async throws {
        try await withRoles(leads: 1) { roles, _, connection in
            for command in [["roles", "--apply"], ["migrate"]] {
                let program = command == ["migrate"] ? try roles.migrator : roles.program
                let runs = try (1...3).map { _ in try program.start(command) }
                for run in runs {
                    let outcome = try await run.end()
                    #expect(outcome.status == 0, "\(outcome.errors)")
                }
                if command != ["migrate"] { try await roles.apply(on: connection) }
            }
            #expect(try await roles.missing() == [])
        }
    }

    @Test func `who migrates another database grants nothing there`() async throws {
        try await withRoles(leads: 1) { roles, _, connection in
            try await roles.apply(on: connection)
            try await connection.query("drop schema sluice, whatconverts, sluice_staging cascade")
            let migrated = try await roles.program.run("migrate")
            #expect(migrated.status == 0)
            #expect(migrated.errors == "")
        }
    }

    @Test(arguments: ["pg_catalog", "sluice", "information_schema"])
    func `a schema that is no dataset gets no roles`(name: String) async throws {
        try await withRoles(leads: 1) { roles, _, _ in
            let refused = try await roles.program.run("roles", "--dataset", name)
            #expect(refused.status == 21)
            #expect(refused.output == "")
        }
    }

    @Test func `staging tables of a long name are handed over too`() async throws {
        try await withRoles(leads: 5) { roles, _, connection in
            let dataset = String(repeating: "long_", count: 11)
            let program = roles.program.with(["SLUICE_DATASET": dataset])
            #expect(try await program.run("load", "--quiet").status == 0)
            try await roles.apply(as: program, on: connection)
            let loader = try roles.loader.with(["SLUICE_DATASET": dataset])
            let load = try await loader.run("load", "--full", "--lookback", "800", "--quiet")
            #expect(load.status == 0, "\(load.errors)")
        }
    }

    @Test func `migrations grant nothing where there are no such roles`() async throws {
        try await withRoles(leads: 1) { roles, _, _ in
            let migrated = try await roles.program.run("migrate")
            #expect(migrated.status == 0)
            #expect(migrated.errors == "")
        }
    }

    @Test(arguments: ["", "Sluice", "1st", "pg_sluice", "a b", "a\"b", String(repeating: "x", count: 55)])
    func `a prefix that is none is refused`(prefix: String) async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory, database: "host=/nowhere").run("roles", "--prefix", prefix)
            #expect(refused.status == 21)
            #expect(refused.sentence.contains("SLUICE_ROLE_PREFIX"))
        }
    }
}

/// The three roles of one test, and the program as each of them.
private struct TestRoles: Sendable {
    let prefix: String
    /// As the superuser of the test's server.
    let program: Program

    var migrator: Program { get throws { try program(as: "\(prefix)_migrator") } }
    var loader: Program { get throws { try program(as: "\(prefix)_loader") } }
    var reader: Program { get throws { try program(as: "\(prefix)_reader") } }

    func program(as role: String) throws -> Program {
        program.with([
            "DATABASE_URL": try #require(program.environment["DATABASE_URL"]).replacingUser(by: role)
        ])
    }

    func missing() async throws -> [String]? {
        try await program.run("roles", "--json").json["statements"] as? [String]
    }

    @discardableResult
    func apply(as administrator: Program? = nil, on connection: Connection) async throws -> Program.Outcome {
        let outcome = try await (administrator ?? program).run("roles", "--apply")
        #expect(outcome.status == 0, "\(outcome.errors)")
        for kind in ["migrator", "loader", "reader"] { try await letIn("\(prefix)_\(kind)", on: connection) }
        return outcome
    }

    func makeAll(on connection: Connection) async throws {
        try await apply(on: connection)
        for outcome in [try await migrator.run("migrate"), try await loader.run("load", "--quiet")] {
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    func connected(as program: Program, _ body: (Connection) async throws -> Void) async throws {
        let url = try #require(program.environment["DATABASE_URL"])
        try await Connection.withConnection(ConnectionSettings(url), body)
    }

    /// Somebody who is no superuser, as those of a hosted server are.
    func makeAdministrator(on connection: Connection) async throws -> (name: String, program: Program) {
        let name = "\(prefix)_admin"
        try await connection.query("create role \(Identifier(name)) login createrole")
        try await letIn(name, on: connection)
        let database = try await connection.query("select current_database()::text").first?.decode(0, as: String.self)
        try await connection.query(
            "alter database \(Identifier(try #require(database))) owner to \(Identifier(name))")
        return (name, try program(as: name))
    }
}

/// A program whose roles have names that no other test uses; they are gone afterwards, with all that they own.
private func withRoles(
    leads: Int, _ body: @Sendable (TestRoles, Sandbox, Connection) async throws -> Void
) async throws {
    try await withProgram(leads: leads) { program, sandbox, connection in
        let prefix = "t\(UUID().uuidString.prefix(8).lowercased())"
        let roles = TestRoles(prefix: prefix, program: program.with(["SLUICE_ROLE_PREFIX": prefix]))
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(roles, sandbox, connection))
        } catch {
            outcome = .failure(error)
        }
        let owner = try await connection.query("select current_user::text").first?.decode(0, as: String.self)
        for role in try await connection.query("select rolname::text from pg_roles where rolname like \(prefix + "%")")
        {
            let role = Identifier(try role.decode(0, as: String.self))
            // A database goes by its owner, and not by what the owner owns.
            try await connection.query("reassign owned by \(role) to \(Identifier(owner ?? "postgres"))")
            try await connection.query("drop owned by \(role) cascade")
            try await connection.query("drop role \(role)")
        }
        try outcome.get()
    }
}
