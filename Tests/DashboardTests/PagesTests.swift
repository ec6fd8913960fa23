import Dashboard
import Foundation
import Postgres
import TestSupport
import Testing

struct PagesTests {
    private static let failed = UUID(uuidString: "019803e8-0000-7000-8000-000000000000") ?? UUID()

    @Test func `no text of the database becomes markup`() async throws {
        try await withFilledBooks { connection in
            var pages = try await readAll(["show": ""], on: connection)
            pages["package"] = try await read(
                { try await $0.package(Self.failed, PageAsk(), $1) }, on: connection)
            for (name, page) in pages {
                #expect(!page.contains("<script>"), "\(name)")
                #expect(!page.contains("\u{202E}") && !page.contains("\u{1}"), "\(name)")
                #expect(!page.contains("alert(1)</"), "\(name)")
                // What a policy of 'self' refuses, and what would leave the host.
                #expect(page.firstMatch(of: /\s(?:style|on[a-z]+)\s*=\s*"/) == nil, "\(name)")
                let elsewhere = page.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.1) }
                    .filter { !$0.hasPrefix("/") && !$0.hasPrefix("#") }
                #expect(elsewhere.isEmpty, "\(name)")
            }
            for name in ["overview", "packages", "schema", "data", "package"] {
                #expect(pages[name]?.contains("&lt;script&gt;alert(1)") == true, "\(name)")
            }
        }
    }

    @Test func `the overview says first what is wrong`() async throws {
        try await withFilledBooks { connection in
            let troubled = try await read({ try await $0.overview(PageAsk(), $1) }, on: connection)
            #expect(troubled.contains("The last load of calls failed"))
            #expect(troubled.contains("when the API answers; the message says"))
            try await connection.query("delete from sluice.load_packages where package_id = \(Self.failed)")
            try await connection.query("delete from sluice.observed_fields")
            let well = try await read({ try await $0.overview(PageAsk(), $1) }, on: connection)
            #expect(well.contains("<strong>All is well</strong>"))
            #expect(well.contains("href=\"/packages/019803e7-0000-7000-8000-000000000000\""))
            #expect(!well.contains("data-running"))
        }
    }

    @Test func `a page looks again by itself while a load runs, with scripts and without`() async throws {
        try await withFilledBooks { connection in
            try await connection.query(
                """
                update sluice.leases
                set holder = 'a machine', package_id = \(Self.failed), heartbeat_at = clock_timestamp(),
                    expires_at = clock_timestamp() + interval '1 minute'
                """)
            try await connection.query(
                "update sluice.load_packages set status = 'started', finished_at = null where package_id = \(Self.failed)"
            )
            var pages = try await readAll(on: connection)
            pages["package"] = try await read({ try await $0.package(Self.failed, PageAsk(), $1) }, on: connection)
            for (name, page) in pages {
                #expect(page.contains(" data-running>"), "\(name)")
                // Never under the hands of who fills in a form.
                let hasForm = ["packages", "data"].contains(name)
                #expect(page.contains("<noscript><meta http-equiv=\"refresh\"") == !hasForm, "\(name)")
                #expect(page.contains("load it anew.</noscript>") == hasForm, "\(name)")
            }
            #expect(pages["overview"]?.contains("a machine is at work") == true)
            #expect(pages["package"]?.contains("It is at work.") == true)
        }
    }

    @Test func `packages are shown page by page, each once`() async throws {
        try await withFilledBooks { connection in
            var seen: [String] = []
            var query = ["status": "loaded"]
            while true {
                let ask = PageAsk(query: query)
                let page = try await read({ try await $0.packages(ask, $1) }, on: connection)
                seen += page.matches(of: /<a href="\/packages\/([0-9a-f-]{36})">/).map { String($0.1) }
                guard let next = page.firstMatch(of: /before=([0-9a-f-]{36})" rel="next"/) else { break }
                query["before"] = String(next.1)
            }
            #expect(seen.count == 900 && Set(seen).count == 900)
        }
    }

    @Test func `a package is told with its advice, and its counts add up`() async throws {
        try await withFilledBooks { connection in
            let page = try await read({ try await $0.package(Self.failed, PageAsk(), $1) }, on: connection)
            #expect(page.contains("24, the API cannot be reached, or is not the API"))
            #expect(page.contains("<span class=\"advice\">Run it again when the API answers"))
            #expect(page.contains("100 records = 70 inserted + 30 unchanged: each is accounted for."))
            #expect(page.contains("1 to 20 of 20; each became visible in one transaction"))
            let rest = try await read(
                { try await $0.package(Self.failed, PageAsk(query: ["batch": "15"]), $1) }, on: connection)
            #expect(rest.contains("15 to 20 of 20"))
            let unknown = try await connection.transaction { transaction in
                try await Pages(version: "test").package(UUID(), PageAsk(), transaction)
            }
            #expect(unknown == nil)
        }
    }

    @Test(arguments: [
        ["dataset": "nobody"], ["dataset": "calls\"; drop schema sluice"], ["from": "yesterday"],
        ["until": "2024-02-30"],
        ["from": "2024-02-02", "until": "2024-02-01"], ["account": "-1"], ["profile": "1e9"], ["show": "all"],
        ["deleted": "1"], ["source": "a\0b"], ["type": String(repeating: "x", count: 801)],
        ["account": "99999999999999999999"],
    ])
    func `a value that cannot be meant is refused, and says what can`(query: [String: String]) async throws {
        try await withFilledBooks(leads: 1) { connection in
            await #expect(throws: PageError.self) {
                _ = try await read({ try await $0.data(PageAsk(query: query), $1) }, on: connection)
            }
        }
    }

    @Test func `a database without books gets pages too`() async throws {
        try await withDatabase { database in
            try await Connection.withConnection(database) { connection in
                let pages = try await readAll(on: connection)
                #expect(pages["overview"]?.contains("No load has run in this database yet") == true)
                #expect(pages["schema"]?.contains("No migration was applied") == true)
                #expect(pages["data"]?.contains("No load has run") == true)
                let package = try await connection.transaction { transaction in
                    try await Pages(version: "test").package(UUID(), PageAsk(), transaction)
                }
                #expect(package == nil)
            }
        }
    }

    @Test func `what a page names is there, under a name for its content`() async throws {
        let pages = Pages(version: "<1>")
        let page = pages.failure(status: 404, title: "Not found", words: hostile).text
        #expect(page.contains("Sluice &lt;1&gt;") && !page.contains("<script>"))
        let names = page.matches(of: /"\/assets\/([^"]+)"/).map { String($0.1) }
        #expect(Set(names).count == 3)
        for name in names {
            let asset = try #require(pages.asset(name))
            #expect(asset.etag.hasPrefix("\"") && name.contains(asset.etag.dropFirst().dropLast()))
            let text = String(decoding: asset.bytes, as: UTF8.self)
                .replacing("http://www.w3.org/2000/svg", with: "")
            #expect(text.firstMatch(of: /https?:|url\(|@import/) == nil, "\(name) names another place")
        }
        #expect(pages.asset("style.css") == nil && pages.asset("../Package.swift") == nil)
    }
}
