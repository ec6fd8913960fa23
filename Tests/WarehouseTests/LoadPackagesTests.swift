import Foundation
import Postgres
import Testing

@testable import Warehouse

struct LoadPackagesTests {
    private func record(_ bench: Bench, _ batch: LoadBatch) async throws {
        try await bench.connection.transaction { transaction in
            try await batch.record(packageID: bench.fence.packageID, walBytes: 0, in: transaction)
        }
    }

    @Test func `a package is visible from its beginning`() async throws {
        try await Bench.with { bench in
            let packages = try await bench.texts(
                """
                select package_id::text, dataset, status, sluice_version, host, (finished_at is null)::text
                from sluice.load_packages
                """)
            #expect(packages == ["\(bench.fence.packageID.uuidString.lowercased())|bench|started|1.2.3|here|true"])
        }
    }

    @Test func `a package that died without a word is abandoned by the next, with its jobs`() async throws {
        try await Bench.with { bench in
            let packages = LoadPackages(connection: bench.connection)
            try await packages.beginJob("items", fence: bench.fence)
            try await packages.beginJob("memberships", fence: bench.fence)
            try await packages.finishJob("memberships", status: .loaded, fence: bench.fence)
            try await bench.connection.query("update sluice.leases set expires_at = clock_timestamp()")
            let next = LoadPackage(dataset: "bench", source: "bench", trigger: "test")
            let fence = try await Lease(connection: bench.connection, timeToLive: .seconds(60))
                .take(dataset: "bench", packageID: next.id, holder: "next")
            try await packages.begin(next, fence: fence, sluiceVersion: "1", host: "here")
            #expect(
                try await bench.texts(
                    "select status, (finished_at is not null)::text from sluice.load_packages order by started_at")
                    == ["abandoned|true", "started|false"])
            #expect(
                try await bench.texts(
                    "select resource, status, (finished_at is not null)::text from sluice.load_jobs order by 1")
                    == ["items|abandoned|true", "memberships|loaded|true"])
            // The dead run has no say any more.
            await #expect(throws: WarehouseError.self) {
                try await packages.finish(status: .loaded, exitStatus: .loaded, fence: bench.fence)
            }
        }
    }

    @Test func `another dataset's package is left alone`() async throws {
        try await Bench.with { bench in
            let next = LoadPackage(dataset: "other", source: "bench", trigger: "test")
            let fence = try await Lease(connection: bench.connection, timeToLive: .seconds(60))
                .take(dataset: "other", packageID: next.id, holder: "next")
            try await LoadPackages(connection: bench.connection).begin(
                next, fence: fence, sluiceVersion: "1", host: "here")
            #expect(try await bench.texts("select distinct status from sluice.load_packages") == ["started"])
        }
    }

    @Test func `batches are added to the sums of their job and package`() async throws {
        try await Bench.with { bench in
            for number in 1...2 {
                var batch = LoadBatch(resource: "items")
                batch.number = number
                batch.records = 21
                (batch.inserted, batch.updated, batch.unchanged) = (1, 2, 3)
                (batch.duplicates, batch.rejected, batch.discarded, batch.deleted) = (4, 5, 6, 7)
                batch.children = ["item_lines": 3, "item_steps": 0]
                #expect(batch.isBalanced)
                try await record(bench, batch)
            }
            #expect(
                try await bench.texts(
                    """
                    select concat_ws(' ', records, inserted, updated, unchanged, duplicates, rejected, discarded, deleted)
                    from sluice.load_jobs
                    """) == ["42 2 4 6 8 10 12 14"])
            #expect(
                try await bench.texts("select concat_ws(' ', records, rejected) from sluice.load_packages") == ["42 10"]
            )
            #expect(
                try await bench.texts("select children::text from sluice.load_batches") == [
                    #"{"item_lines": 3}"#, #"{"item_lines": 3}"#,
                ])
        }
    }

    @Test func `a batch whose records do not add up is refused`() async throws {
        try await Bench.with { bench in
            var batch = LoadBatch(resource: "items")
            batch.records = 3
            batch.inserted = 2
            #expect(!batch.isBalanced)
            do {
                try await record(bench, batch)
                Issue.record("it was written")
            } catch let error as PostgresError {
                #expect(error.constraint == "load_batches_records_add_up")
            }
        }
    }

    @Test func `the end of a package gives the dataset free and ends what it left under way`() async throws {
        try await Bench.with { bench in
            let packages = LoadPackages(connection: bench.connection)
            try await packages.beginJob("items", fence: bench.fence)
            let budget = RequestBudget(connection: bench.connection, fence: bench.fence, key: "k")
            for resource in ["", "memberships", "memberships", "items"] {
                guard case .reserved(let request) = try await budget.reserve(resource: resource, limit: 10) else {
                    Issue.record("not reserved")
                    continue
                }
                // The one for items is under way when the run ends.
                if resource != "items" { await budget.settle(request) }
            }
            try await packages.finishJob("memberships", status: .partial, message: "why", fence: bench.fence)
            #expect(
                try await bench.texts("select requests::text from sluice.load_jobs where resource = 'memberships'")
                    == ["0"])
            try await packages.finishJob("memberships", status: .loaded, fence: bench.fence)
            try await packages.finish(status: .cancelled, exitStatus: nil, error: "stopped", fence: bench.fence)
            #expect(
                try await bench.texts("select status, requests::text, error from sluice.load_packages")
                    == ["cancelled|4|stopped"])
            #expect(
                try await bench.texts("select resource, status, requests::text from sluice.load_jobs order by 1")
                    == ["items|cancelled|1", "memberships|loaded|2"])
            #expect(
                try await bench.texts("select concat_ws(' ', reserved, spent) from sluice.request_budget") == ["0 4"])
            #expect(
                try await bench.text(
                    "select (package_id is null and expires_at <= clock_timestamp())::text from sluice.leases")
                    == "true")
        }
    }
}

struct LoadPackageTests {
    @Test func `ids of version 7 sort by the millisecond of their making`() {
        let ids = (0..<200).map {
            UUID.version7(at: Date(timeIntervalSince1970: 1_700_000_000 + Double($0) / 1_000 + 0.0005))
        }
        #expect(ids.map(\.uuidString) == ids.map(\.uuidString).sorted())
        #expect(Set(ids).count == 200)
        #expect(ids.allSatisfy { $0.uuid.6 >> 4 == 7 && $0.uuid.8 >> 6 == 2 })
        let first = ids[0].uuid
        let milliseconds = [first.0, first.1, first.2, first.3, first.4, first.5].reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        #expect(milliseconds == 1_700_000_000_000)
        #expect(Set((0..<100).map { _ in UUID.version7(at: .distantPast) }).count == 100)
    }
}
