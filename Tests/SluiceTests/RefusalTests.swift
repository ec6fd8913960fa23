import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// What stands in the way of a load: one sentence with the mend, the exit status, nothing else.
struct RefusalTests {
    /// Expects one line on standard error and nothing on standard output.
    private func expect(
        _ outcome: Program.Outcome, _ status: Int32, _ parts: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        #expect(outcome.errors.hasPrefix("sluice: "), sourceLocation: sourceLocation)
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
        for word in ["SQLSTATE", "select ", "insert ", "Error("] {
            #expect(!outcome.errors.contains(word), "\(outcome.errors)", sourceLocation: sourceLocation)
        }
        for part in parts {
            #expect(outcome.errors.contains(part), "\(outcome.errors)", sourceLocation: sourceLocation)
        }
    }

    // MARK: - The configuration

    @Test func `no key`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory).with(["WHATCONVERTS_SECRET": nil])
            expect(try await program.run("load"), 21, "WHATCONVERTS_SECRET is not set", "API Keys", "sluice demo")
        }
    }

    @Test func `no database named`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory)
            for command in ["load", "migrate", "status"] {
                expect(
                    try await program.run(command), 21, "no database is named", "DATABASE_URL", "--local", "sluice demo"
                )
            }
        }
    }

    @Test func `an address that would send the token in the open`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql:///never")
            expect(
                try await program.run("load", "--base-url", "http://api.example.com/v1/"), 21,
                "http:// to api.example.com",
                "https://")
        }
    }

    @Test func `a resource that is not there`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql:///never")
            expect(try await program.run("load", "--resource", "leeds"), 21, "\"leeds\"", "leads")
        }
    }

    @Test func `a connection string that cannot be read`() async throws {
        try await withTemporaryDirectory { directory in
            let url = "postgresql://loader:\(Program.databasePassword)@with@ats@db/x"
            expect(
                try await Program(in: directory, database: url).run("load"), 21, "connection string cannot be read",
                "percent-encoded")
        }
    }

    @Test func `no migrations`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql:///never").with(["SLUICE_MIGRATIONS": directory])
            expect(try await program.run("load"), 21, "migrations were not found", "SLUICE_MIGRATIONS")
        }
    }

    @Test func `a dataset's name that belongs to others`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            expect(try await program.run("load", "--dataset", "pg_leads"), 21, "\"pg_leads\" cannot be the name")
        }
    }

    // MARK: - The API

    @Test func `a key that is not known`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            let refused = try await program.with(["WHATCONVERTS_SECRET": "another"]).run("load", "--quiet")
            expect(refused, 22, "the API refused the key", "API Keys")
            let rows = try await connection.query("select from sluice.load_packages where status = 'failed'")
            #expect(rows.count == 1)
        }
    }

    @Test func `an address where nothing answers`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            expect(
                try await program.run("load", "--quiet", "--base-url", "http://127.0.0.1:1/"), 24, "connection refused",
                "WHATCONVERTS_BASE_URL", "http://127.0.0.1:1/")
        }
    }

    @Test func `an address whose host does not exist`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            expect(
                try await program.run("load", "--quiet", "--base-url", "https://api.invalid/"), 24, "cannot be reached",
                "https://api.invalid/")
        }
    }

    @Test func `an address that answers with a web page`() async throws {
        try await withProgram(leads: 1) { program, sandbox, _ in
            let elsewhere = sandbox.baseURL.replacing("/api/v1/", with: "/website/")
            expect(
                try await program.run("load", "--quiet", "--base-url", elsewhere), 24, "status 404", "is that the API?",
                elsewhere)
        }
    }

    // MARK: - The database

    @Test func `no server`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql://loader@127.0.0.1:1/x")
            expect(try await program.run("load"), 25, "no server answers at 127.0.0.1, port 1")
        }
    }

    @Test func `a server's name that does not exist`() async throws {
        try await withTemporaryDirectory { directory in
            let url = "postgresql://loader:\(Program.databasePassword)@db.invalid/x"
            expect(
                try await Program(in: directory, database: url).run("status"), 25, "host name \"db.invalid\" is unknown"
            )
        }
    }

    @Test func `no such database`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let url = try #require(program.environment["DATABASE_URL"]).replacingDatabase(by: "nowhere")
            expect(
                try await program.with(["DATABASE_URL": url]).run("load"), 25, "no database \"nowhere\"", "create it")
        }
    }

    @Test func `a server that is too old`() async throws {
        try await withServer(ofVersion: "14.11") { port in
            try await withTemporaryDirectory { directory in
                let url = "postgresql://loader@127.0.0.1:\(port)/x?sslmode=disable&gssencmode=disable"
                let program = Program(in: directory, database: url)
                expect(try await program.run("load"), 25, "PostgreSQL 14", "15 or newer")
            }
        }
    }

    @Test func `a role that may not make schemas`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            let role = "reader_\(UUID().uuidString.prefix(8).lowercased())"
            try await connection.query("create role \(Identifier(role)) login")
            try await letIn(role, on: connection)
            let url = try #require(program.environment["DATABASE_URL"]).replacingUser(by: role)
            let refused = try await program.with(["DATABASE_URL": url]).run("load")
            try await connection.query("drop role \(Identifier(role))")
            expect(refused, 25, "may not migrate", "grant create on database", role)
        }
    }

    @Test func `a role that may only read`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            #expect(try await program.run("load").status == 0)
            let name = "reader_\(UUID().uuidString.prefix(8).lowercased())"
            let role = Identifier(name)
            try await connection.query("create role \(role) login")
            try await letIn(name, on: connection)
            try await connection.query("grant usage on schema sluice, whatconverts to \(role)")
            try await connection.query("grant select on all tables in schema sluice, whatconverts to \(role)")
            let url = try #require(program.environment["DATABASE_URL"]).replacingUser(by: name)
            let refused = try await program.with(["DATABASE_URL": url]).run("load", "--no-migrate")
            let status = try await program.with(["DATABASE_URL": url]).run("status")
            try await connection.query("drop owned by \(role)")
            try await connection.query("drop role \(role)")
            expect(refused, 25, "permission denied", "does not let role \(name) insert", "grant insert, update on")
            #expect(status.status == 0)
        }
    }

    // MARK: - The tables

    @Test func `a dataset that another run holds`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            #expect(try await program.run("migrate").status == 0)
            let lease = Lease(connection: connection, timeToLive: .seconds(5))
            let fence = try await lease.take(
                dataset: "whatconverts", packageID: .version7(), holder: "build-7, process 12")
            try await lease.withHeartbeat(fence) {
                expect(try await program.run("load", "--quiet"), 20, "another run holds", "build-7, process 12")
            }
            #expect(try await connection.query("select from sluice.load_packages").isEmpty)
        }
    }

    @Test func `a migration that was changed after it was applied`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            #expect(try await program.run("migrate").status == 0)
            let copy = "\(program.directory)/migrations"
            let original = try MigrationFolder.locate(environment: [:]).path
            try FileManager.default.copyItem(atPath: original, toPath: copy)
            let file = "\(copy)/whatconverts/0001_create_accounts.sql"
            let sql = try String(contentsOfFile: file, encoding: .utf8)
            try "\(sql)\ndrop table accounts;".write(toFile: file, atomically: false, encoding: .utf8)
            expect(
                try await program.with(["SLUICE_MIGRATIONS": copy]).run("load"), 23,
                "0001_create_accounts.sql is not the file",
                "new migration")
        }
    }

    @Test func `tables that are not there, when none may be made`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            expect(try await program.run("load", "--no-migrate"), 23, "is not there", "sluice migrate")
        }
    }

    @Test func `a key of another scope`() async throws {
        try await withProgram(leads: 20) { program, _, connection in
            #expect(try await program.run("load").status == 0)
            let profile = SandboxOptions(leads: 20, keyKind: .profile(SandboxOptions.firstProfileID))
            try await Sandbox.withSandbox(profile) { sandbox in
                let other = program.with(["WHATCONVERTS_BASE_URL": sandbox.baseURL])
                expect(try await other.run("load", "--quiet"), 21, "key scope", "--dataset", "--accept-origin")
            }
            #expect(try await connection.query("select from whatconverts.leads where _deleted_at is not null").isEmpty)
        }
    }

    @Test func `an error is a JSON document when JSON is asked for`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql://loader@127.0.0.1:1/x")
            for command in ["load", "migrate", "status"] {
                let refused = try await program.run(command, "--json")
                #expect(refused.status == 25)
                #expect(try refused.json["exit_status"] as? Int == 25)
                #expect(try refused.json["error"] as? String == refused.sentence)
            }
        }
    }
}
