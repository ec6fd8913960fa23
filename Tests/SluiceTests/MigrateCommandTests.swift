import Foundation
import Postgres
import TestSupport
import Testing

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
}
