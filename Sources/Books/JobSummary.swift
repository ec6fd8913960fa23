package import Foundation
package import Postgres

/// One resource within a run: `sluice.load_jobs`.
package struct JobSummary: Encodable, Sendable {
    package let resource: String
    package let status: String
    package let startedAt: Date
    package let finishedAt: Date?
    package let requests: Int
    package let records: Int
    package let inserted: Int
    package let updated: Int
    package let unchanged: Int
    package let duplicates: Int
    package let deleted: Int
    package let rejected: Int
    package let discarded: Int
    package let capturedValues: Int
    package let discardedValues: Int
    package let addedColumns: Int
    /// Why it failed, was skipped, or is not complete.
    package let message: String?

    /// The jobs of some packages, each in the order in which they began.
    package static func list(of packages: [UUID], on connection: some Queryable) async throws -> [UUID: [JobSummary]] {
        guard !packages.isEmpty else { return [:] }
        var jobs: [UUID: [JobSummary]] = [:]
        let ids = packages.map { $0.uuidString.lowercased() }
        for row in try await connection.query(
            """
            select
                package_id, resource, status, started_at, finished_at, requests, records, inserted, updated, unchanged,
                duplicates, deleted, rejected, discarded, captured_values, discarded_values, added_columns,
                coalesce(error, message) as message
            from sluice.load_jobs
            where package_id = any(\(ids)::uuid[])
            order by started_at, resource
            """)
        {
            jobs[try row.decode("package_id"), default: []].append(try JobSummary(row))
        }
        return jobs
    }

    private init(_ row: Row) throws {
        resource = try row.decode("resource")
        status = try row.decode("status")
        startedAt = try row.decode("started_at")
        finishedAt = try row.decode("finished_at")
        requests = try row.decode("requests")
        records = try row.decode("records")
        inserted = try row.decode("inserted")
        updated = try row.decode("updated")
        unchanged = try row.decode("unchanged")
        duplicates = try row.decode("duplicates")
        deleted = try row.decode("deleted")
        rejected = try row.decode("rejected")
        discarded = try row.decode("discarded")
        capturedValues = try row.decode("captured_values")
        discardedValues = try row.decode("discarded_values")
        addedColumns = try row.decode("added_columns")
        message = try row.decode("message")
    }
}
