package import Foundation
package import Postgres

/// One run, from its requests to the counts of its rows.
package struct PackageReport: Encodable, Sendable {
    package let package: PackageSummary
    package let jobs: [JobSummary]
    package let batches: [BatchSummary]
    /// How many batches there are, of which some are listed.
    package let batchCount: Int

    /// - Parameters:
    ///   - batches: how many batches to list at most, the first ones first.
    ///   - skipped: how many of the first ones not to list.
    /// - Returns: nil when there is no such package.
    package static func read(
        _ id: UUID, batches limit: Int = 1_000, after skipped: Int = 0, on connection: some Queryable
    ) async throws -> PackageReport? {
        guard let package = try await PackageSummary.read(id, on: connection) else { return nil }
        let count = try await connection.query("select count(*) from sluice.load_batches where package_id = \(id)")
        return PackageReport(
            package: package, jobs: try await JobSummary.list(of: [id], on: connection)[id] ?? [],
            batches: try await BatchSummary.list(of: id, limit: limit, after: skipped, on: connection),
            batchCount: try count.first?.decode(0, as: Int.self) ?? 0)
    }

    /// The packages that begin with some digits of their id, so that nobody has to type all of it.
    package static func ids(beginningWith digits: String, on connection: some Queryable) async throws -> [UUID] {
        let digits = digits.lowercased().filter { $0 != "-" }
        guard !digits.isEmpty, digits.count <= 32, digits.allSatisfy(\.isHexDigit) else { return [] }
        // A range of the primary key, and no look at every row.
        func id(paddedBy digit: Character) -> UUID? {
            var text = digits + String(repeating: digit, count: 32 - digits.count)
            for place in [8, 13, 18, 23] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
            return UUID(uuidString: text)
        }
        guard let first = id(paddedBy: "0"), let last = id(paddedBy: "f") else { return [] }
        return try await connection.query(
            """
            select package_id
            from sluice.load_packages
            where package_id between \(first) and \(last)
            order by package_id
            limit 10
            """
        ).map { try $0.decode(0, as: UUID.self) }
    }
}
