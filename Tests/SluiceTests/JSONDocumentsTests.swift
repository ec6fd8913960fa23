import Foundation
import Postgres
import Sandbox
import Testing

/// `docs/json.md` is what others write programs against.
struct JSONDocumentsTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/json.md")

    /// The keys that a chapter of the page lists, as paths.
    private static func keys(under title: String) throws -> Set<String> {
        let text = try String(contentsOf: page, encoding: .utf8)
        let chapter = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("`\(title)`\n") })
        let cells = chapter.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|")[0] }
        return Set(cells.flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.output.1) } })
    }

    /// The paths of all keys of a document; a map whose keys are data is one key.
    private static func paths(_ value: Any, at path: String = "") -> Set<String> {
        if let object = value as? [String: Any], !path.hasSuffix(".children") {
            return Set(object.flatMap { paths($1, at: path.isEmpty ? $0 : "\(path).\($0)") })
        }
        if let list = value as? [Any], list.first is [String: Any] {
            return Set(list.flatMap { paths($0, at: "\(path)[]") })
        }
        return [path]
    }

    private static func check(
        _ document: [String: Any], _ title: String, whole: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let listed = try keys(under: title)
        let others = listed.filter { $0.hasSuffix(".…") }.map { String($0.dropLast()) }
        let printed = paths(document).filter { path in
            // An empty list shows nothing of what would be in it.
            !others.contains { path.hasPrefix($0) } && !listed.contains { $0.hasPrefix("\(path)[]") }
        }
        #expect(printed.subtracting(listed) == [], "not in docs/json.md", sourceLocation: sourceLocation)
        let exact = listed.filter { !$0.hasSuffix(".…") }
        if whole {
            #expect(exact.subtracting(printed) == [], "in docs/json.md and not printed", sourceLocation: sourceLocation)
        }
    }

    @Test func `what the roles print is what their page says`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            try Self.check(
                try await program.run("roles", "--prefix", "nobody_has_these", "--json").json, "sluice roles")
        }
    }

    @Test func `what the status prints is what its page says`() async throws {
        try await withProgram(leads: 60) { program, sandbox, connection in
            var quirks = Quirks()
            quirks.hasUnknownField = true
            await sandbox.setQuirks(quirks)
            #expect(try await program.run("load", "--quiet").status == 0)
            let partial = try await program.run("load", "--quiet", "--full", "--max-requests", "8", "--json")
            #expect(partial.status == 10)
            try Self.check(partial.json, "sluice load")
            try await connection.query(
                """
                insert into sluice.rejected_records (
                    dataset, resource, body_sha256, column_name, reason, record, first_package_id, last_package_id
                )
                select 'whatconverts', 'leads', '\\x00', 'quote_value', 'no number', '{}', package_id, package_id
                from sluice.load_packages limit 1
                """)
            let failed = try await connection.query(
                "update sluice.load_packages set exit_status = 10 where status = 'partial' returning package_id::text")
            let id = try #require(try failed.first?.decode(0, as: String.self))
            // Somebody at work, so that there is a holder.
            try await connection.query(
                "update sluice.leases set package_id = '\(unsafeSQL: id)', expires_at = now() + interval '1 hour'")
            try Self.check(try await program.run("status", "--json", "--last", "9").json, "sluice status")
            try Self.check(try await program.run("status", id, "--json").json, "sluice status PACKAGE", whole: false)
            let first = try await connection.query(
                "select package_id::text from sluice.load_packages order by started_at limit 1")
            let whole = try #require(try first.first?.decode(0, as: String.self))
            try Self.check(try await program.run("status", whole, "--json").json, "sluice status PACKAGE")
            let leads = await sandbox.deleteLeads(count: 1)
            let lead = String(try #require(leads.first))
            try Self.check(
                try await program.run("status", "lead", lead, "--json").json, "sluice status RESOURCE KEY", whole: false
            )
        }
    }

    @Test func `what a check and a plan print is what their page says`() async throws {
        try await withProgram(leads: 200) { program, _, connection in
            try Self.check(try await program.run("check", "--json").json, "sluice check")
            #expect(try await program.run("load", "--quiet").status == 0)
            // Something to be migrated that locks, somebody at work, and a back-fill that does not fit into a day.
            let migrating = try program.withMigrations(("add_note", "alter table leads add column note text;"))
            let package = try await connection.query("select package_id::text from sluice.load_packages")
            let id = try #require(try package.first?.decode(0, as: String.self))
            try await connection.query(
                "update sluice.leases set package_id = '\(unsafeSQL: id)', expires_at = now() + interval '1 hour'")
            let plan = try await migrating.run(
                "plan", "--json", "--full", "--resource", "leads", "--page-size", "20", "--max-requests", "9")
            #expect(plan.status == 10)
            try Self.check(plan.json, "sluice plan")
        }
    }
}
