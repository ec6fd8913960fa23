import Foundation
import JSON
import LoadEngine
import Postgres
import RESTSource
import Sandbox
import Testing
import Warehouse
import WhatConverts

/// Rejected records that are brought again after something was mended.
struct ReplayTests {
    private func spoiling(_ test: TestLoad, _ change: @escaping @Sendable (String) -> String) -> TamperingTransport {
        TamperingTransport(base: test.transport) { url, body in url.contains("/leads?") ? change(body) : nil }
    }

    /// Every lead whose id ends in 7 has a list where a text is expected.
    @Sendable private static func withLists(_ body: String) -> String {
        body.replacing("\"vwo_user_id\":", with: "\"vwo_was\":").replacing(/"lead_id":(\d*7),/) {
            "\"lead_id\":\($0.output.1),\"vwo_user_id\":[\"Abc\"],"
        }
    }

    // MARK: - Mended

    @Test func `after a mended mapping records become rows, without a request, and are accounted for`() async throws {
        try await withLoad(SandboxOptions(seed: 71, leads: 300)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let waiting: Int = try await test.value("select count(*) from sluice.rejected_records")
            #expect(waiting > 10)
            let requests = await test.sandbox.requestCount()

            let report = try await test.replay(source: .withMendedUsers)
            let job = try #require(report.jobs.first)
            let reasons = try await test.column(
                "select concat_ws(' ', path, reason) from sluice.rejected_records where replayed_by is null",
                as: String.self)
            #expect(report.isSettled && report.skipped.isEmpty && report.jobs.count == 1, "\(reasons)")
            #expect(job.resource == "leads" && job.inserted == waiting && job.records == waiting && job.rejected == 0)
            #expect(await test.sandbox.requestCount() == requests)
            #expect(try await test.value("select count(*) = 300 from whatconverts.leads"))
            #expect(
                try await test.value(
                    """
                    select bool_and(replayed_by = package_id and trigger = 'replay' and status = 'loaded')
                    from sluice.rejected_records cross join sluice.load_packages
                    where package_id = \(try #require(report.package).id)
                    """))
            // What the mended mapping does not take is in extra, child rows are there, and nothing is missing.
            #expect(
                try await test.value(
                    "select count(*) = \(waiting) from whatconverts.leads where extra -> 'vwo_user_id' = '[\"Abc\"]'"))
            try await test.expectBooksAddUp()
            try await test.expectLeadsEqual(sample: 0)
            // Replayed is replayed.
            #expect(try await test.replay(source: .withMendedUsers).package == nil)
            #expect(try await test.value("select count(*) = 1 from sluice.load_packages where trigger = 'replay'"))
        }
    }

    @Test func `after a mended table the refused rows are there with all their parts, as if nothing had been`()
        async throws
    {
        try await withLoad(SandboxOptions(seed: 72, leads: 250)) { test in
            try await test.load { $0.resources = ["accounts"] }
            try await test.connection.query(
                "alter table whatconverts.leads add constraint odd check (lead_id % 3 <> 0)")
            try await test.loadEverything {
                $0.parts = ["customer_journey"]
                $0.maximumRejected = 1_000
            }
            let waiting: Int = try await test.value(
                "select count(*) from sluice.rejected_records where stored_as = 'row' and asked_parts = '{customer_journey}'"
            )
            #expect(waiting > 50)
            try await test.forgetOccurrences()
            // Still refused: it waits on, as what it was.
            let again = try await test.replay()
            #expect(!again.isSettled && again.jobs.map(\.rejected) == [waiting])
            #expect(
                try await test.value(
                    """
                    select count(*) = \(waiting)
                        and bool_and(occurrences = 1 and replayed_by is null and stored_as = 'row')
                    from sluice.rejected_records
                    """))
            try await test.expectBooksAddUp()

            try await test.connection.query("alter table whatconverts.leads drop constraint odd")
            #expect(try await test.replay().jobs.map(\.inserted) == [waiting])
            try await test.expectLeadsEqual(parts: .journey)
            try await test.expectBooksAddUp()
            // What they are compared with next time is their columns, which are equal.
            let second = try await test.loadEverything { $0.parts = ["customer_journey"] }
            #expect(second["leads"].unchanged == second["leads"].records && second.written == 0)
        }
    }

    @Test func `a record that its table refuses when it is replayed stays the record that it was`() async throws {
        try await withLoad(SandboxOptions(seed: 73, leads: 60)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let before = try await test.column(
                "select encode(body_sha256, 'hex') from sluice.rejected_records order by 1", as: String.self)
            try await test.forgetOccurrences()
            try await test.connection.query(
                "alter table whatconverts.leads add constraint no check (lead_id < 0) not valid")
            #expect(try await !test.replay(source: .withMendedUsers).isSettled)
            #expect(
                try await test.column(
                    "select encode(body_sha256, 'hex') from sluice.rejected_records order by 1", as: String.self)
                    == before)
            #expect(
                try await test.value(
                    """
                    select bool_and(
                        reason like 'the table refuses the row: %' and stored_as = 'record' and replayed_by is null
                        and occurrences = 1)
                    from sluice.rejected_records
                    """))
            try await test.expectBooksAddUp()
        }
    }

    @Test func `the details of a user are replayed as details, and clear nothing of the list`() async throws {
        try await withLoad(SandboxOptions(seed: 83, leads: 5)) { test in
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/users/")
                    ? body.replacing(/"reports":(true|false)/, maxReplacements: 1) { _ in "\"reports\":\"Abc\"" } : nil
            }
            try await test.load(over: tampering) { $0.resources = ["users"] }
            let waiting: Int = try await test.value(
                """
                select count(*) from sluice.rejected_records
                where resource = 'users' and asked_parts = '{details}' and path = 'new_account_notifications.reports'
                """)
            #expect(waiting > 0)
            let report = try await test.replay(
                source: .whatConverts.mended(
                    "users", .boolean("notify_reports", from: "new_account_notifications.was", part: "details")),
                choice: RejectedChoice(resource: "users"))
            #expect(report.isSettled && report.jobs.map(\.updated) == [waiting])
            #expect(
                try await test.value(
                    "select count(*) = \(waiting) from whatconverts.users where notify_chats is not null and email is not null"
                ))
            try await test.expectBooksAddUp()
        }
    }

    @Test func `a lead that never had a row and is gone from the API by now does not come to life`() async throws {
        try await withLoad(SandboxOptions(seed: 97, leads: 200)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let rejected = try await test.ids("select record_key::bigint from sluice.rejected_records")
            let gone = Set(rejected.sorted().prefix(2))
            await test.sandbox.deleteLeads(Array(gone))
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let report = try await test.replay(source: .withMendedUsers)
            #expect(report.jobs.map(\.discarded) == [2] && report.jobs.map(\.inserted) == [rejected.count - 2])
            #expect(
                try await test.value("select count(*) = 0 from whatconverts.leads where lead_id = any(\(Array(gone)))"))
        }
    }

    // MARK: - Not mended

    @Test func `what does not fit again waits on, and is no younger for it`() async throws {
        try await withLoad(SandboxOptions(seed: 74, leads: 200)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let waiting: Int = try await test.value("select count(*) from sluice.rejected_records")
            try await test.forgetOccurrences()
            let report = try await test.replay()
            #expect(!report.isSettled && report.jobs.map(\.rejected) == [waiting])
            #expect(
                try await test.value(
                    """
                    select bool_and(
                        occurrences = 1 and replayed_by is null and path = 'vwo_user_id' and came = 'a list of 1'
                        and last_package_id <> \(try #require(report.package).id))
                    from sluice.rejected_records
                    """))
            try await test.expectBooksAddUp()
            // Replayed, and rejected when it comes once more: it waits again.
            try await test.replay(source: .withMendedUsers)
            try await test.loadEverything(over: spoiling(test, Self.withLists)) { $0.isFull = true }
            #expect(try await test.value("select bool_and(replayed_by is null) from sluice.rejected_records"))
        }
    }

    @Test func `only what was asked for is replayed`() async throws {
        try await withLoad(SandboxOptions(seed: 75, leads: 200)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let checksum: String = try await test.value(
                "select encode(body_sha256, 'hex') from sluice.rejected_records order by 1 limit 1")
            #expect(try await test.replay(choice: RejectedChoice(reason: "an instant")).package == nil)
            #expect(try await test.replay(choice: RejectedChoice(resource: "users")).package == nil)
            let one = try await test.replay(
                source: .withMendedUsers,
                choice: RejectedChoice(reason: "A TEXT", checksum: String(checksum.prefix(12))))
            #expect(one.jobs.map(\.inserted) == [1])
            #expect(
                try await test.column(
                    "select encode(body_sha256, 'hex') from sluice.rejected_records where replayed_by is not null",
                    as: String.self) == [checksum])
        }
    }

    @Test func `records whose key stands in the record around them are left, with a word`() async throws {
        try await withLoad(SandboxOptions(seed: 76, leads: 20)) { test in
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/accounts?")
                    ? body.replacing("\"profile_name\":\"", with: "\"profile_name\":{},\"was\":\"") : nil
            }
            try await test.load(over: tampering) { $0.resources = ["accounts"] }
            let waiting: Int = try await test.value(
                "select count(*) from sluice.rejected_records where resource = 'profiles'")
            #expect(waiting > 0)
            let report = try await test.replay()
            #expect(report.jobs.isEmpty)
            #expect(report.skipped.map(\.records) == [waiting])
            #expect(report.skipped.first?.reason.contains("record of accounts") == true)
            #expect(try await test.value("select bool_and(replayed_by is null) from sluice.rejected_records"))
            try await test.expectBooksAddUp()
        }
    }

    // MARK: - Newer data

    @Test func `a row that is newer than the record stays, and the record is settled`() async throws {
        try await withLoad(SandboxOptions(seed: 77, leads: 200)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let waiting: Int = try await test.value("select count(*) from sluice.rejected_records")
            // The API is mended first: the same leads come as they should, some of them changed.
            await test.sandbox.changeLeads(fraction: 0.5, what: .value)
            try await test.loadEverything()
            let versions = try await test.rowVersions()
            let report = try await test.replay(source: .withMendedUsers)
            #expect(report.isSettled && report.jobs.map(\.discarded) == [waiting] && report.jobs.map(\.updated) == [0])
            #expect(try await test.rowVersions() == versions)
            #expect(
                try await test.value(
                    "select bool_and(replayed_by = \(try #require(report.package).id)) from sluice.rejected_records"))
            try await test.expectBooksAddUp()
            try await test.expectLeadsEqual()
        }
    }

    @Test func `a record that came after its row makes it the newer one`() async throws {
        try await withLoad(SandboxOptions(seed: 78, leads: 200)) { test in
            try await test.loadEverything()
            await test.sandbox.changeLeads(fraction: 1, what: .value)
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let waiting: Int = try await test.value("select count(*) from sluice.rejected_records")
            let report = try await test.replay(source: .withMendedUsers)
            #expect(waiting > 10 && report.jobs.map(\.updated) == [waiting] && report.jobs.map(\.discarded) == [0])
            try await test.expectBooksAddUp()
        }
    }

    @Test func `of two states of a lead the later one wins, whatever their order`() async throws {
        for isLaterFirst in [false, true] {
            try await withLoad(SandboxOptions(seed: 79, leads: 40)) { test in
                try await test.load { $0.resources = ["accounts"] }
                let lead = try #require(await test.sandbox.leadIDs().first { $0 % 10 == 7 })
                func body(_ notes: String, updated: String) -> String {
                    #"""
                    {"lead_id":\#(lead),"vwo_user_id":["Abc"],"date_created":"2026-01-01T00:00:00Z",
                    "last_updated":"\#(updated)","notes":"\#(notes)"}
                    """#
                }
                let states = [
                    body("old", updated: "2026-01-02T00:00:00Z"), body("new", updated: "2026-01-03T00:00:00Z"),
                ]
                for (place, state) in (isLaterFirst ? states.reversed() : states).enumerated() {
                    try await test.insertRejected(state, lead: lead, secondsAgo: 100 - place)
                }
                let report = try await test.replay(source: .withMendedUsers)
                #expect(report.jobs.map(\.inserted) == [1] && report.jobs.map(\.duplicates) == [1])
                #expect(try await test.value("select notes = 'new' from whatconverts.leads"))
                #expect(try await test.value("select bool_and(replayed_by is not null) from sluice.rejected_records"))
            }
        }
    }

    @Test func `a lead that was found gone since does not come back, and one that is not live does not count as newer`()
        async throws
    {
        try await withLoad(SandboxOptions(seed: 80, leads: 60)) { test in
            try await test.loadEverything()
            let leads = await test.sandbox.leadIDs()
            let record = { (lead: Int64) in
                #"{"lead_id":\#(lead),"date_created":"2026-01-01T00:00:00Z","last_updated":"2031-01-03T00:00:00Z"}"#
            }
            try await test.insertRejected(record(leads[0]), lead: leads[0], secondsAgo: 100)
            try await test.insertRejected(record(leads[1]), lead: leads[1], secondsAgo: 100)
            try await test.connection.query(
                "update whatconverts.leads set _deleted_at = clock_timestamp() where lead_id = \(leads[0])")
            try await test.connection.query(
                """
                update whatconverts.leads
                set _loaded_at = '2001-01-01', _deleted_at = '2001-01-01'
                where lead_id = \(leads[1])
                """)
            let report = try await test.replay()
            #expect(report.jobs.map(\.discarded) == [1] && report.jobs.map(\.updated) == [1])
            #expect(
                try await test.ids("select lead_id from whatconverts.leads where _deleted_at is not null") == [leads[0]]
            )
        }
    }

    @Test func `a table without a time of change goes by when its row was written`() async throws {
        try await withLoad(SandboxOptions(seed: 81, leads: 5)) { test in
            try await test.load { $0.resources = ["accounts"] }
            let account: Int64 = try await test.value("select min(account_id) from whatconverts.accounts")
            let record = "{\"account_id\":\(account),\"account_name\":\"late\"}"
            try await test.insertRejected(record, resource: "accounts", lead: account, secondsAgo: 3_600)
            #expect(try await test.replay().jobs.map(\.discarded) == [1])
            #expect(try await test.value("select count(*) = 0 from whatconverts.accounts where account_name = 'late'"))
            try await test.insertRejected(record, resource: "accounts", lead: account, secondsAgo: -5)
            #expect(try await test.replay().jobs.map(\.updated) == [1])
        }
    }

    // MARK: - Beside others

    @Test func `a dataset that another run holds is not touched`() async throws {
        try await withLoad(SandboxOptions(seed: 82, leads: 100)) { test in
            try await test.loadEverything(over: spoiling(test, Self.withLists))
            let lease = Lease(connection: test.connection, timeToLive: .seconds(60))
            let fence = try await lease.take(dataset: "whatconverts", packageID: .version7(), holder: "another run")
            let error = try await lease.withHeartbeat(fence) {
                await #expect(throws: WarehouseError.self) { try await test.replay(source: .withMendedUsers) }
            }
            guard case .datasetHeld(let holder) = error else {
                Issue.record("it was not refused: \(String(describing: error))")
                return
            }
            #expect(holder.name == "another run")
            #expect(try await test.value("select bool_and(replayed_by is null) from sluice.rejected_records"))
        }
    }
}

// MARK: - Means

extension TestLoad {
    @discardableResult
    func replay(source: Source = .whatConverts, choice: RejectedChoice = RejectedChoice()) async throws -> ReplayReport
    {
        try await Replay(source: source, database: database, dataset: "whatconverts", choice: choice).run()
    }

    /// Some leads come twice in a load: as spam, and among the others.
    fileprivate func forgetOccurrences() async throws {
        try await connection.query("update sluice.rejected_records set occurrences = 1")
    }

    /// A rejected record as an earlier load would have left it.
    fileprivate func insertRejected(
        _ record: String, resource: String = "leads", lead: Int64, secondsAgo: Int
    ) async throws {
        let bytes = Array(record.utf8)
        try await connection.query(
            """
            insert into sluice.rejected_records (
                dataset, resource, body_sha256, record_key, reason, record, first_package_id, last_package_id, last_seen
            )
            values (
                'whatconverts', \(resource), \(Checksum.sha256(bytes)), \("\(lead)"), 'a test', \(bytes),
                gen_random_uuid(), 'ffffffff-ffff-ffff-ffff-ffffffffffff', clock_timestamp() - make_interval(secs => \(secondsAgo))
            )
            on conflict (dataset, resource, body_sha256) do update
            set replayed_by = null,
                last_seen = excluded.last_seen
            """)
    }
}

extension Source {
    /// A mended mapping: the column is filled from elsewhere, and what was there before is kept in `extra`.
    fileprivate static let withMendedUsers = Source.whatConverts.mended(
        "leads", Field.text("vwo_user_id", from: "vwo_user"))

    fileprivate func mended(_ name: String, _ mended: Field) -> Source {
        Source(
            name: self.name, defaultBaseURL: defaultBaseURL, errorKey: errorKey, keyKinds: keyKinds,
            resources: resources.map { resource in
                guard resource.name == name else { return resource }
                return Resource(
                    name, reading: resource.reading, key: resource.key,
                    fields: resource.fields.map { $0.column == mended.column ? mended : $0 },
                    children: resource.children, parts: resource.parts, single: resource.single,
                    details: resource.details, keepsFingerprint: resource.keepsFingerprint,
                    updatedColumn: resource.updatedColumn)
            })
    }
}
