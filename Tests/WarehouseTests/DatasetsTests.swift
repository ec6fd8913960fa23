import Foundation
import Postgres
import Testing

@testable import Warehouse

struct DatasetsTests {
    private func confirm(
        _ bench: Bench, source: String = "shop", url: String = "https://api.example/v1/", scope: String,
        accepting: Bool = false
    ) async throws {
        try await Datasets(connection: bench.connection).confirm(
            .init(source: source, baseURL: url, keyScope: scope), fence: bench.fence, accepting: accepting)
    }

    private func remembered(_ bench: Bench) async throws -> String? {
        try await bench.text("select source, base_url, key_scope from sluice.datasets where dataset = 'bench'")
    }

    @Test func `the first origin is remembered, and the same one is fine`() async throws {
        try await Bench.with { bench in
            try await confirm(bench, scope: "agency")
            try await confirm(bench, scope: "agency")
            #expect(try await remembered(bench) == "shop|https://api.example/v1/|agency")
        }
    }

    @Test(arguments: [
        ("shop", "https://other.example/v1/", "agency", "host"),
        ("shop", "https://api.example/v1/", "profile:7", "key scope"),
        ("shop", "https://api.example/v1/", "agency2", "key scope"),
        ("crm", "https://api.example/v1/", "agency", "source"),
    ])
    func `another origin is refused with both named, until it is accepted`(
        source: String, url: String, scope: String, what: String
    ) async throws {
        try await Bench.with { bench in
            try await confirm(bench, scope: "agency")
            do {
                try await confirm(bench, source: source, url: url, scope: scope)
                Issue.record("it was not refused")
            } catch WarehouseError.otherOrigin(let dataset, let named, let was, let now) {
                #expect(dataset == "bench" && named == what && was != now)
            }
            #expect(try await remembered(bench) == "shop|https://api.example/v1/|agency")
            try await confirm(bench, source: source, url: url, scope: scope, accepting: true)
            #expect(try await remembered(bench) == "\(source)|\(url)|\(scope)")
            try await confirm(bench, source: source, url: url, scope: scope)
        }
    }

    @Test func `one profile's key is not another's`() async throws {
        try await Bench.with { bench in
            try await confirm(bench, scope: "profile:7")
            await #expect(throws: WarehouseError.self) { try await confirm(bench, scope: "profile:70") }
            await #expect(throws: WarehouseError.self) { try await confirm(bench, scope: "profile:8") }
        }
    }

    @Test func `a scope that becomes more exact is the same, and one that becomes less so may be anybody's`()
        async throws
    {
        try await Bench.with { bench in
            try await confirm(bench, scope: "profile")
            try await confirm(bench, scope: "profile:7")
            #expect(try await remembered(bench) == "shop|https://api.example/v1/|profile:7")
            await #expect(throws: WarehouseError.self) { try await confirm(bench, scope: "profile") }
            await #expect(throws: WarehouseError.self) { try await confirm(bench, scope: "profile:8") }
            #expect(try await remembered(bench) == "shop|https://api.example/v1/|profile:7")
        }
    }

    @Test func `with another origin accepted, what was read and seen of the one before counts no more`() async throws {
        try await Bench.with { bench in
            try await confirm(bench, scope: "agency")
            let spans = Spans(connection: bench.connection)
            try await spans.open([Span(resource: "items", tier: "t", start: .at(0), end: .at(9))], fence: bench.fence)
            try await bench.connection.transaction { transaction in
                try await Datasets.remember("topic", "true", fence: bench.fence, in: transaction)
            }
            try await confirm(bench, scope: "agency", accepting: true)
            #expect(try await spans.all(dataset: "bench", resource: "items").count == 1)
            try await confirm(bench, url: "https://other.example/", scope: "agency", accepting: true)
            #expect(try await spans.all(dataset: "bench", resource: "items").isEmpty)
            #expect(try await Datasets(connection: bench.connection).fact("topic", dataset: "bench") == nil)
        }
    }

    @Test func `a key that lists none of the rows that are there is another's`() async throws {
        try await Bench.with { bench in
            let datasets = Datasets(connection: bench.connection)
            func confirm(_ keys: [String], accepting: Bool = false) async throws {
                try await datasets.confirmRows(
                    of: Bench.items, keys: keys.map { RowKey([$0]) }, fence: bench.fence, accepting: accepting)
            }
            try await confirm(["8", "9"])
            try await bench.merge([.init(id: 1), .init(id: 2)])
            try await confirm(["2", "9"])
            try await confirm([])
            await #expect(throws: WarehouseError.self) { try await confirm(["8", "no number"]) }

            // Accepted, the other key's records are to be read from the beginning.
            let spans = Spans(connection: bench.connection)
            let read = Span(
                resource: "items", tier: "backfill", start: Date(timeIntervalSince1970: 0),
                end: Date(timeIntervalSince1970: 60), position: Date(timeIntervalSince1970: 60))
            try await spans.open([read], fence: bench.fence)
            try await confirm(["2"], accepting: true)
            #expect(try await spans.all(dataset: Bench.dataset, resource: "items").count == 1)
            try await confirm(["8"], accepting: true)
            #expect(try await spans.all(dataset: Bench.dataset, resource: "items").isEmpty)
        }
    }

    @Test func `another path or port on the same host is the same place`() async throws {
        try await Bench.with { bench in
            try await confirm(bench, scope: "agency")
            try await confirm(bench, url: "https://api.example:8443/v2/", scope: "agency")
            #expect(try await remembered(bench) == "shop|https://api.example:8443/v2/|agency")
        }
    }

    @Test func `a fact is remembered, and written once`() async throws {
        try await Bench.with { bench in
            try await confirm(bench, scope: "agency")
            let datasets = Datasets(connection: bench.connection)
            #expect(try await datasets.fact("a \"topic\"", dataset: "bench") == nil)
            for _ in 1...2 {
                try await bench.connection.transaction { transaction in
                    try await Datasets.remember("a \"topic\"", "true", fence: bench.fence, in: transaction)
                }
            }
            #expect(try await datasets.fact("a \"topic\"", dataset: "bench") == "true")
            let version = try await bench.text("select xmin::text from sluice.datasets")
            try await bench.connection.transaction { transaction in
                try await Datasets.remember("a \"topic\"", "true", fence: bench.fence, in: transaction)
            }
            #expect(try await bench.text("select xmin::text from sluice.datasets") == version)
            #expect(try await datasets.fact("a \"topic\"", dataset: "elsewhere") == nil)
        }
    }

    @Test func `a run that lost its lease changes no origin`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("update sluice.leases set fence = fence + 1")
            await #expect(throws: WarehouseError.self) { try await confirm(bench, scope: "agency") }
            #expect(try await remembered(bench) == nil)
        }
    }
}
