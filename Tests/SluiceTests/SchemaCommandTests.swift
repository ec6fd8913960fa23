import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

struct SchemaCommandTests {
    @Test func `check finds nothing after a load, names what was altered, and says what mends it`() async throws {
        try await withProgram(leads: 20) { program, _, connection in
            #expect(try await program.run("load").status == 0)
            let clean = try await program.run("schema", "check")
            #expect(clean.status == 0 && clean.output == "dataset whatconverts is as it is declared\n")

            try await connection.query("alter table whatconverts.leads add column region text")
            try await connection.query("create view whatconverts.calls as select * from whatconverts.leads")
            let beyond = try await program.run("schema", "check")
            #expect(beyond.status == 0)
            #expect(beyond.output.contains("column whatconverts.leads.region is not declared"))
            #expect(beyond.output.contains("view whatconverts.calls is not declared"))

            try await connection.query("drop index whatconverts.leads_date_created")
            try await connection.query("alter table whatconverts.accounts alter column account_name set not null")
            let altered = try await program.run("schema", "check")
            #expect(altered.status == 23)
            #expect(altered.output.contains("column whatconverts.accounts.account_name must take null"))
            #expect(altered.output.contains("create index concurrently leads_date_created on whatconverts.leads"))
            let json = try await program.run("schema", "check", "--json").json
            let differences = try #require(json["differences"] as? [[String: Any]])
            #expect(json["as_declared"] as? Bool == false && differences.count == 4)
            let refused = try await program.run("load")
            #expect(refused.status == 23)
            #expect(refused.sentence.contains("column whatconverts.accounts.account_name must take null"))

            for difference in differences {
                guard let mend = difference["mend"] as? String else { continue }
                try await connection.query(Statement(unsafeSQL: mend))
            }
            #expect(try await program.run("schema", "check").status == 0)
            #expect(try await program.run("load").status == 0)
        }
    }

    @Test func `a load goes on without an index, and says so`() async throws {
        try await withProgram(leads: 20) { program, _, connection in
            #expect(try await program.run("load").status == 0)
            try await connection.query("drop index whatconverts.leads_date_created")
            try await connection.query("comment on table whatconverts.leads is 'ours'")
            let load = try await program.run("load")
            #expect(load.status == 0)
            #expect(
                load.errors.contains(
                    "index leads_date_created on whatconverts.leads is not there, and 1 more difference"))
            #expect(try await program.run("schema", "check").status == 23)
        }
    }

    @Test func `a dataset that was never migrated lacks everything`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let check = try await program.run("schema", "check")
            #expect(check.status == 23 && check.output.contains("schema whatconverts is not there"))
            let fields = try await program.run("schema", "fields")
            #expect(fields.status == 21 && fields.sentence.contains("no load has filled"))
            let promote = try await program.run("schema", "promote", "leads.colour")
            #expect(promote.status == 21 && promote.sentence.contains("no load has filled"))
        }
    }

    @Test func `an unknown field is told by the load, listed, and promoted`() async throws {
        try await withProgram(leads: 40) { program, sandbox, connection in
            var quirks = Quirks()
            quirks.hasUnknownField = true
            await sandbox.setQuirks(quirks)
            let load = try await program.run("load")
            #expect(load.status == 0)
            #expect(
                load.output.contains(
                    "leads: a field with values that no column takes, kept in extra: leads.consent_given; see `sluice schema fields`"
                ))
            let fields = try await program.run("schema", "fields")
            #expect(fields.output.contains("leads.consent_given  boolean"))
            #expect(fields.output.contains("sluice schema promote 'leads.consent_given'"))

            let printed = try await program.run("schema", "promote", "leads.consent_given", "--print")
            #expect(printed.output.contains("alter table leads add column consent_given boolean;"))
            let file = "\(program.directory)/promote.sql"
            try printed.output.write(toFile: file, atomically: true, encoding: .utf8)
            let applied = try await program.run("schema", "promote", "--apply", file)
            #expect(applied.status == 0)
            #expect(applied.output == "leads.consent_given has the column consent_given now, filled in 40 rows\n")
            #expect(
                try await connection.query("select from whatconverts.leads where consent_given is not null").count == 40
            )
            let again = try await program.run("schema", "promote", "leads.consent_given")
            #expect(again.status == 21 && again.sentence.contains("has its column already: consent_given"))
            #expect(try await program.run("schema", "check").status == 0)
            let second = try await program.run("load", "--lookback", "800", "--json").json
            let jobs = try #require(second["jobs"] as? [[String: Any]])
            #expect(jobs.allSatisfy { $0["inserted"] as? Int == 0 && $0["updated"] as? Int == 0 })
        }
    }

    @Test func `a contract comes from a flag, the environment or the file`() async throws {
        try await withProgram(leads: 20) { program, sandbox, connection in
            var quirks = Quirks()
            quirks.hasUnknownField = true
            await sandbox.setQuirks(quirks)
            let frozen = try await program.with(["SLUICE_CONTRACT": "columns=freeze"]).run("load")
            #expect(frozen.status == 23 && frozen.sentence.contains("the contract is freeze"))
            #expect(try await connection.query("select from whatconverts.leads").isEmpty)
            let wrong = try await program.run("load", "--contract", "colums=freeze")
            #expect(wrong.status == 21 && wrong.sentence.contains("about nothing that there is"))
            try "load:\n  contract: columns=freeze, leads.columns=evolve\n".write(
                toFile: "\(program.directory)/sluice.yaml", atomically: true, encoding: .utf8)
            let evolved = try await program.run("load")
            #expect(evolved.status == 0)
            #expect(evolved.output.contains("leads: 1 column was added, as the contract says"))
            #expect(
                try await connection.query("select from whatconverts.leads where consent_given is not null").count == 20
            )
        }
    }

    @Test func `generate writes what the declarations have beyond the migrations`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            let shipped = try MigrationFolder.locate(environment: [:])
            let folder = MigrationFolder(path: "\(program.directory)/migrations")
            try FileManager.default.copyItem(atPath: shipped.path, toPath: folder.path)
            let last = try #require(try shipped.migrations(line: "whatconverts").last)
            try FileManager.default.removeItem(atPath: "\(folder.path)/whatconverts/\(last.file)")
            let program = program.with(["SLUICE_MIGRATIONS": folder.path, "DATABASE_URL": nil])

            let dry = try await program.run("schema", "generate", "create_tracking_forms", "--print")
            #expect(dry.status == 0 && dry.output.contains("create table tracking_forms ("))
            let written = try await program.run("schema", "generate", "create_tracking_forms")
            #expect(written.status == 0 && written.output.hasSuffix("/whatconverts/\(last.file)\n"))
            // As a person wrote it, but for where lines are broken.
            let sql = try #require(try folder.migrations(line: "whatconverts").last?.sql)
            #expect(sql.replacing("is\n    '", with: "is '") == last.sql.replacing("is\n    '", with: "is '"))
            let nothing = try await program.run("schema", "generate", "add_more")
            #expect(nothing.output == "nothing to generate: the migrations build exactly what is declared\n")
            let unnamed = try await program.run("schema", "generate", "Forms")
            #expect(unnamed.status == 21 && unnamed.sentence.contains("is no name for a migration"))
        }
    }
}
