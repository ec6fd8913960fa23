import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// Promise P7: never more requests than the key's daily limit, counted for all processes that share the key.
struct RequestBudgetTests {
    private func budget(_ bench: Bench, _ connection: Connection? = nil, fence: Fence? = nil, days: Int = 0)
        -> RequestBudget
    {
        RequestBudget(
            connection: connection ?? bench.connection, fence: fence ?? bench.fence, key: "key",
            clockOffset: .seconds(days * 86_400))
    }

    private func reserve(
        _ budget: RequestBudget, limit: Int = 1_000, share: RequestBudget.Share? = nil
    ) async throws -> RequestBudget.Reservation {
        guard case .reserved(let reservation) = try await budget.reserve(resource: "items", share: share, limit: limit)
        else { throw NotReserved() }
        return reservation
    }

    private struct NotReserved: Error {}

    private func sums(_ bench: Bench) async throws -> [String] {
        try await bench.texts(
            "select concat_ws(' ', reserved, spent) from sluice.request_budget order by day")
    }

    @Test func `a request is reserved, and spent when it is over`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            let first = try await reserve(budget)
            #expect(first.delay < .milliseconds(500), "the first one of a day has nobody to wait for")
            #expect(try await sums(bench) == ["1 0"])
            await budget.settle(first)
            let second = try await reserve(budget)
            await budget.giveBack(second)
            #expect(try await sums(bench) == ["0 1"])
            #expect(
                try await bench.texts(
                    "select concat_ws(' ', resource, reserved, spent, unsettled) from sluice.request_reservations")
                    == ["items 0 1 0"])
            #expect(
                try await bench.text(
                    "select (day = (clock_timestamp() at time zone 'UTC')::date)::text from sluice.request_budget")
                    == "true")
        }
    }

    @Test
    func `the limit is never passed, however many processes reserve at once, and no request of it is left unused`()
        async throws
    {
        try await Bench.with { bench in
            let most = Guarded(0)
            let reserved = Guarded(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...8 {
                    // Each with a dataset, a connection and a lease of its own, and one key.
                    let package = LoadPackage(dataset: "d\(number)", source: "bench", trigger: "test")
                    let fence = try await Lease(connection: bench.connection, timeToLive: .seconds(60))
                        .take(dataset: package.dataset, packageID: package.id, holder: "\(number)")
                    let settings = bench.settings
                    group.addTask {
                        try await Connection.withConnection(settings) { connection in
                            let budget = RequestBudget(connection: connection, fence: fence, key: "key")
                            while case .reserved(let reservation) = try await budget.reserve(
                                resource: "items", limit: 150)
                            {
                                reserved.withLock { $0 += 1 }
                                await budget.settle(reservation)
                            }
                        }
                    }
                }
                group.addTask {
                    try await Connection.withConnection(bench.settings) { connection in
                        while !Task.isCancelled, reserved.withLock({ $0 }) < 150 {
                            let rows = try await connection.query(
                                "select coalesce(sum(reserved + spent), 0)::bigint from sluice.request_budget")
                            let used = try rows[0].decode(0, as: Int.self)
                            most.withLock { $0 = max($0, used) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(reserved.withLock { $0 } == 150)
            #expect(most.withLock { $0 } <= 150)
            #expect(try await sums(bench) == ["0 150"])
        }
    }

    @Test func `twenty are under way at once, and the next waits for one of them`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            var underWay: [RequestBudget.Reservation] = []
            for _ in 0..<20 { underWay.append(try await reserve(budget)) }
            try await Connection.withConnection(bench.settings) { other in
                let waiting = self.budget(bench, other)
                let done = Guarded(false)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let late = try await reserve(waiting)
                        done.withLock { $0 = true }
                        await waiting.settle(late)
                    }
                    try await Task.sleep(for: .milliseconds(200))
                    #expect(!done.withLock { $0 })
                    await budget.settle(underWay[0])
                    try await group.waitForAll()
                }
            }
            #expect(try await sums(bench) == ["19 2"])
        }
    }

    @Test func `requests with one key are a millisecond apart, over all processes`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            await budget.settle(try await reserve(budget))
            // As if many others had reserved before: each further one is told a later instant.
            try await bench.connection.query(
                "update sluice.request_budget set next_at = clock_timestamp() + interval '9 s'")
            let before = try await bench.text("select next_at::text from sluice.request_budget") ?? ""
            let first = try await reserve(budget)
            #expect(first.delay > .seconds(7) && first.delay <= .seconds(9))
            for _ in 0..<4 { _ = try await reserve(budget) }
            #expect(
                try await bench.text(
                    "select extract(milliseconds from next_at - \(before)::timestamptz)::int::text from sluice.request_budget"
                )
                    == "5")
        }
    }

    @Test func `a share bounds what its resources use together, and leaves the rest of the day to others`() async throws
    {
        try await Bench.with { bench in
            let budget = budget(bench)
            let share = RequestBudget.Share(name: "lists", requests: 3)
            for _ in 0..<3 { await budget.settle(try await reserve(budget, share: share)) }
            guard case .shareSpent = try await budget.reserve(resource: "other", share: share, limit: 10) else {
                Issue.record("the share was passed")
                return
            }
            for _ in 0..<7 { await budget.settle(try await reserve(budget, limit: 10)) }
            guard case .daySpent = try await budget.reserve(resource: "items", limit: 10) else {
                Issue.record("the limit was passed")
                return
            }
            // Another day has another budget, and another share.
            let tomorrow = self.budget(bench, days: 1)
            await tomorrow.settle(try await reserve(tomorrow, limit: 10, share: share))
            #expect(try await sums(bench) == ["0 10", "0 1"])
        }
    }

    @Test func `what was under way at midnight is settled on the day it was reserved, and counts as under way`()
        async throws
    {
        try await Bench.with { bench in
            let today = budget(bench)
            let tomorrow = budget(bench, days: 1)
            var underWay: [RequestBudget.Reservation] = []
            for _ in 0..<19 { underWay.append(try await reserve(today)) }
            let late = try await reserve(tomorrow)
            #expect(try await sums(bench) == ["19 0", "1 0"])
            // Twenty are under way, over the border of the day.
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await reserve(tomorrow) }
                    try await Task.sleep(for: .milliseconds(150))
                    group.cancelAll()
                    do { try await group.waitForAll() } catch { throw CancellationError() }
                }
            }
            for reservation in underWay { await tomorrow.settle(reservation) }
            await today.settle(late)
            #expect(try await sums(bench) == ["0 19", "0 1"])
        }
    }

    @Test func `what a dead run had under way counts as spent once, also when it wakes and settles`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            var underWay: [RequestBudget.Reservation] = []
            for _ in 0..<20 { underWay.append(try await reserve(budget)) }
            // A run of another dataset needs one of the twenty, and finds that theirs is dead.
            let package = LoadPackage(dataset: "other", source: "bench", trigger: "test")
            let fence = try await Lease(connection: bench.connection, timeToLive: .seconds(60))
                .take(dataset: "other", packageID: package.id, holder: "other")
            try await bench.connection.query(
                "update sluice.leases set expires_at = clock_timestamp() where dataset = 'bench'")
            let other = self.budget(bench, fence: fence)
            let late = try await reserve(other)
            #expect(try await sums(bench) == ["1 20"])
            await budget.settle(underWay[0])
            await budget.giveBack(underWay[1])
            #expect(try await sums(bench) == ["1 20"])
            await other.settle(late)
            #expect(
                try await bench.texts(
                    """
                    select concat_ws(' ', dataset, reserved, spent, unsettled)
                    from sluice.request_reservations order by dataset
                    """) == ["bench 0 0 20", "other 0 1 0"])
        }
    }

    @Test
    func `what the server did not settle in time is settled before the next request, and leaves nothing under way`()
        async throws
    {
        try await Bench.with { bench in
            let budget = budget(bench)
            var underWay: [RequestBudget.Reservation] = []
            for _ in 0..<20 { underWay.append(try await reserve(budget)) }
            // Somebody keeps the row of the day: neither of these comes through.
            try await Connection.withConnection(bench.settings) { other in
                try await other.transaction { transaction in
                    try await transaction.query("select from sluice.request_budget for update")
                    await budget.settle(underWay[0], patience: .milliseconds(100))
                    await budget.giveBack(underWay[1], patience: .milliseconds(100))
                }
            }
            #expect(try await sums(bench) == ["20 0"])
            let next = try await reserve(budget)
            #expect(try await sums(bench) == ["19 1"])
            await budget.settle(next)
            for reservation in underWay.dropFirst(2) { await budget.settle(reservation) }
            #expect(try await sums(bench) == ["0 20"])
        }
    }

    @Test func `a request is settled also when its task was cancelled meanwhile`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            let reservation = try await reserve(budget)
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { await budget.settle(reservation) }
            }
            #expect(try await sums(bench) == ["0 1"])
        }
    }

    @Test func `what a dead run had used is written down when the next one takes over`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            let packages = LoadPackages(connection: bench.connection)
            try await packages.beginJob("items", fence: bench.fence)
            await budget.settle(try await reserve(budget))
            _ = try await reserve(budget)
            try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp()")
            let next = LoadPackage(dataset: "bench", source: "bench", trigger: "test")
            let fence = try await Lease(connection: bench.connection, timeToLive: .seconds(60))
                .take(dataset: "bench", packageID: next.id, holder: "next")
            try await packages.begin(next, fence: fence, sluiceVersion: "1", host: "here")
            #expect(
                try await bench.texts(
                    "select concat_ws(' ', status, requests) from sluice.load_packages order by started_at")
                    == ["abandoned 2", "started 0"])
            #expect(
                try await bench.texts("select concat_ws(' ', status, requests) from sluice.load_jobs") == [
                    "abandoned 2"
                ])
            #expect(try await sums(bench) == ["0 2"])
        }
    }

    @Test func `a run that lost its lease reserves nothing`() async throws {
        try await Bench.with { bench in
            let budget = budget(bench)
            await budget.settle(try await reserve(budget))
            try await bench.connection.query("update sluice.leases set fence = fence + 1")
            await #expect(throws: WarehouseError.self) { try await reserve(budget) }
            #expect(try await sums(bench) == ["0 1"])
        }
    }

    @Test func `the key is told by host and token, and neither can be read out of it`() {
        let one = RequestBudget.fingerprint(host: "app.example", token: "12-ab")
        #expect(one == RequestBudget.fingerprint(host: "APP.example", token: "12-ab"))
        #expect(one != RequestBudget.fingerprint(host: "app.example", token: "12-ac"))
        #expect(one != RequestBudget.fingerprint(host: "b.example", token: "12-ab"))
        #expect(one.count == 64 && !one.contains("12-ab"))
    }
}
