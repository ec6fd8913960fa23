import Foundation
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

struct ServeCommandTests {
    private static let token = "a-token-for-the-tests-0123"

    @Test func `a token is made up on loopback, printed once, and opens`() async throws {
        try await withProgram(leads: 5) { program, _, _ in
            #expect(try await program.run("load", "--quiet").status == 0)
            let server = try program.start(["serve", "--listen", "127.0.0.1:0"])
            let port = try await port(of: server)
            let token = try #require(try server.printed.firstMatch(of: /\n  ([A-Za-z0-9_-]{32})\n/)).output.1
            let open = try await RawAnswer.to(
                "GET", "/api/status", port: port, headers: ["Authorization": "Bearer \(token)"])
            #expect(open?.status == 200)
            let page = try await RawAnswer.to(
                "GET", "/", port: port,
                headers: ["Authorization": "Basic \(Data("me:\(token)".utf8).base64EncodedString())"])
            #expect(page?.status == 200)
            #expect(try await RawAnswer.to("GET", "/", port: port)?.status == 401)
            server.send(SIGTERM)
            let outcome = try await server.end()
            #expect(outcome.status == 0)
            #expect(!outcome.errors.contains(token))
            #expect(outcome.errors.contains("GET /api/status 200 "))
        }
    }

    @Test func `a load that is started here has the package that was named, and stands in the books`() async throws {
        try await withProgram(leads: 20) { program, sandbox, connection in
            try """
            export WHATCONVERTS_TOKEN=\(Program.token) WHATCONVERTS_SECRET=\(Program.secret)
            export WHATCONVERTS_BASE_URL=\(sandbox.baseURL) DATABASE_URL='\(try #require(program.environment["DATABASE_URL"]))'
            """.write(toFile: "\(program.directory)/load.env", atomically: false, encoding: .utf8)
            // Of the key the server itself knows nothing.
            let serving = program.with([
                "WHATCONVERTS_TOKEN": nil, "WHATCONVERTS_SECRET": nil, "SLUICE_SERVE_TOKEN": Self.token,
            ])
            let server = try serving.start([
                "serve", "--listen", "127.0.0.1:0", "--run-command",
                ". ./load.env; exec '\(try Program.path)' load --quiet",
            ])
            let port = try await port(of: server)
            let headers = ["Authorization": "Bearer \(Self.token)"]
            let started = try #require(try await RawAnswer.to("POST", "/api/runs", port: port, headers: headers))
            #expect(started.status == 202)
            let id = try #require(started.json?["package_id"] as? String)
            var exitStatus: Int?
            for _ in 0..<300 where exitStatus == nil {
                try await Task.sleep(for: .milliseconds(100))
                let runs = try await RawAnswer.to("GET", "/api/runs", port: port, headers: headers)
                exitStatus = (runs?.json?["runs"] as? [[String: Any]])?.first?["exit_status"] as? Int
            }
            #expect(exitStatus == 0)
            let story = try await RawAnswer.to("GET", "/api/packages/\(id)", port: port, headers: headers)
            let package = story?.json?["package"] as? [String: Any]
            #expect(package?["status"] as? String == "loaded" && package?["trigger"] as? String == "api")
            server.send(SIGINT)
            let outcome = try await server.end()
            #expect(outcome.status == 0 && !outcome.errors.contains(Self.token))

            // The same id again.
            let again = try await program.with(["SLUICE_PACKAGE_ID": id]).run("load")
            #expect(again.status == 21)
            #expect(again.sentence.hasPrefix("there is a load package \(id) already"))
            let packages = try await connection.query("select status from sluice.load_packages")
            #expect(try packages.map { try $0.decode(0, as: String.self) } == ["loaded"])
            let wrong = try await program.with(["SLUICE_PACKAGE_ID": "5"]).run("load")
            #expect(wrong.status == 21 && wrong.sentence.hasPrefix("SLUICE_PACKAGE_ID should be a UUID"))
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `told to stop, it ends the load that it started and leaves within its time`(signal: Int32) async throws {
        try await withProgram(leads: 5) { program, _, _ in
            let serving = program.with(["SLUICE_SERVE_TOKEN": Self.token])
            let server = try serving.start([
                "serve", "--listen", "127.0.0.1:0", "--run-command",
                "trap 'sleep 1; echo ended >> ended; exit 143' TERM; while true; do sleep 0.1; done",
            ])
            let port = try await port(of: server)
            let idle = try RawConnection(port: port)
            let headers = ["Authorization": "Bearer \(Self.token)"]
            #expect(try await RawAnswer.to("POST", "/api/runs", port: port, headers: headers)?.status == 202)
            try await Task.sleep(for: .milliseconds(300))
            let began = ContinuousClock.now
            server.send(signal)
            #expect(try await server.end().status == 0)
            #expect((.seconds(1) ... .seconds(10)).contains(ContinuousClock.now - began))
            #expect(FileManager.default.fileExists(atPath: "\(program.directory)/ended"))
            #expect(await idle.receiveAll() == [])
        }
    }

    @Test func `a database that is not there yet may come`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql://nobody@127.0.0.1:1/nothing")
                .with(["SLUICE_SERVE_TOKEN": Self.token])
            let server = try program.start(["serve", "--listen", "127.0.0.1:0", "--json"])
            var printed = ""
            for _ in 0..<100 where printed.isEmpty {
                try await Task.sleep(for: .milliseconds(50))
                printed = try server.printed
            }
            let document = try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String: String]
            let url = try #require(document?["url"].flatMap { URL(string: $0) })
            #expect(document?["token"] == nil)
            let port = try #require(url.port)
            let answer = try await RawAnswer.to("GET", "/readyz", port: port)
            #expect(answer?.status == 503)
            #expect(answer?.text.contains("127.0.0.1") == false && answer?.text.contains("nobody") == false)
            #expect(try await RawAnswer.to("GET", "/healthz", port: port)?.status == 200)
            server.send(SIGTERM)
            #expect(try await server.status() == 0)
        }
    }

    @Test func `what cannot be meant is a wrong configuration, with the mend`() async throws {
        try await withTemporaryDirectory { directory in
            let program = Program(in: directory, database: "postgresql://nobody@127.0.0.1:1/nothing")
            let busy = try program.start(["serve", "--listen", "127.0.0.1:0"])
            let port = try await port(of: busy)
            for (arguments, environment, sentence) in [
                (["--listen", "0.0.0.0:0"], [:], "set SLUICE_SERVE_TOKEN"),
                (["--listen", "[::]:0"], [:], "set SLUICE_SERVE_TOKEN"),
                ([], ["SLUICE_SERVE_TOKEN": "short"], "SLUICE_SERVE_TOKEN is shorter than 16 characters"),
                ([], ["SLUICE_SERVE_PASSWORD": "short"], "SLUICE_SERVE_PASSWORD is shorter than 16 characters"),
                ([], ["SLUICE_SERVE_TOKEN_FILE": "/nowhere"], "SLUICE_SERVE_TOKEN_FILE names /nowhere"),
                (["--listen", "127.0.0.1:\(port)"], [:], "another program listens on 127.0.0.1:\(port) already"),
                (
                    ["--listen", "192.0.2.1:0"], ["SLUICE_SERVE_TOKEN": Self.token],
                    "this machine has no address 192.0.2.1"
                ),
                (["--listen", "8766"], [:], "a host and a port such as 127.0.0.1:8766"),
                (["--run-command", " "], [:], "--run-command must name a command"),
                ([], ["DATABASE_URL": "postgresql://u:p@ss w@h/d"], "the connection string cannot be read"),
            ] as [([String], [String: String], String)] {
                let refused = try await program.with(environment).start(["serve"] + arguments).end()
                #expect(refused.status == 21, "\(sentence)")
                #expect(refused.errors.contains(sentence), "\(refused.errors)")
                #expect(refused.errors.hasSuffix(" (exit status 21)\n"), "\(refused.errors)")
                #expect(!refused.output.contains("serving"))
            }
            busy.send(SIGTERM)
            #expect(try await busy.status() == 0)
        }
    }

    @Test func `ten thousand idle connections keep nobody out, and leave nothing behind`() async throws {
        try await withProgram(leads: 1) { program, _, _ in
            #expect(try await program.run("load", "--quiet").status == 0)
            let server = try program.with(["SLUICE_SERVE_TOKEN": Self.token]).start([
                "serve", "--listen", "127.0.0.1:0", "--quiet",
            ])
            let port = try await port(of: server)
            let headers = ["Authorization": "Bearer \(Self.token)"]
            func status() async throws -> Int? {
                try await RawAnswer.to("GET", "/api/status", port: port, headers: headers)?.status
            }
            #expect(try await status() == 200)
            let before = try server.openFiles
            var idle: [RawConnection] = []
            for number in 1...Self.mostConnections {
                idle.append(try RawConnection(port: port))
                if number % 1_000 == 0 {
                    #expect(try await status() == 200)
                    // A connection that is closed for another one goes when its event loop comes to it.
                    for _ in 0..<200 where try server.openFiles >= before + 1_050 {
                        try await Task.sleep(for: .milliseconds(50))
                    }
                    #expect(try server.openFiles < before + 1_050)
                }
            }
            for connection in idle { connection.close() }
            try await until { try server.openFiles <= before + 2 }
            #expect(try await status() == 200)
            server.send(SIGTERM)
            #expect(try await server.end().status == 0)
        }
    }

    /// Ten thousand, where the system lets a process have so many files open.
    private static let mostConnections: Int = {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return min(10_000, Int(clamping: limit.rlim_cur) / 2)
    }()

    private func port(of server: RunningProgram) async throws -> Int {
        for _ in 0..<200 {
            if let match = try server.printed.firstMatch(of: /serving http:\/\/127\.0\.0\.1:([0-9]+)\//) {
                return try #require(Int(match.output.1))
            }
            guard server.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("it does not serve: \(try server.complained)")
        throw CancellationError()
    }
}
