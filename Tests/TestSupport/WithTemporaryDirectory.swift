import Foundation

/// An empty directory, removed afterwards with all that is in it.
@discardableResult
package nonisolated(nonsending) func withTemporaryDirectory<Result>(
    _ body: nonisolated(nonsending) (String) async throws -> Result
) async throws -> Result {
    let path = "/tmp/sluice-test-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}
