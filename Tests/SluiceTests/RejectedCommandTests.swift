import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

struct RejectedCommandTests {
    /// Leads that a constraint refuses, and one record of another kind that came with control characters in it.
    private func withRejected(
        _ body: @escaping @Sendable (Program, Connection, _ refused: Int) async throws -> Void
    ) async throws {
        try await withProgram(leads: 60) { program, _, connection in
            #expect(try await program.run("migrate").status == 0)
            try await connection.query("alter table whatconverts.leads add constraint odd check (lead_id % 3 <> 0)")
            #expect(try await program.run("load").status == 0)
            let refused = try await connection.query("select from sluice.rejected_records").count
            #expect(refused > 5)
            try await insert(#"{"user_id":7.50,"email":"a\#u{9B}31m","user_type":[{"deep":1}]}"#, on: connection)
            try await body(program, connection, refused)
        }
    }

    private func insert(_ record: String, on connection: Connection) async throws {
        let bytes = Array(record.utf8)
        try await connection.query(
            """
            insert into sluice.rejected_records (
                dataset, resource, body_sha256, record_key, column_name, path, reason, came, record,
                first_package_id, last_package_id, first_seen, last_seen
            )
            values (
                'whatconverts', 'users', \(Checksum.sha256(bytes)), '7', 'user_id', 'user_id',
                'expected a whole number, got a number', '9.99', \(bytes),
                gen_random_uuid(), gen_random_uuid(), '2020-01-02T03:04:05Z', '2020-01-03T03:04:05Z'
            )
            """)
    }

    @Test func `a database without rejected records says so`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            for _ in 0..<2 {
                let list = try await program.run("rejected")
                #expect(list.status == 0 && list.output == "no rejected records\n" && list.errors == "")
                #expect(try await program.run("rejected", "show").output == "no rejected records\n")
                #expect(
                    try await (program.run("rejected", "list", "--json").json["rejected"] as? [Any])?.isEmpty == true)
                let replay = try await program.run("rejected", "replay")
                #expect(replay.status == 0 && replay.output == "nothing to replay in dataset whatconverts\n")
                let purge = try await program.run("rejected", "purge", "--older-than", "1h")
                #expect(purge.status == 0 && purge.output == "deleted 0 rejected records\n")
                #expect(try await program.run("load").status == 0)
            }
        }
    }

    @Test func `the list counts by reason, with an example, and the status points to it`() async throws {
        try await withRejected { program, _, refused in
            let list = try await program.run("rejected")
            #expect(list.status == 0)
            #expect(list.output.contains("the table refuses the row: "))
            #expect(list.output.contains("2020-01-02 03:04:05  2020-01-03 03:04:05  user_id       9.99"))
            let json = try #require(try await program.run("rejected", "--json").json["rejected"] as? [[String: Any]])
            #expect(json.map { $0["records"] as? Int } == [refused, 1])
            #expect(json[1]["example_path"] as? String == "user_id" && json[1]["example_came"] as? String == "9.99")
            let users = try await program.run("rejected", "--resource", "users", "--json").json["rejected"] as? [Any]
            #expect(users?.count == 1)
            let none = try await program.run("rejected", "--reason", "no such reason")
            #expect(none.output == "no rejected records of that kind\n")
            let status = try await program.run("status").output
            #expect(status.contains("\(refused + 1) records of leads, users did not fit and wait"))
            #expect(status.contains("`sluice rejected` says why"))
        }
    }

    @Test func `a record is shown as it came, and nothing in it reaches the terminal`() async throws {
        try await withRejected { program, _, refused in
            let shown = try await program.run("rejected", "show", "--reason", "A WHOLE NUMBER").output
            #expect(
                shown.contains("  users 7 in whatconverts\n  expected a whole number, got a number\n  at user_id\n"))
            #expect(shown.contains("  came: 9.99\n  seen once, first 2020-01-02 03:04:05"))
            #expect(shown.contains("{\n  \"user_id\": 7.50,\n  \"email\": \"a\\u009b31m\",\n"))
            #expect(!shown.unicodeScalars.contains("\u{9B}"))
            let id = try #require(shown.split(separator: " ").first.map(String.init))
            #expect(try await program.run("rejected", "show", String(id.prefix(6))).output == shown)
            let json = try #require(
                try await program.run("rejected", "show", id, "--json").json["rejected"] as? [[String: Any]])
            #expect(json.count == 1 && (json[0]["record"] as? String)?.contains("7.50") == true)

            let rows = try await program.run("rejected", "show", "--limit", "3", "--resource", "leads").output
            #expect(rows.components(separatedBy: "kept as the row that the table refused").count == 4)
            #expect(
                try await (program.run("rejected", "show", "--json", "--limit", "1000").json["rejected"] as? [Any])?
                    .count == refused + 1)
        }
    }

    @Test func `a replay says what became of each, and what is settled is hidden`() async throws {
        try await withRejected { program, connection, refused in
            let leads = ["rejected", "replay", "--resource", "leads"]
            let again = try await program.start(leads).end()
            #expect(again.status == 12)
            #expect(again.output.contains("look next: `sluice rejected`"))
            try await connection.query("alter table whatconverts.leads drop constraint odd")
            let document = try await program.start(leads + ["--json"]).end()
            #expect(document.status == 0)
            let job = try #require((try document.json["jobs"] as? [[String: Any]])?.first)
            #expect(job["inserted"] as? Int == refused && job["rejected"] as? Int == 0)
            #expect(try document.json["exit_status"] as? Int == 0)
            #expect(try await connection.query("select from whatconverts.leads").count == 60)
            #expect(try await Books(on: connection).problems() == [])

            let waiting = try #require(try await program.run("rejected", "--json").json["rejected"] as? [Any])
            #expect(waiting.count == 1)
            #expect(try await (program.run("rejected", "--all", "--json").json["rejected"] as? [Any])?.count == 2)
            #expect(
                try await program.run("rejected", "show", "--all", "--resource", "leads").output
                    .contains("settled by the replay of package "))
        }
    }

    @Test func `a replay that is killed has made rows and marked them, or neither`() async throws {
        try await withRejected { program, connection, refused in
            try await connection.query("alter table whatconverts.leads drop constraint odd")
            func settled() async throws -> (rows: Int, marked: Int) {
                let rows = try await connection.query("select from whatconverts.leads").count
                let marked = try await connection.query(
                    "select from sluice.rejected_records where replayed_by is not null"
                ).count
                return (rows, marked)
            }
            for (point, isMerged) in [("batch-recorded", false), ("staged", false), ("merged", true)] {
                let killed = try await program.with(["SLUICE_CRASH_POINT": point])
                    .run("rejected", "replay", "--resource", "leads", "--lease-ttl", "1", "--wait")
                #expect(killed.status == -9, "\(point): \(killed.errors)")
                #expect(try await settled() == (isMerged ? (60, refused) : (60 - refused, 0)), "\(point)")
            }
            let last = try await program.run("rejected", "replay", "--resource", "leads", "--lease-ttl", "1", "--wait")
            #expect(last.status == 0 && last.output.contains("nothing to replay"))
        }
    }

    @Test func `a replay leaves a dataset that another run holds alone`() async throws {
        try await withRejected { program, connection, _ in
            let lease = Lease(connection: connection, timeToLive: .seconds(60))
            let fence = try await lease.take(
                dataset: "whatconverts", packageID: .version7(), holder: "build-7, process 12")
            let refused = try await lease.withHeartbeat(fence) { try await program.run("rejected", "replay") }
            #expect(refused.status == 20 && refused.sentence.contains("build-7, process 12"))
        }
    }

    @Test func `a purge deletes what did not come for so long, and says how many`() async throws {
        try await withRejected { program, connection, refused in
            #expect(
                try await program.run("rejected", "purge", "--older-than", "1d", "--resource", "leads").output
                    == "deleted 0 rejected records\n")
            #expect(
                try await program.run("rejected", "purge", "--older-than", "2w").output == "deleted 1 rejected record\n"
            )
            try await connection.query("update sluice.rejected_records set last_seen = last_seen - interval '3 hours'")
            #expect(
                try await program.run("rejected", "purge", "--older-than", "4h", "--json").json["purged"] as? Int == 0)
            #expect(
                try await program.run("rejected", "purge", "--older-than", "2h", "--json").json["purged"] as? Int
                    == refused)
        }
    }

    @Test(arguments: [
        (["list", "--dataset", "whatconvert"], "there are whatconverts"),
        (["show", "--resource", "lead"], "there is no resource \"lead\"; there are accounts"),
        (["replay", "--resource", "lead"], "there is no resource \"lead\""),
        (["replay", "--dataset", "other"], "there are whatconverts"),
        (["show", "no-id"], "no-id is no id of a rejected record"),
        (["show", "--limit", "0"], "--limit must be at least 1"),
        (["purge"], "Missing expected argument '--older-than <time>'"),
        (["purge", "--older-than", "30"], "such as 12h, 30d or 2w"),
        (["purge", "--older-than", "0d"], "such as 12h, 30d or 2w"),
    ])
    func `what cannot be meant is a wrong configuration`(arguments: [String], sentence: String) async throws {
        try await withProgram(leads: 1) { program, _, _ in
            #expect(try await program.run("load").status == 0)
            let refused = try await program.start(["rejected"] + arguments).end()
            #expect(refused.status == 21, "\(refused.errors)")
            #expect(refused.errors.contains(sentence), "\(refused.errors)")
            #expect(refused.output == "")
        }
    }
}
