import ArgumentParser
import Foundation
import Sandbox

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Serve a local WhatConverts API with invented data.",
        discussion: """
            Answers as the real API does, on loopback. The same seed gives the same data. While it runs, leads can be \
            added, changed and deleted: POST /sandbox/leads/change?fraction=0.01, /sandbox/leads/add?count=10, \
            /sandbox/leads/delete?count=10.
            """)

    @Option(help: "How many leads there are, over two years.")
    var leads = 10_000

    @Option(help: "The seed of the data.")
    var seed: UInt64 = 1

    @Option(help: "The port; 0 takes a free one.")
    var port = 8_765

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Serve the key of this profile instead of an agency key.")
    var profile: Int64?

    @Option(help: "The newest lead's date (default: now).")
    var newest: String?

    func validate() throws {
        guard (0...1_000_000).contains(leads) else { throw ValidationError("--leads must lie between 0 and 1000000") }
        guard (0...65_535).contains(port) else { throw ValidationError("--port must lie between 0 and 65535") }
        _ = try newest.map { try LoadFlags.date($0, flag: "--newest") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand {
            var options = SandboxOptions(
                seed: command.seed, leads: command.leads,
                newest: try command.newest.map { try LoadFlags.date($0, flag: "--newest") } ?? Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - 120))
            options.port = command.port
            options.host = command.host
            if let profile = command.profile { options.keyKind = .profile(profile) }
            try await Sandbox.run(options) { sandbox in
                Console.print(
                    """
                    export WHATCONVERTS_BASE_URL=\(sandbox.baseURL)
                    export WHATCONVERTS_TOKEN=\(sandbox.token)
                    export WHATCONVERTS_SECRET=\(sandbox.secret)
                    """)
                Console.note("serving \(command.leads) invented leads until interrupted; paste the lines above to load them")
            }
            return .loaded
        }
    }
}
