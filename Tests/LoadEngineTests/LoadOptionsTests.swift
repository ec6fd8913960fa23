import JSON
import LoadEngine
import RESTSource
import Testing
import Warehouse

/// Testing has an `ExitStatus` too.
private typealias Status = Warehouse.ExitStatus

/// What no load can be asked to do is refused before anything is connected to.
struct LoadOptionsTests {
    private static let source = Source(
        name: "shop", defaultBaseURL: "https://shop.example/", errorKey: "error",
        keyKinds: [KeyKind("shop", dailyLimit: 10, probe: things)],
        resources: [
            Resource(
                "things", reading: .list(things), key: ["id"], fields: [.bigint("id")],
                parts: [Part("history"), Part("prices")])
        ])

    private static let things = Endpoint(
        "things", records: "items",
        pagination: .numbered(page: "page", size: "size", maximum: 5, total: "count"))

    @Test func `numbers that nothing can be done with are refused`() async throws {
        try await expectRefusal("spansAtOnce is 0, and must be at least 1") { $0.spansAtOnce = 0 }
        try await expectRefusal("spansAtOnce is -3, and must be at least 1") { $0.spansAtOnce = -3 }
        try await expectRefusal("pagesPerBatch is 0, and must be at least 1") { $0.pagesPerBatch = 0 }
        try await expectRefusal("pageMemory is 0, and must be at least 1") { $0.pageMemory = 0 }
    }

    @Test func `a part that no record has is refused, with those that there are`() async throws {
        try await expectRefusal("there is no part \"histroy\" to ask for; there are history, prices") {
            $0.parts = ["prices", "histroy"]
        }
    }

    @Test func `single records of a source that has no endpoint for them are refused`() async throws {
        try await expectRefusal("shop has no resource whose records can be read one by one") { $0.singles = ["5"] }
    }

    private func expectRefusal(
        _ words: String, sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout LoadOptions) -> Void
    ) async throws {
        var changed = LoadOptions(dataset: "shop")
        change(&changed)
        let options = changed
        let error = await #expect(throws: LoadError.self, sourceLocation: sourceLocation) {
            try await Loader.load(
                Self.source, into: "postgresql://127.0.0.1:1/x", from: "http://127.0.0.1:1/", token: "clerk",
                secret: "s3cret", options: options)
        }
        let refusal = try #require(error, sourceLocation: sourceLocation)
        #expect("\(refusal)".contains(words), sourceLocation: sourceLocation)
        #expect(Status(ofEngine: refusal) == .configuration, sourceLocation: sourceLocation)
    }
}
