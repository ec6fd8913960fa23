import ArgumentParser

/// The program: one subcommand for each verb, each a small file that reads its options, calls one thing and prints.
@main
struct Sluice: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Loads the WhatConverts API into PostgreSQL: exactly once, and nothing when nothing changed.",
        discussion: """
            Try it without an account and without a server:

              sluice demo

            Then load the real account:

              export WHATCONVERTS_TOKEN=… WHATCONVERTS_SECRET=…
              export DATABASE_URL=postgresql://user@host/warehouse
              sluice load

            Secrets come from the environment (or from files: WHATCONVERTS_SECRET_FILE, DATABASE_URL_FILE), never from flags. \
            Everything else can also stand in sluice.yaml.

            Exit status: 0 loaded, or nothing new; 10 the requests are spent, go on later; 11 incomplete, or deletions held \
            back; 12 more records rejected than allowed; 20 another run holds the dataset; 21 the configuration is wrong; \
            22 the key was refused; 23 the schema differs from what is declared; 24 the API cannot be reached; 25 the \
            database cannot be reached; 1 a bug; 130 and 143 stopped by a signal.
            """,
        version: version,
        subcommands: [DemoCommand.self, LoadCommand.self, MigrateCommand.self, StatusCommand.self, SandboxCommand.self])
}
