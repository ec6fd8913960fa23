import ArgumentParser
import Books
import Foundation
import Sandbox
import Warehouse

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Serve a local WhatConverts API with invented data.",
        discussion: """
            Answers as the real API does, on loopback, until it is interrupted. The same seed and --newest give the same \
            data. It prints the three lines that a shell needs to load from it; in that shell:

              sluice load --local

            While it runs, leads can be added, changed and deleted:

              curl -X POST 'http://127.0.0.1:8765/sandbox/leads/add?count=10'
              curl -X POST 'http://127.0.0.1:8765/sandbox/leads/change?fraction=0.01'
              curl -X POST 'http://127.0.0.1:8765/sandbox/leads/delete?count=10'

            and it can be told to behave as an awkward API does, always or for some requests:

              curl -X PUT 'http://127.0.0.1:8765/sandbox/quirks' -d '{"latencyMilliseconds": 200}'
              curl -X POST 'http://127.0.0.1:8765/sandbox/faults?kind=serverError&times=3'

            GET /sandbox/quirks and GET /sandbox/faults tell what there is.
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

    @Option(
        help: ArgumentHelp("When the newest lead came (default: two minutes ago).", valueName: "date"),
        transform: LoadFlags.date)
    var newest: Date?

    @OptionGroup var output: OutputFlags

    func validate() throws {
        guard (0...1_000_000).contains(leads) else { throw ValidationError("--leads must lie between 0 and 1000000") }
        guard (0...65_535).contains(port) else { throw ValidationError("--port must lie between 0 and 65535") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output) {
            try await Sandbox.run(command.options) { sandbox in
                command.announce(sandbox)
            }
            return .loaded
        }
    }

    private var options: SandboxOptions {
        // A load reads up to a minute ago.
        let recent = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - 120)
        var options = SandboxOptions(seed: seed, leads: leads, newest: newest ?? recent)
        options.port = port
        options.host = host
        if let profile { options.keyKind = .profile(profile) }
        return options
    }

    private struct Document: Encodable {
        let base_url: String
        let token: String
        let secret: String
    }

    /// Prints the key: it opens nothing but invented data.
    private func announce(_ sandbox: Sandbox) {
        let document = Document(base_url: sandbox.baseURL, token: sandbox.token, secret: sandbox.secret)
        if output.json { return Console.print((try? JSONText.encode(document)) ?? "{}") }
        Console.print(
            """
            export WHATCONVERTS_BASE_URL=\(sandbox.baseURL)
            export WHATCONVERTS_TOKEN=\(sandbox.token)
            export WHATCONVERTS_SECRET=\(sandbox.secret)
            """)
        output.note(
            """

            serving \(leads.grouped) invented leads until interrupted. Paste the lines above into another shell, and run \
            there: sluice load --local
            """)
    }
}
