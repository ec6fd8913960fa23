/// Which batches may be merged at the same time.
///
/// Two at a time, so that one server process is not the bottleneck of a backfill. But of those that were staged only one: two
/// could bring the same changed row (an API that does not keep to the dates gives it to every span), and both would write it.
/// Rows that go straight into the table cannot meet in that way: what one of two brought stands in the other's way, which then
/// is staged.
struct MergeTurns: Sendable {
    private let all = Pool([0, 1])
    private let staged = Pool([0])

    func with<Result>(isDirect: Bool, _ body: () async throws -> Result) async throws -> Result {
        guard !isDirect else { return try await all.with { _ in try await body() } }
        return try await staged.with { _ in try await all.with { _ in try await body() } }
    }
}
