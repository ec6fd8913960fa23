import Foundation
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing

/// Promise P10: no secret is printed. Each run of ``Program`` looks at its own output; this looks everywhere else.
struct SecretTests {
    @Test func `no secret is in the process list, in the output or in a metadata table`() async throws {
        try await withPasswordServer { url in
            try await withTemporaryDirectory { directory in
                try await Sandbox.withSandbox(SandboxOptions(leads: 50)) { sandbox in
                    var slow = Quirks()
                    slow.latencyMilliseconds = 50
                    await sandbox.setQuirks(slow)
                    let program = Program(in: directory, database: url, sandbox: sandbox)
                    let load = try program.start(["load"])
                    try await until { await sandbox.requestCount() > 2 }
                    let commandLine = try load.commandLine
                    #expect(commandLine.hasSuffix("sluice\0load\0"))
                    #expect(try await load.end().status == 0)
                    // A failed one writes down why it failed.
                    let wrongKey = program.with(["WHATCONVERTS_SECRET": Program.secret + "x"])
                    #expect(try await wrongKey.run("load").status == 22)
                    #expect(try await program.run("status", "--json").status == 0)

                    let books = try await metadata(ConnectionSettings(url))
                    #expect(books.contains("whatconverts"))
                    for secret in Program.secrets {
                        #expect(!books.contains(secret))
                        #expect(!commandLine.contains(secret))
                    }
                }
            }
        }
    }

    @Test func `a wrong password is refused without being shown`() async throws {
        try await withPasswordServer { url in
            try await withTemporaryDirectory { directory in
                let wrong = url.replacing(Program.databasePassword, with: "\(Program.databasePassword)x")
                let refused = try await Program(in: directory, database: wrong).run("load")
                #expect(refused.status == 25)
                #expect(refused.sentence.contains("refused the password of user \"loader\""))
                #expect(!refused.errors.contains("SQLSTATE"))
            }
        }
    }

    /// All rows of all tables of Sluice's own, as text.
    private func metadata(_ settings: ConnectionSettings) async throws -> String {
        try await Connection.withConnection(settings) { connection in
            let tables = try await connection.query(
                "select schemaname::text, tablename::text from pg_tables where schemaname in ('sluice', 'sluice_staging')"
            )
            var text = ""
            for table in tables {
                let (schema, name) = try table.decode((String, String).self)
                let rows = try await connection.query("select t::text from \(Identifier(schema, name)) t")
                text += try rows.map { try $0.decode(0, as: String.self) }.joined(separator: "\n")
            }
            return text
        }
    }

    /// A server that asks for a password, with a role and a database of its own.
    func withPasswordServer(_ body: @Sendable (String) async throws -> Void) async throws {
        try await withPrivateCluster(settings: [:]) { server in
            try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
                try await connection.query(
                    "create role loader login password '\(unsafeSQL: Program.databasePassword)'")
                try await connection.query("create database warehouse owner loader")
                let rules = "local all postgres trust\nlocal all all scram-sha-256\n"
                try rules.write(toFile: "\(server.dataDirectory)/pg_hba.conf", atomically: false, encoding: .utf8)
                try await connection.query("select pg_reload_conf()")
                // The server takes up its rules a moment after it was told.
                try await until {
                    try await connection.query("select from pg_hba_file_rules where auth_method = 'scram-sha-256'")
                        .count == 1
                }
            }
            try await body(
                server.connectionString(database: "warehouse").replacingUser(
                    by: "loader", password: Program.databasePassword))
        }
    }
}
