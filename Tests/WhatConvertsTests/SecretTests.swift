import Foundation
import LoadEngine
import Postgres
import RESTSource
import Sandbox
import Synchronization
import Testing
import Warehouse

/// No secret is printed, told or written down. (P10)
struct SecretTests {
    /// For a server that asks for none, and lets everybody in.
    private static let inventedPassword = "Tr0ub4dor-database-password"

    @Test func `neither key nor password is in any event, error, report or metadata table`() async throws {
        try await withLoad(SandboxOptions(seed: 81, leads: 120)) { test in
            let told = Mutex<[String]>([])
            @Sendable func tell(_ thing: Any) {
                var dumped = ""
                dump(thing, to: &dumped)
                told.withLock { $0 += ["\(thing)", String(reflecting: thing), dumped] }
            }
            var database = test.database
            let known = URLComponents(string: database.connectionString)?.password
            let password = known ?? Self.inventedPassword
            if known == nil {
                let separator = database.connectionString.contains("?") ? "&" : "?"
                database.connectionString += "\(separator)password=\(password)"
            }
            let settings = database
            func attempt(
                over transport: (any HTTPTransport)? = nil, secret: String? = nil, database: ConnectionSettings? = nil,
                _ change: (inout LoadOptions) -> Void = { _ in }
            ) async {
                do {
                    tell(
                        try await test.load(
                            over: transport, secret: secret, database: database ?? settings, change, emit: { tell($0) })
                    )
                } catch {
                    tell(error)
                }
            }

            await attempt()
            await attempt(secret: "another-secret-of-mine")
            // An API that sends the key back in what it says.
            let (token, secret) = (test.sandbox.token, test.sandbox.secret)
            let encoded = Data("\(token):\(secret)".utf8).base64EncodedString()
            for status in [200, 400, 401, 429, 500] {
                let echo = StandInTransport(base: test.transport) { request in
                    guard request.url.contains("/leads?") else { return nil }
                    return (status, "{\"error_message\":\"\(token) and \(secret) in \(encoded) failed\"}")
                }
                await attempt(over: echo) { $0.resources = ["leads"] }
            }
            await attempt { $0.resources = ["unknown"] }
            var unreachable = settings
            unreachable.connectionString = "postgresql://somebody:\(password)@127.0.0.1:1/nowhere"
            await attempt(database: unreachable)
            await attempt { $0.singles = ["1"] }

            let all = told.withLock { $0 } + (try await test.metadata())
            #expect(all.count > 100)
            for hidden in [token, secret, encoded, password, "another-secret-of-mine"] {
                let leaks = all.filter { $0.contains(hidden) }
                #expect(leaks.isEmpty, "\(leaks.count) times, such as \(leaks.first?.prefix(300) ?? "")")
            }
            // The question finds what is there.
            #expect(all.contains { $0.contains("withheld") })
        }
    }
}

extension TestLoad {
    /// Every row of every metadata table, as text; bytes as text too.
    fileprivate func metadata() async throws -> [String] {
        var rows: [String] = []
        for table in try await column(
            "select tablename::text from pg_tables where schemaname = 'sluice'", as: String.self)
        {
            rows += try await column("select to_jsonb(t)::text from \(Identifier("sluice", table)) t")
        }
        return rows
            + (try await column("select convert_from(record, 'UTF8') from sluice.rejected_records"))
    }
}
