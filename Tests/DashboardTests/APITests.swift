import Foundation
import Postgres
import TestSupport
import Testing

@testable import Dashboard

struct APITests {
    @Test func `packages are listed and told`() async throws {
        try await withServer { server in
            let list = try await server.get("/api/packages?dataset=calls&status=partial&limit=1")
            #expect(list.status == 200 && list.headers["content-type"] == "application/json")
            let packages = try #require(list.json?["packages"] as? [[String: Any]])
            #expect(packages.map { $0["package_id"] as? String } == [ServedDashboard.packageID])
            #expect(packages.first?["exit_status"] as? Int == 11)
            let next = try #require(list.json?["next"] as? String)
            let rest = try await server.get("/api/packages?before=\(next)")
            #expect((rest.json?["packages"] as? [Any])?.isEmpty == true && rest.json?["next"] == nil)
            #expect((try await server.get("/api/packages?dataset=other").json?["packages"] as? [Any])?.isEmpty == true)
            let story = try await server.get("/api/packages/\(ServedDashboard.packageID.uppercased())")
            #expect((story.json?["jobs"] as? [[String: Any]])?.first?["resource"] as? String == "leads")
            let missing = try await server.get("/api/packages/00000000-0000-7000-8000-000000000000")
            #expect(missing.status == 404 && missing.json?["title"] as? String == "no such package")
        }
    }

    @Test func `a head is an answer without its body`() async throws {
        try await withServer { server in
            let whole = try await server.get("/api/packages")
            let head = try await server.request("HEAD", "/api/packages")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-length"] == String(whole.body.count))
        }
    }

    @Test func `the description is JSON, and has every route and every status`() async throws {
        let description = try #require(
            try JSONSerialization.jsonObject(with: Data(OpenAPI.document(version: "1").utf8)) as? [String: Any])
        let paths = try #require(description["paths"] as? [String: [String: Any]])
        #expect(
            Set(paths.keys) == [
                "/healthz", "/readyz", "/metrics", "/api/status", "/api/packages", "/api/packages/{package_id}",
                "/api/runs",
                "/api/openapi.json",
            ])
        for path in paths.keys {
            let route = Route(path: path.replacing("{package_id}", with: ServedDashboard.packageID)[...])
            #expect(route?.methods.contains("POST") == (paths[path]?["post"] != nil), "\(path)")
        }
    }

    @Test func `metrics are what the books say`() async throws {
        try await withServer { server in
            try await Connection.withConnection(server.database) { connection in
                _ = try await connection.query(
                    """
                    insert into sluice.rejected_records (
                        dataset, resource, body_sha256, reason, record, first_package_id, last_package_id
                    )
                    values (\("calls"), \("a\"b\\c\nd"), '\\x00', 'why', '\\x00', gen_random_uuid(), gen_random_uuid())
                    """)
            }
            let metrics = try await server.get("/metrics")
            #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            for line in [
                #"sluice_build_info{version="1.2.3"} 1"#,
                #"sluice_last_package_status{dataset="calls",status="partial"} 1"#,
                #"sluice_last_package_exit_status{dataset="calls"} 11"#,
                #"sluice_packages{dataset="calls",status="partial"} 1"#,
                #"sluice_records_total{dataset="calls"} 100"#, #"sluice_requests_total{dataset="calls"} 7"#,
                #"sluice_rejected_records_total{dataset="calls"} 1"#, "# TYPE sluice_records_total counter",
                #"sluice_rejected_records_waiting{dataset="calls",resource="a\"b\\c\nd"} 1"#,
                #"sluice_dataset_held{dataset="calls"} 0"#, #"sluice_open_spans{dataset="calls",resource="leads"} 0"#,
            ] {
                #expect(metrics.text.contains("\(line)\n"), "\(line)")
            }
            #expect(metrics.text.contains(#"sluice_freshness_seconds{dataset="calls",resource="leads"} "#))
        }
    }

    @Test func `a label ends where it ends, whatever stands in it`() {
        var text = MetricsText()
        text.add("m", .gauge, "Help.", [(["a": "\"\u{301} \\ \n"], 1)])
        #expect(text.text.hasSuffix("m{a=\"\\\"\u{301} \\\\ \\n\"} 1\n"))
    }

    @Test func `samples of the same labels are one`() {
        var text = MetricsText()
        text.add("m", .gauge, "Help.", [(["a": "x"], 1), (["a": "y"], 2.5), (["a": "x"], 3)])
        text.add("none", .gauge, "Help.", [])
        #expect(text.text == "# HELP m Help.\n# TYPE m gauge\nm{a=\"x\"} 4\nm{a=\"y\"} 2.5\n")
    }

    @Test func `each metric stands in the documentation`() async throws {
        let root = #filePath.components(separatedBy: "/Tests/")[0]
        let page = try String(contentsOfFile: "\(root)/docs/metrics.md", encoding: .utf8)
        let sources = try ["Metrics.swift"].map {
            try String(contentsOfFile: "\(root)/Sources/Dashboard/\($0)", encoding: .utf8)
        }
        .joined()
        let names = Set(sources.matches(of: /"(sluice_[a-z_]+)"/).map { String($0.1) })
        #expect(names.count > 15)
        for name in names { #expect(page.contains("`\(name)"), "\(name)") }
    }

    @Test(arguments: [
        ("127.0.0.1:8766", "127.0.0.1", 8_766, true), ("[::1]:0", "::1", 0, true),
        ("localhost:1", "localhost", 1, true),
        ("0.0.0.0:80", "0.0.0.0", 80, false), ("example.org:80", "example.org", 80, false),
        ("127.evil.example:1", "127.evil.example", 1, false),
    ])
    func `an address to listen on is a host and a port`(text: String, host: String, port: Int, isLoopback: Bool) throws
    {
        let address = try #require(ListenAddress(text))
        #expect(address.host == host && address.port == port && address.isLoopback == isLoopback)
        #expect(address.description == text)
        for wrong in ["", "127.0.0.1", ":80", "::1:80", "host:65536", "host:-1", "host:x"] {
            #expect(ListenAddress(wrong) == nil)
        }
    }
}
