import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing

/// The programs of `Examples/Loaders`: they see of the engine what is public, and load for real.
struct ExampleTests {
    @Test func `a source declared from outside loads, and a second load finds nothing new`() async throws {
        try await withDatabase { database in
            let run = try await Example("BookshopLoader").run([], ["DATABASE_URL": database.connectionString])
            #expect(run.status == 0, "\(run.output)")
            let jobs = run.output.split(separator: "\n").filter { $0.contains(" inserted, ") }
            #expect(
                jobs == [
                    "authors: 7 inserted, 0 updated, 0 unchanged", "sales: 48 inserted, 0 updated, 0 unchanged",
                    "authors: 0 inserted, 0 updated, 7 unchanged", "sales: 0 inserted, 0 updated, 48 unchanged",
                ], "\(run.output)")
            #expect(run.output.hasPrefix("  package began, into shop\n  authors: began\n"), "\(run.output)")

            let sums = try await Connection.withConnection(database) { connection in
                try await connection.query(
                    """
                    select (select sum(price) from shop.sales)::text || ' ' || (select count(*) from shop.sale_lines)::text
                        || ' ' || (select string_agg(status, ' ') from sluice.load_packages)
                    """
                ).map { try $0.decode(0, as: String.self) }
            }
            #expect(sums == ["600.00 48 loaded loaded"])
        }
    }

    @Test func `its migrations are what its declarations say`() async throws {
        let run = try await Example("BookshopLoader").run(["schema"], [:])
        let folder = "\(Example.package)/migrations/bookshop"
        let files = try ["0001_create_authors", "0002_create_sales"].map {
            try String(contentsOfFile: "\(folder)/\($0).sql", encoding: .utf8)
        }
        #expect(run.output == files.map { "\($0)\n" }.joined())
    }

    @Test func `it says what follows when there is no database`() async throws {
        let run = try await Example("BookshopLoader").run([], ["DATABASE_URL": "postgresql://127.0.0.1:1/nowhere"])
        #expect(run.status == 25)
        #expect(run.output.contains("failed (the database cannot be reached or used): no server answers at 127.0.0.1"))
        #expect(run.output.contains("the next run tries again"))
    }

    @Test func `WhatConverts loads from another program, with options and events of its own`() async throws {
        try await withDatabase { database in
            try await Sandbox.withSandbox(SandboxOptions(leads: 300)) { sandbox in
                let run = try await Example("WhatConvertsLoader").run(
                    [],
                    [
                        "WAREHOUSE": database.connectionString, "API": sandbox.baseURL,
                        "API_TOKEN": sandbox.token, "API_SECRET": sandbox.secret,
                    ])
                #expect(run.status == 0, "\(run.output)")
                #expect(run.output.contains(" leads merged\n") && run.output.hasSuffix(" is loaded\n"))
                let leads = try await Connection.withConnection(database) { connection in
                    try await connection.query("select count(*) from calls.leads").map {
                        try $0.decode(0, as: Int64.self)
                    }
                }
                #expect(leads == [300])
            }
        }
    }
}
