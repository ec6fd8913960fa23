import Foundation
import Glibc
import Postgres
import Testing
import Warehouse

/// `sluice migrate`, killed in the middle: the next run finishes, and nothing is done twice or by half. (P8)
struct MigrateKilledTests {
    /// Kills the run as soon as the server shows what is waited for.
    private func kill(_ run: RunningProgram, when sign: Statement, _ connection: Connection) async throws {
        while try await connection.query(sign).isEmpty {
            try requireRunning(run)
        }
        run.send(SIGKILL)
        #expect(try await run.status() == -SIGKILL)
    }

    private func requireRunning(_ run: RunningProgram) throws {
        let complaint = try run.complained
        try #require(run.isRunning, "it ended before its time: \(complaint)")
    }

    private func records(_ connection: Connection) async throws -> [String] {
        try await connection.query(
            """
            select version || ' ' || name || ' ' || state || ' ' || attempt
            from sluice.schema_versions
            where line = 'whatconverts' and version > 1
            order by version desc
            limit 2
            """
        ).map { try $0.decode(0) }
    }

    @Test func `a migration that was killed half-way is undone, and the next run does it`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            let program = try program.withMigrations(
                (
                    "make_slowly",
                    """
                    create table first_half (id int);
                    insert into first_half values (1);
                    select pg_sleep(2);
                    create table second_half (id int);
                    """
                ), ("add_more", "alter table second_half add column more text;"))
            try await kill(
                try program.start(["migrate"]),
                when: """
                    select
                    from pg_stat_activity
                    where datname = current_database() and wait_event = 'PgSleep'
                    """, connection)
            #expect(try await connection.query("select from pg_class where relname = 'first_half'").isEmpty)

            // The server may still be at it, and the next run waits for its turn.
            let again = try await program.run("migrate")
            #expect(again.status == 0, "\(again.errors)")
            let applied = again.output.split(separator: "\n")
            #expect(applied.count == 3 && applied[0].hasSuffix("make slowly") && applied[1].hasSuffix("add more"))
            #expect(try await connection.query("select from whatconverts.first_half").count == 1)
            #expect(try await records(connection).allSatisfy { $0.hasSuffix("applied 1") })
            let twice = try await connection.query(
                "select from sluice.schema_versions group by dataset, line, version having count(*) > 1")
            #expect(twice.isEmpty)
            #expect(try await program.run("migrate").output.contains("nothing to apply"))
        }
    }

    @Test func `one that no transaction holds leaves its record, and the next run finishes`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            #expect(try await program.run("migrate").status == 0)
            let program = try program.withMigrations(
                (
                    "index_notes",
                    """
                    -- sluice: no transaction
                    drop index concurrently if exists :"schema".leads_notes;
                    create index concurrently leads_notes on :"schema".leads (left(notes, 200));
                    """
                ), ("add_flag", "alter table accounts add column flag text;"))
            try await connection.transaction { transaction in
                // Whoever has written to the table keeps the index waiting.
                try await transaction.query("lock table whatconverts.leads in row exclusive mode")
                let run = try program.start(["migrate"])
                let waiting: Statement =
                    """
                    select
                    from pg_locks as waiting join pg_locks as building using (pid)
                    where waiting.locktype = 'virtualxid'
                        and not waiting.granted
                        and building.relation = 'whatconverts.leads'::regclass
                    """
                while try await transaction.query(waiting).isEmpty {
                    try requireRunning(run)
                }
                run.send(SIGKILL)
                #expect(try await run.status() == -SIGKILL)
            }
            #expect(try await records(connection).first?.contains("index_notes begun 1") == true)

            let again = try await program.run("migrate")
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output.contains(": index notes") && again.output.contains(": add flag"))
            let states = try await records(connection)
            #expect(states.first?.contains("add_flag applied 1") == true)
            #expect(states.last?.contains("index_notes applied 2") == true)
            let valid: Bool = try #require(
                try await connection.query(
                    "select indisvalid from pg_index where indexrelid = 'whatconverts.leads_notes'::regclass"
                ).first
            ).decode(0)
            #expect(valid)
            #expect(try await program.run("migrate").output.contains("nothing to apply"))
        }
    }

    @Test func `two programs at once both succeed, and each migration runs once`() async throws {
        try await withProgram(leads: 1) { program, _, connection in
            let program = try program.withMigrations(
                ("count_runs", "create table runs (id int); insert into runs values (1);"))
            let runs = try (1...3).map { _ in try program.start(["migrate"]) }
            for run in runs {
                let outcome = try await run.end()
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            #expect(try await connection.query("select from whatconverts.runs").count == 1)
        }
    }
}
