import Foundation
import Postgres
import TestSupport
import Testing

@testable import Dashboard

/// The OpenAPI description is what others write programs against: it has each field that an answer has, and no answer lacks one
/// that it requires.
struct DescriptionTests {
    @Test func `each field of an answer is described, and each required one is there`() async throws {
        try await withServer { server in
            let description = try Description()
            try await Connection.withConnection(server.database) { connection in
                // One of each kind, so that no list is empty.
                try await connection.transaction { try await $0.run(script: Self.books) }
            }
            for (path, schema) in [
                ("/api/status", "Status"), ("/api/packages?limit=1", "PackageList"), ("/api/runs", "RunList"),
                ("/api/packages/\(ServedDashboard.packageID)", "PackageReport"), ("/api/nothing", "Problem"),
            ] {
                let answer = try #require(try await server.get(path).json, "\(path)")
                #expect(
                    description.problems(answer, schema: ["$ref": "#/components/schemas/\(schema)"], at: path) == [])
            }
            let status = try #require(try await server.get("/api/status").json)
            for list in ["packages", "holders", "freshness", "budgets", "open_spans", "rejected", "unknown_fields"] {
                #expect((status[list] as? [Any])?.isEmpty == false, "nothing was compared of \(list)")
            }
        }
    }

    @Test func `a field that is not described is found`() throws {
        let description = try Description()
        let wrong: [String: Any] = ["packages": [], "nxt": "x"]
        #expect(
            description.problems(wrong, schema: ["$ref": "#/components/schemas/PackageList"], at: "/") == [
                "/.nxt is not described"
            ]
        )
        #expect(
            description.problems([String: Any](), schema: ["$ref": "#/components/schemas/RunList"], at: "/") == [
                "/.runs is missing"
            ])
    }

    private static let books = """
        update sluice.leases
        set package_id = '\(ServedDashboard.packageID)', holder = 'here', heartbeat_at = now(),
            expires_at = now() + interval '1 hour'
        where dataset = 'calls';
        insert into sluice.load_jobs (package_id, resource, status, finished_at)
        values ('\(ServedDashboard.packageID)', 'forms', 'loaded', now());
        insert into sluice.load_batches (package_id, resource, span_id, batch, from_time, until_time, page_starts, wal_bytes)
        values ('\(ServedDashboard.packageID)', 'forms', gen_random_uuid(), 1, now(), now(), array[now()], 1);
        insert into sluice.spans (
            span_id, dataset, resource, tier, span_start, span_end, position, opened_by, done_at
        )
        values
            (gen_random_uuid(), 'calls', 'forms', 'recent', now() - interval '9 days', now(), now(), gen_random_uuid(), null),
            (gen_random_uuid(), 'calls', 'forms', 'recent', now() - interval '9 days', now(), now(), gen_random_uuid(), now());
        insert into sluice.request_budget (key_fingerprint, day, daily_limit, spent)
        values ('a key', (now() at time zone 'UTC')::date, 100, 99)
        on conflict do nothing;
        insert into sluice.request_reservations (key_fingerprint, day, package_id, resource, dataset, fence)
        values ('a key', (now() at time zone 'UTC')::date, gen_random_uuid(), 'forms', 'calls', 1)
        on conflict do nothing;
        insert into sluice.rejected_records (
            dataset, resource, body_sha256, column_name, reason, record, first_package_id, last_package_id
        )
        values ('calls', 'forms', '\\x01', 'value', 'no number', '\\x7b7d', gen_random_uuid(), gen_random_uuid());
        insert into sluice.observed_fields (
            dataset, resource, field, json_kinds, occurrences, first_seen, last_seen, first_package_id, last_package_id
        )
        values ('calls', 'forms', 'colour', '{string}', 3, now(), now(), gen_random_uuid(), gen_random_uuid());
        """
}

/// The schemas of the description, to hold a document against.
private struct Description {
    private let components: [String: [String: Any]]

    init() throws {
        let description = try #require(
            try JSONSerialization.jsonObject(with: Data(OpenAPI.document(version: "1").utf8)) as? [String: Any])
        let components = try #require(description["components"] as? [String: Any])
        self.components = try #require(components["schemas"] as? [String: [String: Any]])
    }

    func problems(_ value: Any, schema: [String: Any], at path: String) -> [String] {
        var schema = schema
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
            guard let found = components[String(name)] else { return ["\(path): there is no schema \(name)"] }
            schema = found
        }
        if let list = value as? [Any] {
            guard let items = schema["items"] as? [String: Any] else {
                return ["\(path) is a list, and not described so"]
            }
            return list.enumerated().flatMap { problems($1, schema: items, at: "\(path)[\($0)]") }
        }
        // What is no object, and a map whose keys are data, has no members to describe.
        guard let object = value as? [String: Any], let properties = schema["properties"] as? [String: [String: Any]]
        else { return [] }
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
            "\(path).\($0) is missing"
        }
        return missing
            + object.sorted { $0.key < $1.key }.flatMap { name, member in
                properties[name].map { problems(member, schema: $0, at: "\(path).\(name)") }
                    ?? ["\(path).\(name) is not described"]
            }
    }
}
