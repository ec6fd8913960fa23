import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

struct MigrateCommandTests {
    @Test func `a dry run prints the SQL and changes nothing`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            let dry = try await program.run("migrate", "--dry-run")
            #expect(dry.status == 0)
            #expect(dry.output.contains("create table leads"))
            #expect(dry.errors.contains("nothing was changed"))
            let schemas = try await connection.query(
                "select from pg_namespace where nspname in ('sluice', 'whatconverts')")
            #expect(schemas.isEmpty)
        }
    }

    @Test func `each migration that is applied is named, and none the second time`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let first = try await program.run("migrate", "--dataset", "acme")
            #expect(first.status == 0)
            #expect(first.output.contains("applied whatconverts 3: create leads"))
            #expect(first.output.hasSuffix("dataset acme is up to date\n"))
            let second = try await program.run("migrate", "--dataset", "acme")
            #expect(second.output == "nothing to apply: dataset acme is up to date\n")
            let json = try await program.run("migrate", "--dataset", "acme", "--json").json
            #expect((json["applied"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func `a version to stop at is told with what is left`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let first = try await program.run("migrate", "--target", "3")
            #expect(first.status == 0)
            #expect(first.output.contains("applied whatconverts 3: create leads"))
            #expect(!first.output.contains("whatconverts 4"))
            #expect(first.output.contains("is at version 3 of whatconverts"))
            let behind = try await program.run("migrate", "--target", "2")
            #expect(behind.status == 21 && behind.output == "")
            #expect(behind.sentence.contains("migrations only go forward"))
            let beyond = try await program.run("migrate", "--target", "999")
            #expect(beyond.status == 21 && beyond.sentence.contains("has no version 999"))
            #expect(try await program.run("migrate").output.hasSuffix("is up to date\n"))
        }
    }

    @Test func `tables that are recorded nowhere are adopted`() async throws {
        try await withProgram(leads: 5) { program, _, connection in
            let known = try MigrationFolder.locate(environment: [:]).migrations(line: "whatconverts").count
            let early = try await program.run("migrate", "--baseline", "3")
            #expect(early.status == 23 && early.sentence.contains("accounts, profiles, leads are missing"))

            #expect(try await program.run("load").status == 0)
            try await connection.query("drop schema sluice, sluice_staging cascade")
            let dry = try await program.run("migrate", "--baseline", "\(known)", "--dry-run")
            #expect(dry.status == 0)
            #expect(dry.output.contains("-- whatconverts/0003_create_leads.sql: would be recorded, not run"))
            #expect(dry.output.contains("create table load_packages") && !dry.output.contains("create table leads"))
            #expect(try await connection.query("select from pg_namespace where nspname = 'sluice'").isEmpty)

            let adopted = try await program.run("migrate", "--baseline", "\(known)")
            #expect(adopted.status == 0)
            #expect(adopted.output.contains("recorded whatconverts 3: create leads"))
            #expect(!adopted.output.contains("applied whatconverts"))
            let again = try await program.run("migrate", "--baseline", "\(known)")
            #expect(again.status == 21 && again.sentence.contains("nothing to adopt"))
            #expect(try await program.run("load").status == 0)
            #expect(try await connection.query("select from whatconverts.leads").count == 5)
        }
    }

    @Test func `a file whose comments changed is shown, and recorded when that is confirmed`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            #expect(try await program.run("migrate").status == 0)
            #expect(try await program.run("migrate", "repair").output.contains("nothing to repair"))

            let copy = "\(program.directory)/migrations"
            try FileManager.default.copyItem(atPath: try MigrationFolder.locate(environment: [:]).path, toPath: copy)
            let touched = program.with(["SLUICE_MIGRATIONS": copy])
            let file = "\(copy)/whatconverts/0001_create_accounts.sql"
            let sql = try String(contentsOfFile: file, encoding: .utf8)
            try "-- touched\n\(sql)".write(toFile: file, atomically: false, encoding: .utf8)
            #expect(try await touched.run("migrate").sentence.contains("sluice migrate repair"))

            let shown = try await touched.run("migrate", "repair")
            #expect(shown.status == 0)
            #expect(shown.output.contains("\n+-- touched\n"))
            #expect(shown.errors.contains("nothing was changed") && shown.errors.contains("--yes"))
            #expect(try await touched.run("migrate").status == 23)
            let repaired = try await touched.run("migrate", "repair", "--yes")
            #expect(repaired.status == 0 && repaired.output.contains("recorded 0001_create_accounts.sql"))
            #expect(try await touched.run("migrate").status == 0)

            try "\(sql)\ndrop table accounts;".write(toFile: file, atomically: false, encoding: .utf8)
            for arguments in [["migrate", "repair"], ["migrate", "repair", "--yes"]] {
                let refused = try await touched.start(arguments).end()
                #expect(refused.status == 23 && refused.output == "")
                #expect(refused.sentence.contains("whatconverts/0001_create_accounts.sql"))
                #expect(refused.sentence.contains("new migration"))
            }
        }
    }

    @Test(arguments: [
        (["repare"], "repare"),
        (["--yes"], "--yes goes with repair"),
        (["repair", "--dry-run"], "repair goes without --dry-run"),
        (["--target", "0"], "--target must be at least 1"),
        (["--target", "2", "--baseline", "3"], "--target must not lie behind --baseline"),
    ])
    func `flags that do not go together are refused`(arguments: [String], sentence: String) async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory).start(["migrate"] + arguments).end()
            #expect(refused.status == 21)
            #expect(refused.errors.contains(sentence))
        }
    }
}
