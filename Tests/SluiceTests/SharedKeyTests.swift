import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

/// Promise P7 for processes: whoever shares a key shares its day, whatever becomes of one of them.
struct SharedKeyTests {
    @Test func `four processes, one of them killed, never pass the limit of their key`() async throws {
        try await withTorture(SandboxOptions(seed: 6, leads: 2_000)) { program, sandbox, connection, _ in
            #expect(try await program.run("migrate", "--quiet").status == 0)
            for number in 1...4 {
                #expect(try await program.run("migrate", "--quiet", "--dataset", "d\(number)").status == 0)
            }
            let loaders = try (1...4).map { number in
                try program.start([
                    "load", "--dataset", "d\(number)", "--daily-limit", "150", "--page-size", "25", "--lease-ttl", "1",
                    "--since", "2023-01-01", "--quiet",
                ])
            }
            try await until { await sandbox.requestCount() >= 60 }
            loaders[0].send(SIGKILL)
            for loader in loaders.dropFirst() { #expect(try await loader.end().status == 10) }
            #expect(try await loaders[0].end().status == -SIGKILL)
            // What the dead one had under way counts: it is told when its dataset is taken.
            let last = try await program.start([
                "load", "--dataset", "d1", "--daily-limit", "150", "--lease-ttl", "1", "--quiet",
            ]).end()
            #expect(last.status == 10)
            let received = await sandbox.requestCount()
            #expect(received <= 150)
            #expect(await sandbox.peakConcurrency() <= 20)
            let row = try await connection.query(
                """
                select
                    (select sum(spent) = 150 and sum(reserved) = 0 from sluice.request_budget),
                    (select sum(unsettled)::bigint from sluice.request_reservations)
                """)
            let (isSpent, unsettled) = try #require(row.first).decode((Bool, Int).self)
            #expect(isSpent)
            #expect((150 - unsettled...150).contains(received))
            for number in 1...4 {
                let problems = try await Books(on: connection, dataset: "d\(number)").problems()
                #expect(problems.isEmpty)
            }
        }
    }
}
