import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing

/// How fresh a dataset is, and what is wrong with it, is told by what reads it whole.
struct StatusFreshnessTests {
    private struct State: Equatable {
        let concerns: [String]
        let loadedAt: [String: String]
    }

    private func state(_ program: Program) async throws -> State {
        let status = try await program.run("status", "--json").json
        let concerns = try #require(status["concerns"] as? [[String: Any]])
        let freshness = try #require(status["freshness"] as? [[String: Any]])
        return State(
            concerns: concerns.compactMap { $0["text"] as? String },
            loadedAt: Dictionary(
                freshness.compactMap { fresh -> (String, String)? in
                    guard let resource = fresh["resource"] as? String, let loaded = fresh["loaded_at"] as? String else {
                        return nil
                    }
                    return (resource, loaded)
                }, uniquingKeysWith: { first, _ in first }))
    }

    @Test func `single records and rejected ones hide neither a failed load nor stale numbers`() async throws {
        try await withProgram(leads: 60) { program, sandbox, connection in
            #expect(try await program.run("load", "--quiet").status == 0)
            try await connection.query(
                """
                insert into sluice.rejected_records (
                    dataset, resource, body_sha256, record_key, column_name, reason, record, first_package_id, last_package_id
                )
                select
                    'whatconverts', 'users', sha256(record), '7', 'user_id', 'no whole number', record,
                    'ffffffff-0000-7000-8000-000000000000', 'ffffffff-0000-7000-8000-000000000000'
                from (values (convert_to('{"user_id":7.50}', 'UTF8'))) as kept (record)
                """)
            await sandbox.strike(.serverError, times: 1_000, path: "/api/v1/leads")
            #expect(try await program.run("load", "--quiet", "--retry-base", "1").status == 24)
            await sandbox.clearFaults()
            try await connection.query(
                """
                update sluice.load_jobs
                set started_at = started_at - interval '2 days', finished_at = finished_at - interval '2 days'
                """)
            let before = try await state(program)
            #expect(before.concerns.first?.hasPrefix("the last load of whatconverts failed: ") == true)
            #expect(before.concerns.contains { $0.hasPrefix("not loaded whole for 48 hours: ") })
            #expect(before.loadedAt["leads"] != nil)

            let lead = try #require(await sandbox.leadIDs().first)
            #expect(try await program.run("load", "--quiet", "--lead", "\(lead)").status == 0)
            #expect(try await state(program) == before)
            #expect(try await program.run("rejected", "replay", "--quiet").status == 12)
            #expect(try await state(program) == before)

            #expect(try await program.run("load", "--quiet").status == 0)
            let after = try await state(program)
            #expect(!after.concerns.contains { $0.hasPrefix("the last load") || $0.hasPrefix("not loaded whole") })
            #expect(after.loadedAt["leads"] != before.loadedAt["leads"])
        }
    }

    @Test func `what was begun for profiles that are not read any more is not open for ever`() async throws {
        try await withProgram(leads: 200) { program, _, _ in
            #expect(try await program.run("load", "--quiet", "--resource", "accounts").status == 0)
            let begun = try await program.run(
                "load", "--quiet", "--per-profile", "--resource", "leads", "--max-requests", "3")
            #expect(begun.status == 10)
            let open = try #require(try await program.run("status", "--json").json["open_spans"] as? [[String: Any]])
            #expect(open.contains { ($0["scope"] as? String)?.isEmpty == false })

            #expect(try await program.run("load", "--quiet").status == 0)
            let status = try await program.run("status", "--json").json
            #expect((status["open_spans"] as? [Any])?.isEmpty == true)
            let leads = (status["freshness"] as? [[String: Any]])?.first { $0["resource"] as? String == "leads" }
            #expect(leads?["open_spans"] as? Int == 0)
        }
    }

    @Test func `a stretch whose position was dropped is read again as a whole`() async throws {
        try await withProgram(leads: 200) { program, _, connection in
            #expect(try await program.run("load", "--quiet", "--resource", "accounts").status == 0)
            // Half of it by profile, the beginning of it at once, and the whole by profile again.
            for (flags, status) in [
                (["--per-profile", "--max-requests", "30"], 10), (["--max-requests", "4"], 10), (["--per-profile"], 0),
            ] {
                let load = try await program.start(
                    ["load", "--quiet", "--resource", "leads", "--page-size", "20"] + flags
                ).end()
                #expect(load.status == Int32(status), "\(flags): \(load.errors)")
            }
            #expect(try await connection.query("select from whatconverts.leads").count == 200)
            #expect(try await connection.query("select from sluice.spans where done_at is null").isEmpty)
        }
    }
}
