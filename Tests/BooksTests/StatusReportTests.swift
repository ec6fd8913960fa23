import Books
import Foundation
import Postgres
import TestSupport
import Testing

struct StatusReportTests {
    @Test func `what is shown does not look at all that the books hold`() async throws {
        try await withManyPackages { connection in
            let tables = ["load_packages", "load_jobs", "load_batches"]
            // The statistics of this session are reported when its transaction ends.
            try await connection.query("select pg_stat_force_next_flush()")
            let report = try await StatusReport.read(dataset: "calls", last: 20, on: connection)
            let id = try #require(report.packages.first?.summary.packageID)
            let reads: [(String, @Sendable () async throws -> Void)] = [
                ("status", { _ = try await StatusReport.read(dataset: "calls", last: 20, on: connection) }),
                ("last loads", { _ = try await PackageSummary.lastLoads(dataset: nil, on: connection) }),
                ("freshness", { _ = try await Freshness.list(dataset: nil, on: connection) }),
                ("package", { _ = try await PackageReport.read(id, on: connection) }),
                ("ids", { _ = try await PackageReport.ids(beginningWith: "019800", on: connection) }),
                (
                    "list",
                    { _ = try await PackageSummary.list(.init(dataset: "calls", before: id, limit: 9), on: connection) }
                ), ("days", { _ = try await DayCounts.list(dataset: "calls", days: 3, on: connection) }),
                ("all", { _ = try await StatusReport.read(dataset: nil, last: 20, on: connection) }),
                ("all days", { _ = try await DayCounts.list(dataset: nil, days: 3, on: connection) }),
            ]
            for (name, read) in reads {
                try await connection.query("select pg_stat_force_next_flush()")
                let before = try await scans(of: tables, on: connection)
                try await read()
                try await connection.query("select pg_stat_force_next_flush()")
                #expect(try await scans(of: tables, on: connection) == before, "\(name)")
            }
        }
    }

    private func scans(of tables: [String], on connection: Connection) async throws -> [String: Int] {
        var scans: [String: Int] = [:]
        for row in try await connection.query(
            """
            select relname::text, seq_scan
            from pg_stat_user_tables
            where schemaname = 'sluice' and relname = any(\(tables)::text[])
            """)
        {
            let (table, count) = try row.decode((String, Int).self)
            scans[table] = count
        }
        return scans
    }

    @Test func `packages are listed page by page, each once`() async throws {
        try await withManyPackages { connection in
            var seen: [UUID] = []
            var before: UUID?
            while true {
                let page = try await PackageSummary.list(.init(before: before, limit: 300), on: connection)
                guard let last = page.last else { break }
                seen += page.map(\.packageID)
                before = last.packageID
            }
            #expect(seen.count == 1_000)
            #expect(Set(seen).count == 1_000)
            let failed = try await PackageSummary.list(.init(status: "failed", limit: 1_000), on: connection)
            #expect(failed.count == 100)
            #expect(failed.allSatisfy { $0.exitStatus == 24 && $0.advice?.contains("when the API answers") == true })
        }
    }

    @Test func `the freshness of a resource is that of its last whole load`() async throws {
        try await withManyPackages { connection in
            // The newest package failed, and the one before it loaded.
            let fresh = try await Freshness.list(dataset: nil, on: connection)
            #expect(fresh.map(\.resource) == (0...9).map { "resource_\($0)" })
            #expect(fresh.allSatisfy { $0.dataset == "calls" })
            let age = try #require(fresh.first?.secondsOld)
            #expect(age > 3_000 && age < 4_000)
            #expect(fresh.first?.packageID?.uuidString.lowercased().hasPrefix("019803e7") == true)
        }
    }

