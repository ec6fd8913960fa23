import Foundation
import LoadEngine
import Postgres
import Sandbox
import Synchronization
import TestSupport
import Testing
import Warehouse

/// Tables change by recorded migrations alone, and a load says what is wrong with them before it writes. (P8)
struct SchemaTests {
    @Test func `a changed, a missing or an older set of migrations is refused before anything is loaded`() async throws
    {
        try await withLoad(SandboxOptions(seed: 71, leads: 30)) { test in
            try await test.load()
            try await withTemporaryDirectory { directory in
                for (name, change) in try Self.damages() {
                    let path = "\(directory)/\(name)"
                    try FileManager.default.copyItem(atPath: MigrationFolder.checkout.path, toPath: path)
                    try change(path)
                    let error = try await test.failure(MigrationError.self) {
                        try await test.load(migrations: MigrationFolder(path: path))
                    }
                    #expect(error.cause == nil, "\(name): refused before the server had to")
                    #expect("\(error)".contains("whatconverts"), "\(name)")
                }
            }
            #expect(try await test.value("select count(*) = 1 from sluice.load_packages"))
        }
    }

    private static func damages() throws -> [(name: String, change: (String) throws -> Void)] {
        let line = try MigrationFolder.checkout.migrations(line: "whatconverts")
        let first = try #require(line.first)
        let last = try #require(line.last)
        return [
            (
                "changed",
                { path in
                    try "\(first.sql)\n-- by hand\n".write(
                        toFile: "\(path)/whatconverts/\(first.file)", atomically: false, encoding: .utf8)
                }
            ),
            ("missing", { try FileManager.default.removeItem(atPath: "\($0)/whatconverts/\(first.file)") }),
            ("older", { try FileManager.default.removeItem(atPath: "\($0)/whatconverts/\(last.file)") }),
        ]
    }

    @Test(arguments: [
        ("drop table whatconverts.lead_fields", "lead_fields"),
        ("alter table whatconverts.leads drop column notes", "notes"),
        ("alter table whatconverts.leads alter lead_score type text", "lead_score"),
        ("alter table whatconverts.accounts rename account_name to name", "account_name"),
    ])
    func `a table that was altered by hand is refused by name`(alteration: String, name: String) async throws {
        try await withLoad(SandboxOptions(seed: 72, leads: 30)) { test in
            try await test.load()
            try await test.connection.query(Statement(unsafeSQL: alteration))
            for migrations in [MigrationFolder.checkout, nil] {
                let error = try await test.failure(WarehouseError.self) { try await test.load(migrations: migrations) }
                #expect("\(error)".contains(name))
            }
            #expect(try await test.value("select count(*) = 1 from sluice.load_packages"))
        }
    }

    @Test func `of two loads of one dataset one works, and the other touches nothing`() async throws {
        try await withLoad(SandboxOptions(seed: 73, leads: 200)) { test in
            try await test.load { $0.resources = ["accounts"] }
            let gate = GateTransport(base: test.transport) { $0.contains("/leads?") }
            async let first = test.load(over: gate) { $0.leaseTimeToLive = .seconds(3) }
            await gate.untilHeld()

            let books = try await test.books()
            let requests = await test.sandbox.requestCount()
            let error = try await test.failure(WarehouseError.self) { try await test.load() }
            guard case .datasetHeld(let holder) = error, let package = holder.package else {
                Issue.record(error)
                gate.open()
                return
            }
            #expect(try await test.books() == books)
            #expect(await test.sandbox.requestCount() == requests)
            #expect(try await test.value("select package_id = \(package) from sluice.leases"))

            gate.open()
            #expect(try await first.status == .loaded)
            try await test.expectLeadsEqual()
            #expect(try await test.load().status == .loaded)
        }
    }

    @Test func `two datasets of one database load side by side`() async throws {
        try await withLoad(SandboxOptions(seed: 74, leads: 500)) { test in
            async let one = test.load()
            async let other = test.load(dataset: "other")
            #expect(try await one.status == .loaded)
            #expect(try await other.status == .loaded)
            try await test.expectLeadsEqual()
            let different: Int = try await test.value(
                """
                select count(*)
                from whatconverts.leads a
                full join other.leads b using (lead_id)
                where to_jsonb(a) - array['_package_id', '_loaded_at'] is distinct from
                    to_jsonb(b) - array['_package_id', '_loaded_at']
                """)
            #expect(different == 0)
        }
    }
}

extension TestLoad {
    /// Everything in the books but the heartbeat of who holds the dataset.
    fileprivate func books() async throws -> [String] {
        var books: [String] = []
        for table in try await column(
            "select tablename::text from pg_tables where schemaname = 'sluice' order by 1", as: String.self)
        {
            books += try await column(
                """
                select \(table)::text || ' ' || (to_jsonb(t) - array['heartbeat_at', 'expires_at'])::text
                from \(Identifier("sluice", table)) t order by 1
                """)
        }
        return books
    }
}
