import Foundation
import LocalPostgres
import TestSupport
import Testing

struct HealthCommandTests {
    @Test func `a server is healthy as long as its books can be read`() async throws {
        try await withPrivateCluster { cluster in
            try await withTemporaryDirectory { directory in
                let program = Program(in: directory, database: cluster.connectionString())
                #expect(try await program.run("migrate").status == 0)
                let server = try program.with(["SLUICE_SERVE_TOKEN": "a-token-for-the-tests-0123"])
                    .start(["serve", "--listen", "127.0.0.1:0", "--quiet"])
                try await until { try server.printed.contains("serving ") }
                let address = try #require(try server.printed.firstMatch(of: /http:[^\s]+/)).output
                let healthy = try await program.run("health", "\(address)readyz")
                #expect(healthy.status == 0)
                #expect(healthy.output == "ready: \(address)readyz answers 200\n")
                // Behind a door that it has no key for.
                let stranger = try await program.run("health", "\(address)api/status")
                #expect(stranger.status == 21)
                try await cluster.stop()
                // What it knows is a second old at most.
                var lost = healthy
                try await until {
                    lost = try await program.run("health", "\(address)readyz")
                    return lost.status != 0
                }
                #expect(lost.status == 25)
                #expect(lost.sentence.hasPrefix("\(address)readyz answers 503: "))
                #expect(try await program.run("health", "\(address)healthz").status == 0)
                server.send(SIGTERM)
                #expect(try await server.end().status == 0)
                let gone = try await program.run("health", "\(address)healthz")
                #expect(gone.status == 24)
                #expect(gone.sentence.contains("does not answer: connection refused"))
            }
        }
    }

    @Test(arguments: ["ready", "http:///readyz", "ftp://127.0.0.1/", "http://user:word@127.0.0.1/"])
    func `what is no address of a server is refused, and not repeated`(url: String) async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory).run("health", url)
            #expect(refused.status == 21)
            #expect(!refused.errors.contains("word"))
        }
    }
}
