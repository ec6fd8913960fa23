import Books
import Foundation
import Postgres
import Testing

struct ConcernTests {
    private func concerns(on connection: Connection) async throws -> [String] {
        try await StatusReport.read(dataset: nil, last: 5, on: connection).concerns.map(\.text)
    }

    @Test func `a dataset that failed does not hide behind one that is loaded often`() async throws {
        try await withManyPackages { connection in
            _ = try await addPackage(
                dataset: "forms", status: "failed", error: "no such form", hoursAgo: 100, on: connection)
            let report = try await StatusReport.read(dataset: nil, last: 5, on: connection)
            #expect(report.packages.allSatisfy { $0.summary.dataset == "calls" })
            let texts = report.concerns.map(\.text)
            #expect(texts.contains("the last load of forms failed: no such form"))
            #expect(texts.contains("the last load of calls failed: the API is gone"))
            let forms = try await StatusReport.read(dataset: "forms", last: 5, on: connection)
            #expect(forms.concerns.map(\.dataset) == ["forms"])
        }
    }

    @Test func `what ended a load is told, and not what an earlier job of it lacked`() async throws {
        try await withManyPackages { connection in
            let failed = try await addPackage(status: "failed", error: "the disk is full", on: connection)
            try await addJob("resource_0", of: failed, status: "partial", message: "not all was read", on: connection)
            #expect(try await concerns(on: connection).first == "the last load of calls failed: the disk is full")
            let partial = try await addPackage(status: "partial", on: connection)
            try await addJob("resource_0", of: partial, status: "partial", message: "not all was read", on: connection)
            #expect(
                try await concerns(on: connection).contains(
                    "the last load of calls is partial: resource_0: not all was read"))
        }
    }

    @Test func `what reads single records, rejected ones or nothing is not the last load`() async throws {
        try await withManyPackages { connection in
            let lastLoad = try await PackageSummary.lastLoads(dataset: nil, on: connection)
            #expect(lastLoad.map(\.status) == ["failed"])
            let single = try await addPackage(status: "loaded", on: connection)
            try await addJob("resource_0", of: single, status: "loaded", isWhole: false, on: connection)
            let replay = try await addPackage(trigger: "replay", status: "loaded", on: connection)
            try await addJob("resource_1", of: replay, status: "loaded", isWhole: false, on: connection)
            _ = try await addPackage(trigger: "replay", status: "started", on: connection)
            _ = try await addPackage(trigger: "promote", status: "loaded", on: connection)
            let after = try await PackageSummary.lastLoads(dataset: nil, on: connection)
            #expect(after.map(\.packageID) == lastLoad.map(\.packageID))
            #expect(try await concerns(on: connection).contains("the last load of calls failed: the API is gone"))
            // A load that ended before its first job is one.
            let refused = try await addPackage(status: "failed", error: "the key was refused", on: connection)
            #expect(try await PackageSummary.lastLoads(dataset: "calls", on: connection).map(\.packageID) == [refused])
        }
    }
}
