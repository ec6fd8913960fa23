import Foundation
import LoadEngine
import Postgres
import Sandbox
import Synchronization
import Testing
import Warehouse

/// What a batch brings is there as a whole or not at all, wherever the load is stopped. (P1)
struct AtomicityTests {
    /// With rows that go straight into the table, and with all of them staged.
    @Test(arguments: [1, Int.max])
    func `a reader never sees half a batch`(directCopyFrom: Int) async throws {
        try await withLoad(SandboxOptions(seed: 41, leads: 1_500)) { test in
            // So that there are tables to look at.
            try await test.load { $0.resources = ["accounts"] }
            let first = try await test.looking { try await test.loadSlowly(directCopyFrom: directCopyFrom) }
            #expect(first.looks > 5)
            #expect(first.states > 3)

            await test.sandbox.changeLeads(fraction: 0.2)
            await test.sandbox.deleteLeads(count: 100)
            let second = try await test.looking { try await test.loadSlowly(directCopyFrom: directCopyFrom) }
            #expect(second.states > 3)
            try await test.expectLeadsEqual()
        }
    }

    @Test(arguments: [Blow.cancelledTask, .lostConnections])
    func `a load that is stopped at any moment leaves true books, and the next one completes it`(blow: Blow)
        async throws
    {
        try await withLoad(SandboxOptions(seed: 42, leads: 1_200)) { test in
            let clock = ContinuousClock()
            try await test.load { $0.resources = ["accounts"] }
            var dice = Dice(seed: blow == .cancelledTask ? 1 : 2)
            var whole = Duration.milliseconds(1_500)
            var stopped = 0
            for round in 0..<12 {
                let moment = Duration.milliseconds(dice.roll(Int(whole / .milliseconds(1))))
                let started = clock.now
                let ended = try await test.loadStruck(by: blow, after: moment)
                if ended { whole = clock.now - started } else { stopped += 1 }
                try await test.expectBooksAddUp()
                try await test.expectWholeBatches()
                try await test.expectNoLiveLeadIsDeleted()
                if round == 6 {
                    await test.sandbox.changeLeads(fraction: 0.3)
                    await test.sandbox.deleteLeads(count: 60)
                }
            }
            #expect(stopped > 2)
            let last = try await test.loadWhenFree()
            #expect(last.status == .loaded)
            try await test.expectLeadsEqual()
            try await test.expectBooksAddUp()
            let statuses: Set<String> = Set(
                try await test.column("select distinct status from sluice.load_packages", as: String.self))
            #expect(
                statuses.contains(blow == .cancelledTask ? "cancelled" : "failed") || statuses.contains("abandoned"))
            #expect(!statuses.contains("started"))
        }
    }

    enum Blow: Sendable {
        case cancelledTask
        /// All server processes of the load are ended.
        case lostConnections
    }
}

extension TestLoad {
    fileprivate static let victim = "sluice victim"

    private static func slow(_ options: inout LoadOptions) {
        options.pageSize = 60
        options.pagesPerBatch = 2
        options.leaseTimeToLive = .milliseconds(600)
    }

    /// In many small batches.
    fileprivate func loadSlowly(directCopyFrom: Int = .max) async throws -> LoadReport {
        var settings = database
        settings.applicationName = Self.victim
        return try await load(database: settings) { options in
            options.lookback = everything
            options.since = oldest
            Self.slow(&options)
            options.directCopyFrom = directCopyFrom
        }
    }

