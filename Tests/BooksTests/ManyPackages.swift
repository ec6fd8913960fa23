import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

/// A database whose books hold a thousand packages, for what must not look at all of them.
func withManyPackages(_ body: @Sendable (Connection) async throws -> Void) async throws {
    try await withDatabase { database in
        try await Connection.withConnection(database) { connection in
            try await migrate(connection)
            try await connection.transaction { try await $0.run(script: packages) }
            try await connection.query("analyze")
            try await body(connection)
        }
    }
}

/// Writes down one more package, which began so many hours ago.
func addPackage(
    dataset: String = "calls", trigger: String = "manual", status: String, error: String? = nil, hoursAgo: Int = 0,
    on connection: Connection
) async throws -> UUID {
    let id = UUID.version7()
    try await connection.query(
        """
        insert into sluice.load_packages (
            package_id, dataset, source, trigger, status, started_at, finished_at, sluice_version, host, error
        )
        values (
            \(id), \(dataset), 'calls', \(trigger), \(status),
            clock_timestamp() - make_interval(hours => \(hoursAgo)::int),
            clock_timestamp() - make_interval(hours => \(hoursAgo)::int), '1', 'here', \(error)
        )
        """)
    return id
}

/// Writes down a job that just ended.
func addJob(
    _ resource: String, of package: UUID, status: String, isWhole: Bool = true, message: String? = nil,
    on connection: Connection
) async throws {
    try await connection.query(
        """
        insert into sluice.load_jobs (package_id, resource, status, started_at, finished_at, is_whole, message)
        values (
            \(package), \(resource), \(status), clock_timestamp(), clock_timestamp(), \(isWhole), \(message)
        )
        """)
}

/// Makes the books, and a dataset without tables.
func migrate(_ connection: Connection) async throws {
    let folder = MigrationFolder(path: "\(#filePath.components(separatedBy: "/Tests/")[0])/migrations")
    let migrator = Migrator(
        connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine), sluiceVersion: "test")
    _ = try await migrator.migrate(dataset: "calls", line: "calls", migrations: [])
}

/// One an hour, the newest now: ten jobs, and twenty batches, of each.
private let packages = """
    insert into sluice.leases (dataset, fence) values ('calls', 1000), ('forms', 0);
    insert into sluice.load_packages (
        package_id, dataset, source, trigger, status, started_at, finished_at, records, requests, rejected, exit_status,
        sluice_version, host, error
    )
    select
        format('0198%s-0000-7000-8000-000000000000', lpad(to_hex(n), 4, '0'))::uuid, 'calls', 'calls', 'manual',
        case n % 10 when 0 then 'failed' else 'loaded' end, clock_timestamp() - make_interval(hours => 1000 - n),
        clock_timestamp() - make_interval(hours => 1000 - n) + interval '1 minute', 100, 7, 1,
        case n % 10 when 0 then 24 else 0 end, '1', 'here', case n % 10 when 0 then 'the API is gone' end
    from generate_series(1, 1000) as n;
    insert into sluice.load_jobs (package_id, resource, status, started_at, finished_at, records, inserted)
    select package_id, 'resource_' || m, status, started_at, finished_at, 10, 10
    from sluice.load_packages, generate_series(0, 9) as m;
    insert into sluice.load_batches (package_id, resource, span_id, batch, records, inserted, merged_at)
    select package_id, 'resource_' || m, '00000000-0000-0000-0000-000000000000', b, 5, 5, finished_at
    from sluice.load_packages, generate_series(0, 9) as m, generate_series(1, 2) as b;
    """
