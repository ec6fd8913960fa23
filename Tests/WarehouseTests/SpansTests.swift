import Foundation
import Postgres
import Testing

@testable import Warehouse

struct SpansTests {
    private func span(_ start: Int, _ end: Int, scope: String = "", resource: String = "items") -> Span {
        Span(resource: resource, scope: scope, tier: "recent", start: .at(start), end: .at(end))
    }

    private func advance(_ bench: Bench, _ span: Span, to position: Int, done: Bool) async throws {
        try await bench.connection.transaction { transaction in
            try await Spans.advance(span.id, to: .at(position), done: done, in: transaction)
        }
    }

    @Test func `spans come back as they were opened, the newest first`() async throws {
        try await Bench.with { bench in
            let spans = Spans(connection: bench.connection)
            let opened = [span(0, 100), span(99, 200, scope: "7"), span(199, 300)]
            try await spans.open(opened, fence: bench.fence)
            try await spans.open([span(0, 900, resource: "others")], fence: bench.fence)
            #expect(try await spans.all(dataset: "bench", resource: "items") == opened.reversed())
            #expect(try await spans.all(dataset: "elsewhere", resource: "items").isEmpty)
        }
    }

    @Test func `a position moves on and never back, and the end is noted`() async throws {
        try await Bench.with { bench in
            let spans = Spans(connection: bench.connection)
            let span = span(0, 100)
            try await spans.open([span], fence: bench.fence)
            try await advance(bench, span, to: 60, done: false)
            try await advance(bench, span, to: 40, done: false)
            var read = try #require(try await spans.all(dataset: "bench", resource: "items").first)
            #expect(read.position == .at(60) && read.doneAt == nil)
            try await advance(bench, span, to: 100, done: true)
            read = try #require(try await spans.all(dataset: "bench", resource: "items").first)
            #expect(read.position == .at(100) && read.doneAt != nil)
        }
    }

    @Test func `a position beyond its span is refused`() async throws {
        try await Bench.with { bench in
            let span = span(0, 100)
            try await Spans(connection: bench.connection).open([span], fence: bench.fence)
            await #expect(throws: PostgresError.self) { try await advance(bench, span, to: 101, done: false) }
        }
    }

    @Test func `a run that lost its lease opens no span`() async throws {
        try await Bench.with { bench in
            try await bench.connection.query("update sluice.leases set fence = fence + 1")
            let spans = Spans(connection: bench.connection)
            await #expect(throws: WarehouseError.self) { try await spans.open([span(0, 100)], fence: bench.fence) }
            #expect(try await spans.all(dataset: "bench", resource: "items").isEmpty)
        }
    }
}
