import Foundation
import Postgres
import TestSupport
import Testing

@testable import Dashboard

struct HostileRequestTests {
    private static let nasty = [
        "'; drop table sluice.load_packages; --", "1 or 1=1", "' union select version() --", "$1", "%s%n",
        "../../etc/passwd",
        "\\", "\"", "<script>alert(1)</script>", "é\u{202E}", String(repeating: "a", count: 3_000), "${jndi:ldap://x}",
        "null", "-1",
        "9223372036854775808", "NaN", "1e9", " ", "0x10", "\u{0}",
    ]

    @Test func `no query reaches the database as SQL, and none is a bug`() async throws {
        try await withServer { server in
            for value in Self.nasty {
                let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                for target in [
                    "/api/packages?dataset=\(encoded)", "/api/packages?status=\(encoded)",
                    "/api/packages?before=\(encoded)",
                    "/api/packages?limit=\(encoded)", "/api/packages?\(encoded)=1", "/api/packages/\(encoded)",
                    "/packages/\(encoded)", "/assets/\(encoded)", "/?dataset=\(encoded)", "/packages?status=\(encoded)",
                    "/data?source=\(encoded)", "/\(encoded)", "/metrics?\(encoded)", "/api/status?\(encoded)",
                ] {
                    let answer = try await server.get(target)
                    #expect([200, 400, 404].contains(answer.status), "\(answer.status) \(target)")
                    #expect(!answer.text.contains("<script>alert"), "\(target)")
                }
            }
            try await Connection.withConnection(server.database) { connection in
                let packages = try await connection.query("select from sluice.load_packages")
                #expect(packages.count == 1)
            }
        }
    }

    @Test(arguments: [
        "limit=%", "limit=%4", "limit=%zz", "dataset=%00", "dataset=%c3%28", "dataset=%ff", "dataset=%ed%a0%80",
        "limit=5&limit=6",
        "limit=+5", "limit=05", "limit=201", "dataset=", "unknown=1",
    ])
    func `a query that cannot be meant is refused in words`(query: String) async throws {
        try await withServer { server in
            let answer = try await server.get("/api/packages?\(query)")
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect((answer.json?["detail"] as? String)?.isEmpty == false)
            #expect(answer.json?["status"] as? Int == 400)
        }
    }

    @Test func `requests that no client sends are answered or closed, and the next one is answered`() async throws {
        let token = ServedDashboard.bearer
        let host = "Host: 127.0.0.1\r\nAuthorization: \(token)\r\n"
        let requests: [String] = [
            "\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{03}\u{01}\u{02}",
            "GET / HTTP/1.1\r\n\(host)X: \u{0}\r\n\r\n",
            "GET / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n",
            "POST /api/runs HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\n",
            "POST /api/runs HTTP/1.1\r\n\(host)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET /\u{7F}\u{1}a HTTP/1.1\r\n\(host)\r\n", "GET http://evil.example/ HTTP/1.1\r\n\(host)\r\n",
            "GET * HTTP/1.1\r\n\(host)\r\n",
            "CONNECT evil.example:443 HTTP/1.1\r\n\(host)\r\n", "GET  HTTP/1.1\r\n\(host)\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: \(token)\r\n\r\n",
            "GET / HTTP/1.1\r\n\(host)Authorization: Bearer x\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\nAuthorization: \(token)\r\n\r\n",
            "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n\(host)\r\n",
            "GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 200_000))\r\n\r\n",
            "GET / HTTP/1.1\r\n\(host)\((0..<5_000).map { "X\($0): 1\r\n" }.joined())\r\n",
            "GET / HTTP/1.1\r\n\(host)Upgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        ]
        try await withServer({ $0.limits.idle = .seconds(1) }) { server in
            for request in requests {
                let connection = try RawConnection(port: server.port)
                await connection.send(Array(request.utf8))
                let received = try #require(await connection.receiveAll(), "\(request.prefix(40))")
                connection.close()
                let status = RawAnswer(received)?.status
                #expect(
                    status.map { $0 < 500 && ($0 != 200 || !request.contains("Bearer x")) } ?? true,
                    "\(request.prefix(40)): \(status ?? 0)")
                #expect(try await server.get("/healthz").status == 200)
            }
        }
    }

    @Test func `an address that is too long is refused, and only to whom is let in`() async throws {
        try await withServer { server in
            let target = "/api/packages?dataset=" + String(repeating: "a", count: 5_000)
            let refused = try await server.get(target)
            #expect(refused.status == 414)
            #expect(try await server.request("GET", target, authorization: nil).status == 401)
        }
    }

