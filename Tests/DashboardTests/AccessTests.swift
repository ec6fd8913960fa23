import Foundation
import TestSupport
import Testing

@testable import Dashboard

struct AccessTests {
    private static let paths = [
        "/", "/packages", "/packages/\(ServedDashboard.packageID)", "/schema", "/data", "/assets/style.css", "/metrics",
        "/api/packages", "/api/packages/\(ServedDashboard.packageID)", "/api/status", "/api/runs", "/api/openapi.json",
        "/api", "/nothing", "/api/nothing", "/healthz/", "//healthz", "/healthz/../metrics", "/%2e/metrics",
        "/api/packages?limit=0",
    ]
    private static let wrong: [String?] = [
        nil, "", "Bearer", "Bearer ", "Bearer wrong-token-of-some-length", "Bearer \(ServedDashboard.token) ",
        "Bearer \(ServedDashboard.token)x", "Bearer \(ServedDashboard.token.dropLast())",
        "Bearer \(ServedDashboard.password)", "Basic", "Basic !!!",
        "Basic \(Data("anybody".utf8).base64EncodedString())", "Basic \(Data("anybody:".utf8).base64EncodedString())",
        "Basic \(Data("anybody:\(ServedDashboard.token)".utf8).base64EncodedString())",
        "Digest username=\"x\"", ServedDashboard.token,
    ]

    @Test func `nothing is answered without a token, whatever is asked for and how`() async throws {
        try await withServer { server in
            for path in Self.paths {
                for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO"] {
                    let answer = try await server.request(method, path, authorization: nil)
                    #expect(answer.status == 401 || (method == "FOO" && answer.status == 400), "\(method) \(path)")
                    #expect(answer.headers["www-authenticate"] != nil || answer.status == 400, "\(method) \(path)")
                    #expect(answer.headers["allow"] == nil, "\(method) \(path)")
                }
            }
            for authorization in Self.wrong where authorization != "Bearer \(ServedDashboard.token) " {
                for path in ["/", "/metrics", "/api/status", "/nothing"] {
                    let answer = try await server.request("GET", path, authorization: authorization)
                    #expect(answer.status == 401, "\(authorization ?? "none") \(path)")
                }
            }
        }
    }

    @Test func `health is answered to anybody, and says nothing else`() async throws {
        try await withServer { server in
            let health = try await server.request("GET", "/healthz", authorization: nil)
            #expect(health.status == 200 && health.text == "alive\n")
            let ready = try await server.request("GET", "/readyz", authorization: nil)
            #expect(ready.status == 200 && ready.text == "ready\n")
            #expect(try await server.request("HEAD", "/healthz", authorization: nil).body.isEmpty)
            #expect(try await server.request("POST", "/healthz", authorization: nil).headers["allow"] == "GET, HEAD")
        }
    }

    @Test func `the token and the password let read`() async throws {
        try await withServer { server in
            for authorization in [ServedDashboard.bearer, ServedDashboard.basic, "bearer \(ServedDashboard.token)"] {
                #expect(try await server.request("GET", "/api/status", authorization: authorization).status == 200)
                #expect(try await server.request("GET", "/nothing", authorization: authorization).status == 404)
                let wrong = try await server.request("DELETE", "/api/packages", authorization: authorization)
                #expect(wrong.status == 405 && wrong.headers["allow"] == "GET, HEAD")
            }
        }
    }

    @Test func `the password starts no load`() async throws {
        try await withServer({ $0.runCommand = "true" }) { server in
            let refused = try await server.request("POST", "/api/runs", authorization: ServedDashboard.basic)
            #expect(refused.status == 401)
            #expect(refused.headers["www-authenticate"] == "Bearer realm=\"sluice\"")
            #expect(try await server.request("POST", "/api/runs").status == 202)
        }
    }

    @Test func `a page from elsewhere cannot read by a name of its own`() async throws {
        try await withServer({ $0.allowedHosts = ["Dashboard.Example:8443"] }) { server in
            for host in [
                "evil.example", "evil.example:\(server.port)", "127.0.0.1.evil.example", "localhost@evil.example", "",
            ] {
                let answer = try await server.request("GET", "/api/status", headers: ["Host": host])
                #expect(answer.status == 421 || answer.status == 400, "\(host)")
                #expect(!answer.text.lowercased().contains("dashboard.example"))
            }
            for host in ["127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:80", "dashboard.example:443"] {
                #expect(
                    try await server.request("GET", "/api/status", headers: ["Host": host]).status == 200, "\(host)")
            }
        }
    }

    @Test func `every answer has the headers that keep it here`() async throws {
        try await withServer { server in
            for (path, authorization) in [
                ("/", ServedDashboard.bearer), ("/", "none"), ("/api/status", ServedDashboard.bearer),
                ("/api/status", "none"),
                ("/nothing", ServedDashboard.bearer), ("/healthz", "none"), ("/metrics", ServedDashboard.bearer),
            ] {
                let headers = try await server.request("GET", path, authorization: authorization).headers
                #expect(headers["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'self'") == true)
                #expect(headers["content-security-policy"]?.contains("frame-ancestors 'none'") == true)
                #expect(headers["x-content-type-options"] == "nosniff" && headers["x-frame-options"] == "DENY")
                #expect(headers["referrer-policy"] == "no-referrer" && headers["cache-control"] == "no-store")
                #expect(headers["cross-origin-resource-policy"] == "same-origin")
                #expect(headers["server"] == nil)
            }
        }
    }

    @Test func `a token that is made up is long, and each is another`() {
        let tokens = (0..<100).map { _ in Access.randomToken() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy { $0.count == 32 })
        #expect(!"\(Access(token: "swordfish-swordfish", password: nil))".contains("swordfish"))
        #expect(!String(reflecting: Access(token: "swordfish-swordfish", password: nil)).contains("swordfish"))
    }
}