    /// As soon as the lease of a run that died has run out.
    fileprivate func loadWhenFree() async throws -> LoadReport {
        while true {
            do {
                return try await loadSlowly()
            } catch WarehouseError.datasetHeld {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// - Returns: whether the load came to its end before the blow.
    fileprivate func loadStruck(by blow: AtomicityTests.Blow, after moment: Duration) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    return try await loadWhenFree().status == .loaded
                } catch {
                    return false
                }
            }
            try await Task.sleep(for: moment)
            switch blow {
            case .cancelledTask: group.cancelAll()
            case .lostConnections:
                try await connection.query(
                    """
                    select pg_terminate_backend(pid, 5000) from pg_stat_activity
                    where application_name = \(Self.victim) and datname = current_database()
                    """)
            }
            return try await group.next() ?? false
        }
    }

    // MARK: - Looking

    /// Looks at the tables again and again while the body runs.
    ///
    /// - Returns: how often it looked, and how many different states it saw.
    fileprivate func looking(
        _ body: @escaping @Sendable () async throws -> LoadReport
    ) async throws -> (looks: Int, states: Int) {
        try await withThrowingTaskGroup(of: LoadReport?.self) { group in
            group.addTask { try await body() }
            let seen = Mutex<(looks: Int, states: Set<Int>)>((0, []))
            group.addTask {
                while !Task.isCancelled {
                    let rows = try await expectWholeBatches()
                    seen.withLock { seen in
                        seen.looks += 1
                        seen.states.insert(rows)
                    }
                }
                return nil
            }
            _ = try await group.next()
            group.cancelAll()
            return seen.withLock { ($0.looks, $0.states.count) }
        }
    }

    /// Expects, in one snapshot, that rows, children, counts and positions belong together.
    ///
    /// - Returns: how many writes the books count.
    @discardableResult
    fileprivate func expectWholeBatches(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Int {
        let rows: QueryResult
        do {
            rows = try await connection.query(
                """
                select
                    (select coalesce(sum(inserted), 0) from sluice.load_batches where resource = 'leads')
                        = (select count(*) from whatconverts.leads),
                    (select coalesce(sum(inserted + updated + deleted), 0)
                        from sluice.load_batches
                        where resource = 'leads' and package_id = (select max(package_id::text)::uuid from sluice.load_packages))
                        >= (select count(*) from whatconverts.leads
                            where _package_id = (select max(package_id::text)::uuid from sluice.load_packages)),
                    not exists (
                        select from whatconverts.leads l
                        left join (
                            select lead_id, count(*) as fields from whatconverts.lead_fields group by 1) f using (lead_id)
                        where coalesce(fields, 0) <>
                            (select count(*) from jsonb_object_keys(additional_fields))
                            + (select count(*) from jsonb_object_keys(lead_analysis))
                    ),
                    (select coalesce(sum(inserted + updated + deleted), 0) from sluice.load_batches)::bigint,
                    coalesce((select jsonb_agg(jsonb_build_array(
                        extract(epoch from span_start)::bigint, extract(epoch from position)::bigint,
                        (select count(*) from whatconverts.leads
                            where date_created > span_start and date_created < position))) from sluice.spans where resource = 'leads'), '[]')::text
                """)
        } catch {
            if Task.isCancelled { return 0 }
            throw error
        }
        let (rowsCounted, packageCounted, children, writes, spans) =
            try #require(rows.first).decode((Bool, Bool, Bool, Int, String).self)
        #expect(rowsCounted, "rows that no batch counts", sourceLocation: sourceLocation)
        #expect(packageCounted, "rows that the newest package does not count", sourceLocation: sourceLocation)
        #expect(children, "a lead without its fields", sourceLocation: sourceLocation)
        for span in try Plain(parsing: spans).elements {
            let numbers = span.elements.compactMap { $0.text.flatMap { Int($0) } }
            guard numbers.count == 3, numbers[1] - numbers[0] > 2 else { continue }
            let expected = await sandbox.leadIDs(
                from: Date(timeIntervalSince1970: Double(numbers[0] + 1)),
                to: Date(timeIntervalSince1970: Double(numbers[1] - 1)))
            // Tombstoned rows are still counted here.
            #expect(
                numbers[2] >= expected.count, "rows missing before a span's position", sourceLocation: sourceLocation)
        }
        return writes
    }
}