    @Test func `a body that is too large is refused before it is read`() async throws {
        try await withServer({ $0.runCommand = "true" }) { server in
            let large = String(repeating: "x", count: 65_537)
            let refused = try await server.request(
                "POST", "/api/runs", headers: ["Content-Type": "application/json"], body: large)
            #expect(refused.status == 413 && refused.headers["connection"]?.contains("close") == true)
            #expect(try await server.request("POST", "/api/runs", authorization: nil, body: large).status == 401)

            // Chunks without end.
            let connection = try RawConnection(port: server.port)
            let head =
                "POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: \(ServedDashboard.bearer)\r\nTransfer-Encoding: chunked\r\n\r\n"
            await connection.send(Array(head.utf8))
            let chunk = Array("8000\r\n\(String(repeating: "y", count: 0x8000))\r\n".utf8)
            var chunks = 0
            while chunks < 100_000, await connection.send(chunk) { chunks += 1 }
            let received = try #require(await connection.receiveAll())
            // The connection may be reset before its answer was read.
            #expect([413, nil].contains(RawAnswer(received)?.status))
            #expect(chunks < 100_000)
            #expect(try await server.get("/api/runs").json?["runs"] as? [String] == [])
        }
    }

    @Test func `who sends too slowly is not waited for`() async throws {
        try await withServer({ options in
            options.limits.idle = .seconds(1)
            options.limits.arrival = .seconds(1)
        }) { server in
            let head = "GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: \(ServedDashboard.bearer)\r\n"
            // A header that comes byte by byte, and one that does not come at all.
            for request in ["", head, "\(head)X-Slow: "] {
                let connection = try RawConnection(port: server.port)
                await connection.send(Array(request.utf8))
                let trickle = Task {
                    while await connection.send([0x61]) { try await Task.sleep(for: .milliseconds(200)) }
                }
                let began = ContinuousClock.now
                // Letters by themselves are no request: that is told.
                let received = try #require(await connection.receiveAll())
                #expect(RawAnswer(received).map { request.isEmpty && $0.status == 400 } ?? received.isEmpty)
                #expect(ContinuousClock.now - began < .seconds(40))
                trickle.cancel()
                _ = await trickle.result
            }
            // A body that comes byte by byte.
            let connection = try RawConnection(port: server.port)
            await connection.send(Array((head.replacing("GET", with: "POST") + "Content-Length: 1000\r\n\r\n").utf8))
            let trickle = Task { while await connection.send([0x61]) { try await Task.sleep(for: .milliseconds(200)) } }
            let began = ContinuousClock.now
            #expect(await connection.receiveAll() != nil)
            #expect(ContinuousClock.now - began < .seconds(40))
            trickle.cancel()
            _ = await trickle.result
            #expect(try await server.get("/api/status").status == 200)
        }
    }

    @Test func `idle connections keep nobody out, and leave nothing behind`() async throws {
        try await withServer({ $0.limits.connections = 100 }) { server in
            #expect(try await server.get("/api/status").status == 200)
            var idle: [RawConnection] = []
            for number in 0..<500 {
                let connection = try RawConnection(port: server.port)
                if number % 2 == 0 { await connection.send(Array("GET /api/st".utf8)) }
                idle.append(connection)
                if number % 100 == 99 {
                    #expect(try await server.get("/api/status").status == 200)
                    #expect((1...100).contains(try await connections(server)))
                }
            }
            for connection in idle { connection.close() }
            idle = []
            for _ in 0..<50 where try await connections(server) > 1 {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(try await connections(server) == 1)
        }
    }

    @Test func `requests of strangers that are half there keep nobody out`() async throws {
        try await withServer({ $0.limits.connections = 50 }) { server in
            var halves: [RawConnection] = []
            for number in 0..<100 {
                let connection = try RawConnection(port: server.port)
                let token = number % 2 == 0 ? "" : "Authorization: Bearer wrong-token-of-some-length\r\n"
                await connection.send(
                    Array("POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1\r\n\(token)Content-Length: 9\r\n\r\n{".utf8))
                halves.append(connection)
                if number % 25 == 24 { #expect(try await server.get("/api/status").status == 200) }
            }
            // They are told at once, and not waited for.
            let answer = RawAnswer(try #require(await halves[99].receiveAll()))
            #expect(answer?.status == 401 && answer?.headers["connection"] == "close")
        }
    }

    private func connections(_ server: ServedDashboard) async throws -> Int {
        let line = try await server.get("/metrics").text.split(separator: "\n")
            .first { $0.hasPrefix("sluice_http_connections ") }
        return try #require(line?.split(separator: " ").last.flatMap { Int($0) })
    }
}
