import ArgumentParser
import Foundation
import LoadEngine
import Warehouse

/// The program: one subcommand for each verb, each a small file that reads its options, calls one thing and prints.
@main
struct Sluice: AsyncParsableCommand {
    static let version = SluiceVersion.current

    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Loads the WhatConverts API into PostgreSQL: exactly once, and nothing when nothing changed.",
        discussion: """
            Try it without an account and without a server:

              sluice demo

            Then load the real account. Make a key under Integrations > API Keys, and:

              export WHATCONVERTS_TOKEN=… WHATCONVERTS_SECRET=…
              export DATABASE_URL=postgresql://user@host/warehouse
              sluice load

            Settings come from flags, then the environment, then sluice.yaml, then defaults. Secrets have no flags; each \
            can be the name of a file that holds it: WHATCONVERTS_TOKEN_FILE, WHATCONVERTS_SECRET_FILE, DATABASE_URL_FILE. \
            Instead of DATABASE_URL, libpq's own PGHOST, PGDATABASE, PGPASSWORD and so on do as well.

            Results go to standard output, what happens on the way to standard error. When the exit status is not 0, the last \
            line there says why, and ends with it; it says what to do next. `sluice status` shows how the last \
            loads ended, and `sluice status PACKAGE` what one of them met, also when nobody saw it run.

            Exit statuses:

            \(ExitStatus.table)
            """,
        version: version,
        subcommands: [
            DemoCommand.self, LoadCommand.self, PlanCommand.self, CheckCommand.self, MigrateCommand.self,
            RolesCommand.self, SchemaCommand.self, StatusCommand.self, RejectedCommand.self,
            SandboxCommand.self, ServeCommand.self, HealthCommand.self,
        ])

    static func main() async {
        Whereabouts.install()
        Allocator.bound()
        // A reader that goes away (`sluice load | head`) must not end a load half-way.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch {
            // Help and the version arrive here too, as errors that are none.
            if exitCode(for: error).isSuccess { exit(withError: error) }
            refuse(error)
        }
        if let complaint = Console.lostOutput {
            Console.complain(complaint)
            Foundation.exit(complaint.status.rawValue)
        }
    }

    /// Flags that cannot be read are a configuration that is wrong, whatever ArgumentParser's own exit status is.
    private static func refuse(_ error: any Error) -> Never {
        ProgressFlags.prepareConsole(CommandLine.arguments)
        // On one line, as every complaint: the parser breaks a list of words that it would take.
        let sentence = message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // Last the parser says which help tells more: "See 'sluice load --help' for more information."
        let hint = fullMessage(for: error).split(separator: "\n").last { $0.contains("--help'") }
        let more = hint.map { hint in
            (sentence.hasSuffix("?") || sentence.hasSuffix(".") ? " " : ". ")
                + hint.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
        }
        Console.complain(Complaint(sentence: sentence + (more ?? ""), status: .configuration))
        if CommandLine.arguments.contains("--json") {
            Console.print(Complaint(sentence: sentence, status: .configuration).json)
        }
        Foundation.exit(ExitStatus.configuration.rawValue)
    }
}
