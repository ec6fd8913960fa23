import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// What a run left with stands with its load package, for whoever did not see the process.
struct RecordedStatusTests {
    @Test func `each package has the exit status that its run left with`() async throws {
        try await withProgram(leads: 400) { program, sandbox, connection in
            try await expect(program, 10, recordedBy: connection, "load", "--max-requests", "3")
            try await expect(program, 0, recordedBy: connection, "load")
            await sandbox.strike(.serverError, times: 1_000, path: "/api/v1/leads")
            try await expect(program, 24, recordedBy: connection, "load", "--retry-base", "1")
            await sandbox.clearFaults()
            let wrongKey = program.with(["WHATCONVERTS_SECRET": "another"])
            try await expect(wrongKey, 22, recordedBy: connection, "load")
            await sandbox.deleteLeads(count: 300)
            try await expect(program, 11, recordedBy: connection, "load", "--lookback", "800")
            let profile = SandboxOptions(leads: 20, keyKind: .profile(SandboxOptions.firstProfileID))
            try await Sandbox.withSandbox(profile) { other in
                let elsewhere = program.with(["WHATCONVERTS_BASE_URL": other.baseURL])
                try await expect(elsewhere, 21, recordedBy: connection, "load")
            }
        }
    }

    @Test func `a replay's package has it too`() async throws {
        try await withProgram(leads: 60) { program, _, connection in
            #expect(try await program.run("migrate").status == 0)
            try await connection.query("alter table whatconverts.leads add constraint odd check (lead_id % 3 <> 0)")
            try await expect(program, 12, recordedBy: connection, "load", "--max-rejected", "0")
            #expect(try await program.run("load").status == 0)
            try await expect(program, 12, recordedBy: connection, "rejected", "replay")
            try await connection.query("alter table whatconverts.leads drop constraint odd")
            try await expect(program, 0, recordedBy: connection, "rejected", "replay")
        }
    }

    @Test func `a package that a signal ended, or a crash, has none`() async throws {
        try await withProgram(leads: 300) { program, sandbox, connection in
            #expect(try await program.run("migrate").status == 0)
            var slow = Quirks()
            slow.latencyMilliseconds = 200
            await sandbox.setQuirks(slow)
            func load(_ flags: String...) async throws -> RunningProgram {
                let before = await sandbox.requestCount()
                let load = try program.start(["load", "--page-size", "10", "--lease-ttl", "1"] + flags)
                try await until { await sandbox.requestCount() > before + 5 }
                return load
            }
            let stopped = try await load()
            stopped.send(SIGTERM)
            #expect(try await stopped.end().status == 143)
            #expect(try await last(connection) == ["cancelled", nil])

            let killed = try await load()
            killed.send(SIGKILL)
            #expect(try await killed.end().status == -9)
            await sandbox.setQuirks(Quirks())
            try await expect(program, 0, recordedBy: connection, "load", "--wait")
            let abandoned = try await connection.query(
                "select exit_status::int from sluice.load_packages where status = 'abandoned'")
            #expect(try abandoned.map { try $0.decode(0, as: Int32?.self) } == [nil])
        }
    }

    private func expect(
        _ program: Program, _ status: Int32, recordedBy connection: Connection, _ arguments: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let ended = try await program.start(arguments + ["--quiet"]).end(sourceLocation: sourceLocation)
        #expect(ended.status == status, "\(ended.errors)", sourceLocation: sourceLocation)
        #expect(try await last(connection)[1] == "\(status)", sourceLocation: sourceLocation)
    }

    /// How the last package stands, and its exit status.
    private func last(_ connection: Connection) async throws -> [String?] {
        let rows = try await connection.query(
            "select status, exit_status::text from sluice.load_packages order by started_at desc limit 1")
        let (status, exitStatus) = try #require(rows.first).decode((String, String?).self)
        return [status, exitStatus]
    }
}