    @Test func `a dataset is as complete as the scope that is least so`() async throws {
        try await withManyPackages { connection in
            try await connection.query(
                """
                insert into sluice.spans (
                    span_id, dataset, resource, scope, tier, span_start, span_end, position, opened_by, done_at
                )
                select
                    gen_random_uuid(), 'calls', 'resource_1', scope, 'recent', '2024-01-01', until, until, gen_random_uuid(),
                    done_at
                from (values
                    ('1', '2024-03-01'::timestamptz, now()), ('2', '2024-02-01'::timestamptz, now()),
                    ('2', '2024-05-01'::timestamptz, null)
                ) as spans (scope, until, done_at)
                """)
            let fresh = try #require(
                try await Freshness.list(dataset: "calls", on: connection).first { $0.resource == "resource_1" })
            #expect(fresh.completeUntil?.ISO8601Format() == "2024-02-01T00:00:00Z")
            #expect(fresh.openSpans == 1)
            #expect(try await OpenSpan.list(dataset: "calls", on: connection).count == 1)
        }
    }

    @Test func `a scope that is not read any more does not hold a dataset back`() async throws {
        try await withManyPackages { connection in
            try await connection.query(
                """
                insert into sluice.spans (
                    span_id, dataset, resource, scope, tier, span_start, span_end, position, opened_by, done_at
                )
                select
                    gen_random_uuid(), 'calls', 'resource_1', scope, 'recent', beginning, until, until, gen_random_uuid(), done_at
                from (values
                    ('gone', '2023-06-01'::timestamptz, '2023-07-01'::timestamptz, now() - interval '90 days'),
                    ('read', '2024-01-01', '2024-03-01', now())
                ) as spans (scope, beginning, until, done_at)
                """)
            let fresh = try #require(
                try await Freshness.list(dataset: "calls", on: connection).first { $0.resource == "resource_1" })
            #expect(fresh.completeUntil?.ISO8601Format() == "2024-03-01T00:00:00Z")
            #expect(fresh.readBackTo?.ISO8601Format() == "2024-01-01T00:00:00Z")
        }
    }

    @Test func `single records and rejected ones make nothing fresher`() async throws {
        try await withManyPackages { connection in
            let before = try await Freshness.list(dataset: "calls", on: connection).map(\.packageID)
            let single = try await addPackage(status: "loaded", on: connection)
            try await addJob("resource_1", of: single, status: "loaded", isWhole: false, on: connection)
            try await addJob("resource_new", of: single, status: "loaded", isWhole: false, on: connection)
            #expect(try await Freshness.list(dataset: "calls", on: connection).map(\.packageID) == before)
        }
    }

    @Test func `what the key may not read any more is not reported as stale`() async throws {
        try await withManyPackages { connection in
            func names() async throws -> [String] {
                try await Freshness.list(dataset: "calls", on: connection).map(\.resource)
            }
            let skipping = try await addPackage(status: "loaded", on: connection)
            try await addJob("resource_3", of: skipping, status: "skipped", on: connection)
            #expect(try await names() == [0, 1, 2, 4, 5, 6, 7, 8, 9].map { "resource_\($0)" })
            // With another key it is read again, or is to be.
            let failing = try await addPackage(status: "failed", on: connection)
            try await addJob("resource_3", of: failing, status: "failed", on: connection)
            #expect(try await names().contains("resource_3"))
        }
    }

    @Test func `a field that got its column since it was last seen is not unknown any more`() async throws {
        try await withManyPackages { connection in
            try await connection.transaction { transaction in
                try await transaction.run(
                    script: """
                        create schema if not exists calls;
                        create table calls.leads (temperature text, colour text);
                        insert into sluice.observed_fields (
                            dataset, resource, field, json_kinds, occurrences, first_seen, last_seen, first_package_id,
                            last_package_id
                        )
                        select
                            'calls', 'leads', field, '{string}', 3, now() - interval '9 days', last_seen, gen_random_uuid(),
                            gen_random_uuid()
                        from (values
                            ('colour', now() + interval '1 day'), ('size', now() - interval '1 day'),
                            ('temperature', now() - interval '1 day')
                        ) as seen (field, last_seen);
                        insert into sluice.schema_versions (
                            dataset, line, version, name, checksum, sql, duration_ms, sluice_version
                        )
                        values (
                            'calls', 'calls', 1, 'add_columns', '',
                            'alter table leads add column temperature text, add column colour text', 1, 'test'
                        );
                        """)
            }
            let unknown = try await UnknownFieldSummary.list(dataset: "calls", on: connection)
            // What the new column of colours did not take was seen after it came.
            #expect(unknown.map(\.field).sorted() == ["colour", "size"])
        }
    }

    @Test func `each day has its counts, and a day without a run has zeros`() async throws {
        try await withManyPackages { connection in
            try await connection.query(
                "delete from sluice.load_packages where started_at between now() - interval '60 hours' and now() - interval '10 hours'"
            )
            let days = try await DayCounts.list(dataset: "calls", days: 4, on: connection)
            #expect(days.count == 4)
            #expect(days.map(\.day) == days.map(\.day).sorted())
            #expect(days.contains { $0.packages == 0 && $0.records == 0 })
            let counted = days.reduce(0) { $0 + $1.packages }
            #expect(days.reduce(0) { $0 + $1.records } == counted * 100)
        }
    }

    @Test func `the requests of a load at work are those of the resources that it is done with`() async throws {
        try await withManyPackages { connection in
            let package = try await addPackage(status: "started", on: connection)
            for resource in ["resource_0", "resource_1"] {
                try await addJob(resource, of: package, status: "loaded", on: connection)
            }
            try await connection.query("update sluice.load_jobs set requests = 4 where package_id = \(package)")
            let report = try await StatusReport.read(dataset: nil, last: 1, on: connection)
            #expect(report.packages.map(\.summary.requests) == [8])
        }
    }
}
