import ArgumentParser
import Books
import Dashboard
import Foundation
import Logging
import Postgres
import Warehouse

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a dashboard, metrics for Prometheus, and an API, until it is stopped.",
        discussion: """
            Shows what `sluice status` tells, and the tables: as pages for people, as JSON under /api/ (described by \
            /api/openapi.json), and under /metrics for Prometheus. /healthz says that it lives, /readyz that the books can be \
            read. It reads the database and writes nothing: a role that may select is enough.

              sluice serve                           for this machine alone, at http://127.0.0.1:8766/
              sluice serve --local                   the same for the private PostgreSQL of `load --local`
              sluice serve --listen 0.0.0.0:8766     for others; put TLS before it

            SLUICE_SERVE_TOKEN is for machines (Authorization: Bearer …), and SLUICE_SERVE_PASSWORD for people, whose browsers \
            ask for it under any user name; without a password the token is one. Each has at least 16 characters, and can lie \
            in a file: SLUICE_SERVE_TOKEN_FILE, SLUICE_SERVE_PASSWORD_FILE. For this machine alone one is made up when none \
            is set, and printed.

            With --run-command, POST /api/runs starts that command, with an environment of its own: the server knows no key \
            of the API. The command brings the settings of its load, such as

              sluice serve --run-command 'set -a; . /etc/sluice/load.env; exec sluice load --quiet'

            Told to stop by SIGTERM or SIGINT, it ends what is under way within 10 s, a load that it started included, and \
            leaves with 0.
            """)

    @Option(
        help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "host:port"),
        transform: { text in
            guard let address = ListenAddress(text) else {
                throw ValidationError("it should be a host and a port such as 127.0.0.1:8766 or [::1]:8766")
            }
            return address
        })
    var listen = ListenAddress(host: "127.0.0.1", port: 8_766)

    @Option(
        name: .customLong("allowed-host"),
        help: ArgumentHelp(
            "A name that requests may ask for in their Host header, such as that of a proxy before it; may be given more than "
                + "once.", valueName: "name"))
    var allowedHosts: [String] = []

    @Option(help: ArgumentHelp("What POST /api/runs starts, by /bin/sh (default: nothing).", valueName: "command"))
    var runCommand: String?

    @Option(
        help: ArgumentHelp(
            "The dataset that the run command loads, so that no second one is started (default: whatconverts).",
            valueName: "name"))
    var dataset: String?

    @Flag(help: "Look into the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    func validate() throws {
        if let runCommand, runCommand.allSatisfy(\.isWhitespace) {
            throw ValidationError("--run-command must name a command")
        }
    }

    mutating func run() async throws {
        let command = self
        do {
            try await command.serve()
        } catch {
            let complaint = Complaint(error)
            Console.complain(complaint)
            if output.json { Console.print(complaint.json) }
            throw ExitCode(complaint.status.rawValue)
        }
    }

    private func serve() async throws {
        let settings = try Settings(file: config.config)
        let keys = try ServeKeys(settings, isLoopback: listen.isLoopback, address: listen.description)
        let database = try await DatasetFlags.database(settings, local: local, output)
        // A server that is not there yet may come; a text that names none never will.
        try database.check()
        let quiet = output.quiet
        var options = DashboardOptions(
            address: listen, access: keys.access, dataset: settings.dataset(dataset), version: Sluice.version,
            logger: Logger(label: "sluice") { label in
                var handler = StreamLogHandler.standardError(label: label)
                handler.logLevel = quiet ? .warning : .info
                return handler
            })
        options.allowedHosts = allowedHosts
        options.runCommand = runCommand
        try await DashboardServer(database: database, options: options).run { port in announce(port, keys) }
    }

    private struct Document: Encodable {
        let url: String
        /// Only one that was made up.
        let token: String?
    }

    private func announce(_ port: Int, _ keys: ServeKeys) {
        var address = listen
        address.port = port
        let url = "http://\(address)/"
        if output.json {
            return Console.print((try? JSONText.encode(Document(url: url, token: keys.made))) ?? "{}")
        }
        Console.print("serving \(url)")
        if let made = keys.made {
            Console.print(
                """
                SLUICE_SERVE_TOKEN is not set, so one was made up for as long as this runs:

                  \(made)

                A browser asks for it as a password, under any user name; curl takes it so:

                  curl -H 'Authorization: Bearer \(made)' \(url)api/status
                """)
        }
    }
}
