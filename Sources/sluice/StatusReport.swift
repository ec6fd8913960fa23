import Foundation
import Postgres

/// What the metadata tables say about the last loads.
struct StatusReport: Encodable, Sendable {
    struct Package: Encodable, Sendable {
        let package: UUID
        let dataset: String
        let status: String
        let started_at: Date
        let finished_at: Date?
        let requests: Int
        let records: Int
        let rejected: Int
        let error: String?
        let jobs: [Job]
    }

    struct Job: Encodable, Sendable {
        let resource: String
        let status: String
        let requests: Int
        let records: Int
        let inserted: Int
        let updated: Int
        let unchanged: Int
        let deleted: Int
        let rejected: Int
        let message: String?
    }

    struct OpenSpan: Encodable, Sendable {
        let dataset: String
        let resource: String
        let scope: String
        let tier: String
        let position: Date
        let span_end: Date
    }

    struct Rejection: Encodable, Sendable {
        let dataset: String
        let resource: String
        let column: String?
        let reason: String
        let records: Int
        let last_seen: Date
    }

    /// Who holds a dataset just now.
    struct Holder: Encodable, Sendable {
        let dataset: String
        let holder: String
        let package: UUID?
        let heartbeat_at: Date
        let expires_at: Date
    }

    /// What was used of a key's requests of the day; the key is told by the datasets that it last loaded.
    struct Budget: Encodable, Sendable {
        let day: String
        let datasets: [String]
        let daily_limit: Int
        let spent: Int
        let reserved: Int
    }

    let packages: [Package]
    let holders: [Holder]
    let budgets: [Budget]
    let open_spans: [OpenSpan]
    let rejected: [Rejection]

    /// The datasets that a load was ever begun for; none before the first.
    static func datasets(on connection: Connection) async throws -> [String] {
        guard try await hasBooks(connection) else { return [] }
        return try await connection.query("select distinct dataset from sluice.load_packages order by dataset")
            .map { try $0.decode(0, as: String.self) }
    }

    private static func hasBooks(_ connection: Connection) async throws -> Bool {
        let rows = try await connection.query("select to_regclass('sluice.load_packages') is not null")
        return try rows.first?.decode(0, as: Bool.self) ?? false
    }

    static func read(on connection: Connection, dataset: String?, last: Int) async throws -> StatusReport {
        guard try await hasBooks(connection) else {
            return StatusReport(packages: [], holders: [], budgets: [], open_spans: [], rejected: [])
        }
        return StatusReport(
            packages: try await packages(on: connection, dataset: dataset, last: last),
            holders: try await holders(on: connection, dataset: dataset),
            budgets: try await budgets(on: connection, dataset: dataset),
            open_spans: try await connection.query(
                """
                select dataset, resource, scope, tier, position, span_end
                from sluice.spans
                where done_at is null
                  and (\(dataset)::text is null or dataset = \(dataset))
                order by span_end desc
                """
            ).map { row in
                let (dataset, resource, scope, tier, position, end) =
                    try row.decode((String, String, String, String, Date, Date).self)
                return OpenSpan(
                    dataset: dataset, resource: resource, scope: scope, tier: tier, position: position, span_end: end)
            },
            rejected: try await connection.query(
                """
                select dataset, resource, column_name, reason, count(*), max(last_seen)
                from sluice.rejected_records
                where replayed_by is null
                  and (\(dataset)::text is null or dataset = \(dataset))
                group by dataset, resource, column_name, reason
                order by max(last_seen) desc, resource, column_name, reason
                """
            ).map { row in
                let (dataset, resource, column, reason, records, seen) =
                    try row.decode((String, String, String?, String, Int, Date).self)
                return Rejection(
                    dataset: dataset, resource: resource, column: column, reason: reason, records: records,
                    last_seen: seen)
            })
    }

    private static func packages(
        on connection: Connection, dataset: String?, last: Int
    ) async throws -> [Package] {
        let rows = try await connection.query(
            """
            select package_id, dataset, status, started_at, finished_at, requests, records, rejected, error
            from sluice.load_packages
            where \(dataset)::text is null or dataset = \(dataset)
            order by started_at desc
            limit \(last)
            """)
        var packages: [Package] = []
        for row in rows {
            let (id, dataset, status, started, finished, requests, records, rejected, error) =
                try row.decode((UUID, String, String, Date, Date?, Int, Int, Int, String?).self)
            packages.append(
                Package(
                    package: id, dataset: dataset, status: status, started_at: started, finished_at: finished,
                    requests: requests, records: records, rejected: rejected, error: error,
                    jobs: try await jobs(of: id, on: connection)))
        }
        return packages
    }

    private static func jobs(of package: UUID, on connection: Connection) async throws -> [Job] {
        try await connection.query(
            """
            select resource, status, requests, records, inserted, updated, unchanged, deleted, rejected,
                coalesce(error, message)
            from sluice.load_jobs
            where package_id = \(package)
            order by started_at, resource
            """
        ).map { row in
            let (resource, status, requests, records, inserted, updated, unchanged, deleted, rejected, message) =
                try row.decode((String, String, Int, Int, Int, Int, Int, Int, Int, String?).self)
            return Job(
                resource: resource, status: status, requests: requests, records: records, inserted: inserted,
                updated: updated, unchanged: unchanged, deleted: deleted, rejected: rejected, message: message)
        }
    }
}
