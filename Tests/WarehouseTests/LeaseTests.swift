import Foundation
import Postgres
import Testing

@testable import Warehouse

struct LeaseTests {
    private func lease(_ bench: Bench, seconds: Int = 60) -> Lease {
        Lease(connection: bench.connection, timeToLive: .seconds(seconds))
    }

    @Test func `a dataset that is held is refused, and the refusal says by whom, since when and with which package`()
        async throws
    {
        try await Bench.with { bench in
            do {
                _ = try await lease(bench).take(dataset: "bench", packageID: .version7(), holder: "another")
                Issue.record("it was taken twice")
            } catch WarehouseError.datasetHeld(let dataset, let holder, let since, let package, let until) {
                #expect(dataset == "bench" && holder == "a test" && package == bench.fence.packageID)
                #expect(since < until)
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
                status: .loaded, requests: 0, fence: bench.fence)
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

    @Test func `a lease that ran out and is still locked by its run is refused as held`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp()")
            try await Connection.withConnection(bench.settings) { other in
                try await bench.connection.transaction { transaction in
                    try await bench.fence.hold(in: transaction)
                    let lease = Lease(
                        connection: other, timeToLive: .seconds(60), lockTimeout: .milliseconds(100))
                    let error = await #expect(throws: WarehouseError.self) {
                        try await lease.take(dataset: Bench.dataset, packageID: .version7(), holder: "another")
                    }
                    guard case .datasetHeld = error else {
                        Issue.record("refused by \(String(describing: error))")
                        return
                    }
                }
                // With the transaction over, it can be had.
                let fence = try await Lease(connection: other, timeToLive: .seconds(60))
                    .take(dataset: Bench.dataset, packageID: .version7(), holder: "another")
                #expect(fence.number > bench.fence.number)
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
