import Foundation
import Logging
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Dashboard

struct RunsTests {
    @Test func `a load is started by the command, and its end is told`() async throws {
        try await withTemporaryDirectory { directory in
            try await withServer({ options in
                options.runCommand =
                    "env > \(directory)/environment; cat; ls -l /proc/self/fd > \(directory)/files; exit 11"
            }) { server in
                setenv("SLUICE_SERVE_TOKEN", ServedDashboard.token, 1)
                setenv("WHATCONVERTS_SECRET", "not-to-be-passed-on", 1)
                defer {
                    unsetenv("SLUICE_SERVE_TOKEN")
                    unsetenv("WHATCONVERTS_SECRET")
                }
                let started = try await server.request("POST", "/api/runs")
                #expect(started.status == 202)
                let id = try #require(started.json?["package_id"] as? String)
                #expect(UUID(uuidString: id) != nil && id.dropFirst(14).first == "7")
                #expect(started.headers["location"] == "/api/packages/\(id)")
                let run = try await ended(server)
                #expect(run["package_id"] as? String == id)
                #expect(run["exit_status"] as? Int == 11)
                #expect(run["meaning"] as? String == ExitStatus.incomplete.meaning)
                #expect(try await server.get("/metrics").text.contains("\nsluice_run_last_exit_status 11\n"))
                #expect(try await server.get("/metrics").text.contains("\nsluice_runs_started_total 1\n"))

                let environment = try String(contentsOfFile: "\(directory)/environment", encoding: .utf8)
                let allowed: Set = [
                    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "SLUICE_PACKAGE_ID",
                    "SLUICE_TRIGGER",
                    // The shell's own.
                    "PWD", "OLDPWD", "SHLVL", "_",
                ]
                for line in environment.split(separator: "\n") {
                    let name = String(line.prefix { $0 != "=" })
                    #expect(allowed.contains(name) || name.hasPrefix("LC_") || name.hasPrefix("XDG_"), "\(name)")
                }
                #expect(
                    environment.contains("SLUICE_PACKAGE_ID=\(id)\n") && environment.contains("SLUICE_TRIGGER=api\n"))
                // Nothing, three standard files, and the folder that ls reads.
                let files = try String(contentsOfFile: "\(directory)/files", encoding: .utf8)
                #expect(!files.contains("socket:") && files.split(separator: "\n").count <= 6, "\(files)")
            }
        }
    }

    @Test func `while a load runs no other is started, and its package is named`() async throws {
        try await withServer({ options in
            options.runCommand = "sleep 60"
            options.limits.shutdown = .seconds(2)
        }) { server in
            let first = try await server.request("POST", "/api/runs", body: "")
            let id = try #require(first.json?["package_id"] as? String)
            let second = try await server.request("POST", "/api/runs")
            #expect(second.status == 409)
            #expect(second.json?["package_id"] as? String == id)
            #expect(second.headers["content-type"] == "application/problem+json")
            #expect(try await server.get("/metrics").text.contains("\nsluice_runs_under_way 1\n"))
        }
    }

    @Test func `a load that somebody else began is waited for`() async throws {
        try await withServer({ options in
            options.runCommand = "true"
        }) { server in
            let id = UUID.version7()
            try await Connection.withConnection(server.database) { connection in
                _ = try await Lease(connection: connection, timeToLive: .seconds(60)).take(
                    dataset: "calls", packageID: id, holder: "somebody")
            }
            let refused = try await server.request("POST", "/api/runs")
            #expect(refused.status == 409)
            #expect(refused.json?["package_id"] as? String == id.uuidString.lowercased())
            #expect((try await server.get("/api/runs").json?["runs"] as? [Any])?.isEmpty == true)
            #expect(try await server.get("/metrics").text.contains(#"sluice_dataset_held{dataset="calls"} 1"#))
        }
    }

    @Test func `without a command no load is started`() async throws {
        try await withServer { server in
            let refused = try await server.request("POST", "/api/runs")
            #expect(refused.status == 403)
            #expect((refused.json?["detail"] as? String)?.contains("--run-command") == true)
        }
    }

    @Test(arguments: [
        ("{}", "application/json", 202), (" { } ", "application/json; charset=utf-8", 202), ("{}", "text/plain", 415),
        ("{\"a\": 1}", "application/json", 400), ("[]", "application/json", 400), ("{", "application/json", 400),
        ("null", "application/json", 400), ("{\"a\": null}", "application/json", 400), ("a=1", "", 415),
    ])
    func `nothing in a request decides what runs`(body: String, type: String, status: Int) async throws {
        try await withServer({ $0.runCommand = "true" }) { server in
            let headers = type.isEmpty ? [:] : ["Content-Type": type]
            let answer = try await server.request("POST", "/api/runs", headers: headers, body: body)
            #expect(answer.status == status)
        }
    }

    @Test func `a child that is told to stop and does not is killed, and what it started with it`() async throws {
        let runs = Runs(
            command: "trap '' TERM; sleep 61 & while true; do sleep 0.1; done",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let ended: Void = runs.run()
        _ = try await runs.start { nil }
        try await Task.sleep(for: .milliseconds(300))
        let began = ContinuousClock.now
        await runs.stop(within: .seconds(1))
        await ended
        #expect(ContinuousClock.now - began < .seconds(40))
        #expect(await runs.runs.first?.ending == .killed(signal: 9))
        #expect(await runs.runs.first?.exitStatus == 137)
        if case .stopping = try await runs.start(unless: { nil }) {
        } else {
            Issue.record("a stopped server starts no load")
        }
    }

    @Test func `a child gets the signal that ends a load, although the server traps it`() async throws {
        signal(SIGTERM, SIG_IGN)
        defer { signal(SIGTERM, SIG_DFL) }
        let runs = Runs(command: "sleep 62", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let ended: Void = runs.run()
        _ = try await runs.start { nil }
        await runs.stop(within: .seconds(8))
        await ended
        #expect(await runs.runs.first?.ending == .killed(signal: SIGTERM))
    }

    private func ended(_ server: ServedDashboard) async throws -> [String: Any] {
        for _ in 0..<100 {
            let runs = try await server.get("/api/runs").json?["runs"] as? [[String: Any]]
            if let run = runs?.first, run["exit_status"] != nil { return run }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CancellationError()
    }
}
