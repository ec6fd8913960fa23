import Foundation
import Postgres
import Testing

@testable import Warehouse

struct LeaseTests {
    private func lease(_ bench: Bench, seconds: Int = 60) -> Lease {
        Lease(connection: bench.connection, timeToLive: .seconds(seconds))
    }

    /// Runs the body while the bench's own run keeps its lease alive, on another connection.
    private func alive(
        _ bench: Bench, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await Connection.withConnection(bench.settings) { heart in
            try await Lease(connection: heart, timeToLive: .milliseconds(300)).withHeartbeat(bench.fence) {
                try await body()
            }
        }
    }

    @Test func `a dataset that is held is refused, and the refusal says by whom, since when and with which package`()
        async throws
    {
        try await Bench.with { bench in
            try await alive(bench) {
                do {
                    _ = try await lease(bench).take(dataset: "bench", packageID: .version7(), holder: "another")
                    Issue.record("it was taken twice")
                } catch WarehouseError.datasetHeld(let holder) {
                    #expect(holder.dataset == "bench" && holder.name == "a test")
                    #expect(holder.package == bench.fence.packageID && holder.since < holder.until)
                }
            }
            #expect(try await lease(bench).renew(bench.fence))
            // Another dataset is another matter.
            let other = try await lease(bench).take(dataset: "other", packageID: .version7(), holder: "another")
            #expect(other.number == 1)
        }
    }

    @Test func `a lease that was given back can be taken, under a higher fence`() async throws {
        try await Bench.with { bench in
            try await LoadPackages(connection: bench.connection).finish(
                status: .loaded, exitStatus: .loaded, fence: bench.fence)
            let next = try await lease(bench).take(dataset: "bench", packageID: .version7(), holder: "next")
            #expect(next.number == bench.fence.number + 1)
        }
    }

    @Test func `a lease that ran out can be taken, and its old holder can neither renew nor hold it`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp() - interval '1s'")
            let next = try await lease(bench).take(dataset: "bench", packageID: .version7(), holder: "next")
            #expect(next.number == bench.fence.number + 1)
            #expect(try await lease(bench).renew(bench.fence) == false)
            #expect(try await lease(bench).renew(next))
            try await bench.connection.transaction { try await next.hold(in: $0) }
            await #expect(throws: WarehouseError.self) {
                try await bench.connection.transaction { try await bench.fence.hold(in: $0) }
            }
        }
    }

    @Test func `renewing moves the end by the server's clock`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp() + interval '1s'")
            #expect(try await lease(bench, seconds: 500).renew(bench.fence))
            #expect(
                try await bench.text(
                    "select (expires_at between clock_timestamp() + interval '400s' and clock_timestamp() + interval '500s')::text from sluice.leases"
                )
                    == "true")
        }
    }

    @Test func `a run that does not move is watched until its lease has run out, and then taken over`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query(
                "update sluice.leases set heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + interval '400 ms'"
            )
            let next = try await lease(bench).take(dataset: "bench", packageID: .version7(), holder: "next")
            #expect(next.number == bench.fence.number + 1)
            #expect(
                try await bench.text(
                    "select (heartbeat_at >= packages.started_at)::text from sluice.leases, sluice.load_packages packages"
                )
                    == "true")
        }
    }

    @Test func `who waits for its turn is told for whom, and gets the dataset when it is given back`() async throws {
        try await Bench.with { bench in
            let brief = Lease(connection: bench.connection, timeToLive: .seconds(2))
            #expect(try await brief.renew(bench.fence))
            try await Connection.withConnection(bench.settings) { other in
                let told = AsyncStream.makeStream(of: String.self)
                async let taken = Lease(connection: other, timeToLive: .seconds(60)).take(
                    dataset: "bench", packageID: .version7(), holder: "next", waits: true
                ) { told.continuation.yield($0.name) }
                var names = told.stream.makeAsyncIterator()
                #expect(await names.next() == "a test")
                // It moves, which ends the wait of nobody who waits for the end.
                for _ in 0..<3 {
                    try await Task.sleep(for: .milliseconds(300))
                    #expect(try await brief.renew(bench.fence))
                }
                try await LoadPackages(connection: bench.connection).finish(
                    status: .loaded, exitStatus: .loaded, fence: bench.fence)
                #expect(try await taken.number == bench.fence.number + 1)
            }
        }
    }

    @Test func `a run that is paused inside a transaction loses its server process, and what it had not committed`()
        async throws
    {
        try await Bench.with { bench in
            try await Connection.withConnection(bench.settings) { paused in
                let error = await #expect(throws: PostgresError.self) {
                    try await paused.transaction { transaction in
                        try await bench.fence.hold(in: transaction)
                        try await transaction.query(
                            "insert into bench.memberships (club, member, _package_id, _loaded_at) values ('x', 1, \(bench.fence.packageID), now())"
                        )
                        try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp()")
                        let next = try await Lease(
                            connection: bench.connection, timeToLive: .seconds(60), lockTimeout: .milliseconds(100)
                        ).take(dataset: "bench", packageID: .version7(), holder: "next")
                        #expect(next.number == bench.fence.number + 1)
                        // It wakes, and means to go on.
                        try await transaction.query("select 1")
                    }
                }
                #expect(error?.isConnectionFailure == true)
            }
            #expect(try await bench.text("select count(*)::text from bench.memberships") == "0")
        }
    }

    @Test func `a stranger's lock on the lease is nobody's to end`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp()")
            try await Connection.withConnection(bench.settings) { stranger in
                try await stranger.transaction { transaction in
                    try await transaction.query("select from sluice.leases for update")
                    let error = await #expect(throws: WarehouseError.self) {
                        try await Lease(
                            connection: bench.connection, timeToLive: .seconds(60), lockTimeout: .milliseconds(50)
                        ).take(dataset: "bench", packageID: .version7(), holder: "next")
                    }
                    guard case .leaseLocked("bench", let processes) = error, processes == [stranger.backendPID] else {
                        Issue.record("\(String(describing: error))")
                        return
                    }
                    try await transaction.query("select 1")
                }
            }
        }
    }

    @Test func `while a transaction holds the fence the heart beats, and nobody takes over before it ends`()
        async throws
    {
        try await Bench.with { bench in
            try await Connection.withConnection(bench.settings) { other in
                try await bench.connection.transaction { transaction in
                    try await bench.fence.hold(in: transaction)
                    // The heartbeat passes by the transaction.
                    #expect(try await Lease(connection: other, timeToLive: .seconds(60)).renew(bench.fence))
                    // A change of the fence does not.
                    await #expect(throws: PostgresError.self) {
                        try await other.transaction { taker in
                            try await taker.query("set local lock_timeout = '100ms'")
                            try await taker.query("update sluice.leases set fence = fence + 1")
                        }
                    }
                }
                try await other.query("update sluice.leases set fence = fence + 1")
            }
        }
    }
}
