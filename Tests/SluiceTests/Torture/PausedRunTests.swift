import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Promise P4: a run that was paused and lost its lease meanwhile can neither stage nor commit when it wakes.
struct PausedRunTests {
    private static let arguments = ["load", "--lease-ttl", "1", "--page-size", "40", "--lookback", "900", "--quiet"]

    @Test(arguments: [
        CrashPoint.copyHalfway, .mergeParentsWritten, .mergeWritten, .staged, .requestReserved, .positionMoved,
    ])
    func `stopped there, it loses its dataset, leaves with 20 when it wakes, and no row of it is seen`(
        point: CrashPoint
    ) async throws {
        try await withTorture { program, sandbox, connection, direct in
            try await lose(program, through: direct, sandbox, connection, at: point)
            try await expectEqual(program, connection, direct)
        }
    }

    @Test(arguments: [CrashPoint.copyHalfway, .mergeWritten])
    func `the same with a pooler in transaction mode between`(point: CrashPoint) async throws {
        try await withTorture { program, sandbox, connection, direct in
            try await withPgBouncer(to: ConnectionSettings(direct), poolSize: 12) { pooled in
                try await lose(program, through: pooled.connectionString, sandbox, connection, at: point)
            }
            try await expectEqual(program, connection, direct)
        }
    }

    private func lose(
        _ program: Program, through database: String, _ sandbox: Sandbox, _ connection: Connection, at point: CrashPoint
    ) async throws {
        let program = program.with(["DATABASE_URL": database])
        #expect(try await program.run("migrate", "--quiet").status == 0)
        let loser = try program.with(["SLUICE_CRASH_POINT": "\(point.rawValue):stop"]).start(Self.arguments)
        try await until { loser.isStopped }
        let underWay = try #require(
            try await connection.query("select coalesce(sum(reserved), 0)::bigint from sluice.request_budget").first
        ).decode(0, as: Int.self)
        let package = try await connection.query("select package_id from sluice.leases").first?.decode(0, as: UUID.self)
        let taker = try await program.start(Self.arguments).end()
        #expect(taker.status == 0, "\(taker.errors)")
        let received = await sandbox.requestCount()
        loser.send(SIGCONT)
        let lost = try await loser.end()
        #expect(lost.status == 20)
        #expect(lost.errors.contains("lost its lease on dataset \"whatconverts\" to another run ("))
        // It asked for nothing more, also not with a request that it had reserved and not sent. (Elsewhere other requests may
        // have been between the gate and the wire when it was stopped, and those nobody can call back.)
        #expect(await sandbox.requestCount() - received <= (point == .requestReserved ? 0 : underWay))
        for table in ["leads", "accounts", "profiles", "users", "roles", "tracking_numbers", "tracking_forms"] {
            let rows = try await connection.query(
                """
                select from \(Identifier("whatconverts", table))
                where _package_id = \(package)
                    and not exists (
                        select from sluice.load_batches as batches
                        where batches.package_id = _package_id and resource = \(table))
                """)
            #expect(rows.isEmpty, "\(table)")
        }
        let status = try await connection.query(
            "select status from sluice.load_packages where package_id = \(package)")
        #expect(try status.first?.decode(0, as: String.self) == "abandoned")
    }

    @Test func `of eight that begin at once one works, and the others leave while it does`() async throws {
        try await withTorture { program, sandbox, connection, _ in
            #expect(try await program.run("migrate", "--quiet").status == 0)
            var slow = Quirks()
            slow.latencyMilliseconds = 250
            await sandbox.setQuirks(slow)
            let loaders = try (0..<8).map { _ in
                try program.start(["load", "--lease-ttl", "6", "--page-size", "20", "--lookback", "900", "--quiet"])
            }
            let ends = try await withThrowingTaskGroup(of: (status: Int32, at: ContinuousClock.Instant).self) { group in
                for loader in loaders { group.addTask { (try await loader.end().status, .now) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ends.map(\.status).sorted() == [0] + Array(repeating: 20, count: 7))
            // The one that worked ended last.
            #expect(ends.max { $0.at < $1.at }?.status == 0)
            let statuses = try await connection.query("select status from sluice.load_packages")
            #expect(try statuses.map { try $0.decode(0, as: String.self) } == ["loaded"])
            let problems = try await Books(on: connection).problems()
            #expect(problems.isEmpty)
        }
    }

    @Test func `eight that wait follow one another, and find nothing to do`() async throws {
        try await withTorture { program, _, connection, _ in
            #expect(try await program.run("migrate", "--quiet").status == 0)
            let loaders = try (0..<8).map { _ in
                try program.start(["load", "--lease-ttl", "6", "--wait", "--lookback", "900", "--quiet"])
            }
            for loader in loaders { #expect(try await loader.end().status == 0) }
            let packages = try await connection.query(
                """
                select
                    status = 'loaded',
                    (
                        select coalesce(sum(inserted + updated + deleted), 0) from sluice.load_batches
                        where load_batches.package_id = load_packages.package_id
                    )::bigint,
                    coalesce(started_at >= lag(finished_at) over (order by started_at), true)
                from sluice.load_packages
                order by started_at
                """
            ).map { try $0.decode((Bool, Int, Bool).self) }
            #expect(packages.count == 8)
            #expect(packages.allSatisfy { $0.0 && $0.2 })
            #expect(packages.first?.1 ?? 0 > 400)
            #expect(packages.dropFirst().allSatisfy { $0.1 == 0 })
        }
    }
}
