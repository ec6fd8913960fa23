import ArgumentParser
import Books
import Foundation
import Postgres
import Warehouse

struct RolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Print, or make, the roles that migrate, load and read.",
        discussion: """
            Three roles, so that none may do more than its work asks for:

              sluice_migrator    owns the tables, and so may change them: sluice migrate
              sluice_loader      writes rows of the tables that there are, and stages: sluice load
              sluice_reader      reads data and books: BI tools, sluice serve, sluice status

            It prints the statements that the database lacks, for its administrator to read and run; with --apply it runs them, in \
            one transaction. Where nothing is missing it says so. Tables that another role made are handed over to the migrator; that \
            role can still read them, and loads no more.

              sluice roles                           what is missing
              sluice roles --apply                   as a superuser, or as who owns the database and may create roles

            It sets no password: do that with \\password in psql, or let certificates or pg_hba.conf decide. `sluice migrate`, run \
            by the migrator, grants to the other two what they need of the tables that it makes.
            """)

    @Option(help: ArgumentHelp("The schema that the tables are in (default: whatconverts).", valueName: "name"))
    var dataset: String?

    @Option(
        help: ArgumentHelp(
            "What the names of the roles begin with (default: sluice). Roles are shared by all databases of a server.",
            valueName: "prefix"))
    var prefix: String?

    @Flag(help: "Run the statements instead of printing them alone.")
    var apply = false

    @Flag(help: "In the private PostgreSQL of `load --local`.")
    var local = false

    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.roles() }
    }

    private struct Document: Encodable {
        struct Names: Encodable {
            let migrator: String
            let loader: String
            let reader: String
        }

        let dataset: String
        let roles: Names
        let statements: [String]
        let is_applied: Bool
    }

    private func roles() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let dataset = settings.dataset(dataset)
        let wanted = try settings.roles(dataset: dataset, prefix: prefix)
        let roles = wanted.roles
        let database = try await DatasetFlags.database(settings, local: local, output)
        let statements = try await Connection.withConnection(database) { connection in
            guard apply else { return try await wanted.missing(on: connection) }
            return try await Migrator(connection: connection, metadata: [], sluiceVersion: Sluice.version).make(wanted)
        }
        if output.json {
            let document = Document(
                dataset: dataset,
                roles: .init(migrator: roles.migrator, loader: roles.loader, reader: roles.reader),
                statements: statements, is_applied: apply)
            Console.print(try JSONText.encode(document))
        } else if statements.isEmpty {
            Console.print("-- The roles \(roles.all.joined(separator: ", ")) have what dataset \(dataset) asks for.")
        } else {
            Console.print(statements.joined(separator: "\n"))
            output.note(notes(statements, roles: roles))
        }
        return .loaded
    }

    private func notes(_ statements: [String], roles: Roles) -> String {
        let made = roles.all.filter { statements.contains("create role \($0) login;") }
        let sentences =
            (apply
                ? ["ran \(statements.count == 1 ? "this statement" : "these \(statements.count) statements")."]
                : ["nothing was changed: an administrator runs the statements above, or `sluice roles --apply` does."])
            + (made.isEmpty
                ? []
                : ["\(made.joined(separator: ", ")): no password is set; \\password in psql sets one."])
        return "\n" + sentences.joined(separator: "\n")
    }
}
