import Dashboard
import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

/// A text that does harm wherever it stands unescaped.
let hostile = "<script>alert(1)</script>\" onload='x' & \u{202E}evil\u{1}"

/// A database with the books of a thousand packages, and with leads, none of which says anything harmless.
func withFilledBooks(leads: Int = 500, minutesApart: Int = 1, _ body: @Sendable (Connection) async throws -> Void)
    async throws
{
    try await withDatabase { database in
        try await Connection.withConnection(database) { connection in
            try await migrate(connection)
            try await connection.transaction { transaction in
                try await transaction.run(script: books)
                try await transaction.query(
                    "update sluice.load_packages set error = \(hostile) where status = 'failed'")
                try await transaction.query("update sluice.load_packages set trigger = \(hostile), host = \(hostile)")
                try await transaction.query(
                    """
                    insert into sluice.observed_fields (
                        dataset, resource, field, json_kinds, occurrences, first_package_id, last_package_id
                    )
                    values ('calls', 'leads', \(hostile), '{string}', 3, gen_random_uuid(), gen_random_uuid())
                    """)
                try await transaction.query(
                    """
                    insert into calls.leads (
                        lead_id, account_id, date_created, lead_source, lead_type, contact_name, email_address, spam,
                        _package_id, _loaded_at, _deleted_at
                    )
                    select
                        n, n % 10, clock_timestamp() - make_interval(mins => n * \(minutesApart)::int),
                        case n % 4 when 0 then \(hostile) else 'google' end, 'Phone Call', 'Secret Person ' || n,
                        'person' || n || '@example.com', n % 10 = 0, gen_random_uuid(), clock_timestamp(),
                        case when n % 50 = 0 then clock_timestamp() end
                    from generate_series(1, \(leads)::int) as n
                    """)
            }
            try await connection.query("vacuum analyze")
            try await body(connection)
        }
    }
}

/// A page as the server asks for it: in one transaction that can only read.
func read(
    _ page: @Sendable (Pages, Transaction) async throws -> HTML?, on connection: Connection
) async throws -> String {
    let html = try await connection.transaction { transaction in
        try await transaction.query("set transaction read only")
        return try await page(Pages(version: "test"), transaction)
    }
    return try #require(html).text
}

/// Each page with a query, by its name.
func readAll(_ query: [String: String] = [:], on connection: Connection) async throws -> [String: String] {
    let ask = PageAsk(query: query)
    return [
        "overview": try await read({ try await $0.overview(ask, $1) }, on: connection),
        "packages": try await read({ try await $0.packages(ask, $1) }, on: connection),
        "schema": try await read({ try await $0.schema(ask, $1) }, on: connection),
        "data": try await read({ try await $0.data(ask, $1) }, on: connection),
    ]
}

private func migrate(_ connection: Connection) async throws {
    let folder = MigrationFolder(path: "\(#filePath.components(separatedBy: "/Tests/")[0])/migrations")
    let migrator = Migrator(
        connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine), sluiceVersion: "test")
    _ = try await migrator.migrate(
        dataset: "calls", line: "whatconverts", migrations: try folder.migrations(line: "whatconverts"))
}

private let books = """
    insert into sluice.leases (dataset, fence) values ('calls', 1000);
    insert into sluice.load_packages (
        package_id, dataset, source, trigger, status, started_at, finished_at, records, requests, rejected, exit_status,
        sluice_version, host
    )
    select
        format('0198%s-0000-7000-8000-000000000000', lpad(to_hex(n), 4, '0'))::uuid, 'calls', 'calls', 'manual',
        case n % 10 when 0 then 'failed' else 'loaded' end, clock_timestamp() - make_interval(hours => 1000 - n),
        clock_timestamp() - make_interval(hours => 1000 - n) + interval '1 minute', 100, 7, 1,
        case n % 10 when 0 then 24 else 0 end, '1', 'here'
    from generate_series(1, 1000) as n;
    insert into sluice.load_jobs (package_id, resource, status, started_at, finished_at, records, inserted, unchanged)
    select package_id, 'resource_' || m, status, started_at, finished_at, 10, 7, 3
    from sluice.load_packages, generate_series(0, 9) as m;
    insert into sluice.load_batches (
        package_id, resource, span_id, batch, records, inserted, unchanged, fetch_ms, stage_ms, merge_ms, merged_at
    )
    select
        package_id, 'resource_' || m, '00000000-0000-0000-0000-000000000000', b, 5, 4, 1, 400, 70, 80,
        finished_at - make_interval(secs => 3 - b)
    from sluice.load_packages, generate_series(0, 9) as m, generate_series(1, 2) as b;
    insert into sluice.spans (
        span_id, dataset, resource, scope, tier, span_start, span_end, position, opened_by, opened_at, done_at
    )
    select
        gen_random_uuid(), 'calls', 'resource_1', '', 'recent', started_at - interval '3 days', started_at, started_at,
        package_id, started_at, finished_at
    from sluice.load_packages, generate_series(1, 3);
    """
