import Dashboard
import Foundation
import Postgres
import TestSupport
import Testing

struct LeadsPageTests {
    private func data(_ query: [String: String], on connection: Connection) async throws -> String {
        try await read({ try await $0.data(PageAsk(query: query), $1) }, on: connection)
    }

    @Test func `personal data is masked unless it is asked for`() async throws {
        try await withFilledBooks { connection in
            let masked = try await data([:], on: connection)
            #expect(!masked.contains("Secret Person") && !masked.contains("@example.com"))
            #expect(masked.contains("Personal data is masked"))
            #expect(masked.contains("show=personal"))
            let shown = try await data(["show": "personal"], on: connection)
            #expect(shown.contains("Secret Person 1<") && shown.contains("person1@example.com"))
        }
    }

    @Test func `a column that a dataset got for itself is masked too`() async throws {
        try await withFilledBooks { connection in
            try await connection.query("alter table calls.leads add column maiden_name text")
            try await connection.query("update calls.leads set maiden_name = 'Smith-Jones'")
            try await connection.query(
                """
                insert into sluice.added_fields (dataset, resource, field, column_name, column_type, version)
                values ('calls', 'leads', 'Maiden Name', 'maiden_name', 'text', 1)
                """)
            let masked = try await data([:], on: connection)
            #expect(masked.contains("Maiden Name") && !masked.contains("Smith-Jones"))
            #expect(try await data(["show": "personal"], on: connection).contains("Smith-Jones"))
        }
    }

    @Test func `leads are counted by day, source and type, and filtered`() async throws {
        try await withFilledBooks(leads: 1_000) { connection in
            // Every 50th is deleted, every 10th is spam.
            #expect(try await data([:], on: connection).contains("980 leads in 30 days"))
            #expect(try await data(["deleted": "with"], on: connection).contains("1,000 leads in 30 days"))
            #expect(try await data(["spam": "without"], on: connection).contains("900 leads in 30 days"))
            #expect(try await data(["source": "google"], on: connection).contains("740 leads in 30 days"))
            #expect(
                try await data(["source": "google", "account": "1"], on: connection).contains("100 leads in 30 days"))
            #expect(try await data(["type": "Chat"], on: connection).contains("0 leads in 30 days"))
            let past = try await data(["from": "2020-01-01", "until": "2020-01-31"], on: connection)
            #expect(past.contains("0 leads in 31 days") && past.contains("There is none in this stretch."))
        }
    }

    @Test func `a stretch that is too long is cut, and says so`() async throws {
        try await withFilledBooks { connection in
            let page = try await data(["from": "2020-01-01", "until": "2024-12-31"], on: connection)
            #expect(page.contains("You asked from 2020-01-01 on; at most 92 days are counted at a time"))
            #expect(page.contains("begins with 2024-10-01"))
            #expect(page.contains("in 92 days"))
        }
    }

    @Test func `so many leads that not all are read are told as such`() async throws {
        try await withFilledBooks(leads: 30_000) { connection in
            let all = try await data([:], on: connection)
            // 30,000 minutes are 21 days: the index counts them, and of the rows the newest are read.
            #expect(all.contains("29,400 leads in 30 days"))
            #expect(all.contains("Sources, types and the latest leads are those of the newest 20,000 rows"))
            let some = try await data(["source": "google"], on: connection)
            #expect(some.contains("With a filter, all of this page is of the newest 20,000 rows"))
            #expect(some.contains("14,800 leads in "))
        }
    }

    @Test func `a dataset without leads says so, and one that may not be read too`() async throws {
        try await withFilledBooks { connection in
            try await connection.query("alter table calls.leads rename to calls_of_old")
            #expect(try await data([:], on: connection).contains("has no table leads that this page could count"))
        }
    }

    @Test func `a role that may read the books alone is told which grants it lacks`() async throws {
        let role = Identifier("sluice_books_\(UUID().uuidString.prefix(8).lowercased())")
        try await withFilledBooks { connection in
            try await connection.query("create role \(role)")
            try await connection.query("grant usage on schema sluice to \(role)")
            try await connection.query("grant select on all tables in schema sluice to \(role)")
            try await connection.query("set role \(role)")
            let page = try await data([:], on: connection)
            try await connection.query("reset role")
            try await connection.query("drop owned by \(role)")
            try await connection.query("drop role \(role)")
            #expect(page.contains("grant usage on schema") && page.contains("grant select on"))
        }
    }

    @Test func `no page looks at all that there is`() async throws {
        try await withFilledBooks(leads: 60_000, minutesApart: 20) { connection in
            // The packages of a month are most of those that are there.
            let tables = ["load_jobs", "load_batches", "spans", "leads"]
            try await connection.query("select pg_stat_force_next_flush()")
            let before = try await scans(of: tables, on: connection)
            for query in [
                [:], ["dataset": "calls"], ["status": "failed"], ["source": "google"], ["account": "3"],
                ["spam": "without", "deleted": "with"], ["show": "personal"], ["from": "2020-01-01"],
            ] {
                _ = try await readAll(query, on: connection)
            }
            let id = try #require(UUID(uuidString: "019803e7-0000-7000-8000-000000000000"))
            _ = try await read({ try await $0.package(id, PageAsk(), $1) }, on: connection)
            try await connection.query("select pg_stat_force_next_flush()")
            let after = try await scans(of: tables, on: connection)
            #expect(after == before)
        }
    }

    private func scans(of tables: [String], on connection: Connection) async throws -> [String: Int] {
        var scans: [String: Int] = [:]
        for row in try await connection.query(
            """
            select relname::text, seq_scan
            from pg_stat_user_tables
            where relname = any(\(tables)::text[])
            """)
        {
            let (table, count) = try row.decode((String, Int).self)
            scans[table] = count
        }
        return scans
    }
}
