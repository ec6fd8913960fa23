import Foundation
import LoadEngine
import Postgres
import Sandbox
import Testing
import Warehouse

/// Nothing that was received is dropped in silence. (P5)
struct AccountingTests {
    /// A value that does not fit, and what is to be said of it.
    struct Misfit: Sendable {
        let type: String
        /// What to put where, behind the id of the lead.
        let target: String
        let replacement: String
        let column: String
        let reason: String
        /// What is to be shown of it, at the column's place unless another is said.
        var came: String?
        var path: String?
    }

    static let misfits = [
        Misfit(
            type: "Phone Call", target: ",", replacement: ",\"transaction_tax\":\"a lot\",", column: "transaction_tax",
            reason: "expected a number, got a string", came: #""x xxx""#),
        Misfit(
            type: "Web Form", target: ",", replacement: ",\"call_duration_seconds\":99999999999,",
            column: "call_duration_seconds",
            reason: "expected a whole number from -2147483648 to 2147483647, got a number",
            came: "99999999999"),
        Misfit(
            type: "Phone Call", target: "\"last_updated\":\"", replacement: "\"last_updated\":\"some time after ",
            column: "last_updated", reason: "expected an instant such as 2026-03-04T15:06:07Z, got a string",
            came: #""xxxx xxxx xxxxx 9999-99-99X99:99:99X""#),
        Misfit(
            type: "Web Form", target: "\"spam\":false", replacement: "\"spam\":\"perhaps\"", column: "spam",
            reason: "expected true or false, got a string", came: #""xxxxxxx""#),
        Misfit(
            type: "Web Form", target: "\"additional_fields\":{", replacement: "\"additional_fields\":[1],\"was\":{",
            column: "additional_fields", reason: "expected a map, got a list", came: "a list of 1"),
        // JSON can say it and our mapping lets it pass; jsonb refuses it.
        Misfit(
            type: "Web Form", target: "\"additional_fields\":{",
            replacement: "\"additional_fields\":{\"big\":1e200000,",
            column: "additional_fields", reason: "the server refuses the value: value overflows numeric format",
            came: "9e999999", path: "additional_fields.big"),
    ]

    @Test func `a value that does not fit makes a rejected record, and no other lead suffers`() async throws {
        try await withLoad(SandboxOptions(seed: 51, leads: 600)) { test in
            let chosen = try await test.choose(Self.misfits)
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/leads?") ? chosen.reduce(body) { Self.spoil($0, lead: $1.key, with: $1.value) } : nil
            }
            let report = try await test.loadEverything(over: tampering)
            #expect(report.status == .loaded)
            #expect(report["leads"].rejected == chosen.count)
            #expect(report["leads"].inserted == 600 - chosen.count)
            try await test.expectBooksAddUp()

            let rows = try await test.connection.query(
                "select record_key, column_name, reason, record, occurrences, path, came from sluice.rejected_records where resource = 'leads'"
            )
            #expect(rows.count == chosen.count)
            for row in rows {
                let (key, column, reason, record, occurrences, path, came) =
                    try row.decode((String, String?, String, [UInt8], Int, String?, String?).self)
                let id = try #require(Int64(key))
                let misfit = try #require(chosen[id])
                // The server names no column of a COPY; the mapping always does.
                #expect(column == misfit.column || reason.contains("the server refuses") && column == nil)
                #expect(reason == misfit.reason)
                #expect(path == misfit.path ?? misfit.column && came == misfit.came, "\(came ?? "")")
                let served = String(decoding: try #require(await test.sandbox.leadJSON(id)), as: UTF8.self)
                #expect(String(decoding: record, as: UTF8.self) == Self.spoil(served, lead: id, with: misfit))
                #expect(occurrences == 1)
            }

            // The same ones again are counted, not kept twice.
            try await test.loadEverything(over: tampering)
            #expect(try await test.value("select bool_and(occurrences = 2) from sluice.rejected_records"))
            // Mended, they are leads like any others.
            #expect(try await test.loadEverything()["leads"].inserted == chosen.count)
            try await test.expectLeadsEqual()
        }
    }

    @Test func `a lead that does not fit any more keeps its row, and is not taken for deleted`() async throws {
        try await withLoad(SandboxOptions(seed: 52, leads: 400)) { test in
            try await test.loadEverything()
            let versions = try await test.rowVersions()
            var chosen = try await test.choose(Self.misfits)
            let keyless = try #require(await test.sandbox.leadIDs().first { chosen[$0] == nil })
            chosen[keyless] = Misfit(
                type: "", target: "\"lead_id\":\(keyless),", replacement: "\"lead_id\":null,", column: "lead_id",
                reason: "")
            let spoiled = chosen
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/leads?") ? spoiled.reduce(body) { Self.spoil($0, lead: $1.key, with: $1.value) } : nil
            }
            let report = try await test.loadEverything(over: tampering)
            #expect(report["leads"].rejected == spoiled.count)
            #expect(report["leads"].deleted == 0)
            #expect(try await test.rowVersions() == versions)
            try await test.expectBooksAddUp()
        }
    }

    @Test func `a row that the table refuses is rejected, and the others are merged`() async throws {
        try await withLoad(SandboxOptions(seed: 53, leads: 300)) { test in
            try await test.load { $0.resources = ["accounts"] }
            // Somebody's own index; an entry of a btree is at most 2.7 kB.
            try await test.connection.query("create index on whatconverts.leads (message)")
            var dice = Dice(seed: 53)
            let long = String((0..<9_000).map { _ in Character(Unicode.Scalar(UInt8(97 + dice.roll(26)))) })
            let chosen = try await test.choose([
                Misfit(
                    type: "Phone Call", target: ",", replacement: ",\"message\":\"\(long)\",", column: "", reason: "")
            ])
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/leads?") ? chosen.reduce(body) { Self.spoil($0, lead: $1.key, with: $1.value) } : nil
            }
            let report = try await test.loadEverything(over: tampering)
            #expect(report.status == .loaded)
            #expect(report["leads"].rejected == 1)
            #expect(report["leads"].inserted == 299)
            #expect(try await test.ids("select record_key::bigint from sluice.rejected_records") == Set(chosen.keys))
            #expect(try await test.value("select reason like 'the table refuses%' from sluice.rejected_records"))
            try await test.expectBooksAddUp()
        }
    }

    @Test func `unknown fields are kept with the lead, and noted`() async throws {
        var quirks = Quirks()
        quirks.hasUnknownField = true
        try await withLoad(SandboxOptions(seed: 54, leads: 250, quirks: quirks)) { test in
            try await test.loadEverything()
            let kept: Int = try await test.value(
                "select count(*) from whatconverts.leads where extra = '{\"consent_given\": true}'")
            #expect(kept == 250)
            let observed = try #require(
                try await test.connection.query(
                    "select field, json_kinds, occurrences from sluice.observed_fields where resource = 'leads'"
                ).first
            ).decode((String, [String], Int).self)
            #expect(observed == ("consent_given", ["boolean"], 250))
            try await test.expectLeadsEqual()
        }
    }

    @Test func `each NUL becomes a replacement character, and is counted`() async throws {
        try await withLoad(SandboxOptions(seed: 55, leads: 500, hasNULCharacters: true)) { test in
            var expected = 0
            for id in await test.sandbox.leadIDs() {
                let json = String(decoding: try #require(await test.sandbox.leadJSON(id)), as: UTF8.self)
                expected += json.matches(of: /\\u0000/).count
            }
            #expect(expected > 10)
            let report = try await test.loadEverything()
            #expect(report.status == .loaded)
            #expect(report["leads"].replacedCharacters == expected)
            #expect(
                try await test.value("select sum(replaced_characters)::bigint from sluice.load_batches") == expected)
            #expect(
                try await test.value(
                    "select count(*) from whatconverts.leads where notes = E'nul \\uFFFD inside'") == expected)
        }
    }

    // MARK: - Too many

    /// From this instant on the tampered API sends nonsense.
    private static let turn = SandboxOptions.defaultNewest.addingTimeInterval(-100 * 86_400)

    private func nonsense(_ test: TestLoad) -> TamperingTransport {
        TamperingTransport(base: test.transport) { url, body in
            guard url.contains("/leads?"), let start = url.firstMatch(of: /start_date=([^&]+)/)?.output.1,
                let date = try? Date(String(start).removingPercentEncoding ?? "", strategy: .iso8601), date >= Self.turn
            else { return nil }
            return body.replacing("\"lead_status\":\"", with: "\"lead_score\":\"none\",\"lead_status\":\"")
        }
    }

    @Test func `a batch with too many misfits is not merged, and earlier ones stand`() async throws {
        try await withLoad(SandboxOptions(seed: 56, leads: 900, history: 300 * 86_400)) { test in
            let report = try await test.loadEverything(over: nonsense(test)) { options in
                options.pageSize = 50
                options.pagesPerBatch = 2
                options.maximumRejected = 20
            }
            #expect(report.status == .failed)
            #expect(report.consequences == [.tooManyRejected])
            #expect(report["leads"].message?.contains("--max-rejected") == true)
            #expect(try await test.value("select status = 'failed' from sluice.load_packages"))

            let rejected: Int = try await test.value("select count(*) from sluice.rejected_records")
            #expect(rejected > 20)
            // What came before the position is there, and behind it what shares its last second and the spam, read before.
            let (position, isOpen, rows, later) = try #require(
                try await test.connection.query(
                    """
                    select
                        position, done_at is null,
                        (select count(*) from whatconverts.leads where date_created < position),
                        (select count(*) from whatconverts.leads
                            where date_created > position + interval '1 second' and not spam)
                    from sluice.spans where resource = 'leads' order by span_end desc limit 1
                    """
                ).first
            ).decode((Date, Bool, Int, Int).self)
            #expect(isOpen)
            #expect(rows > 100)
            #expect(rows == (await test.sandbox.leadIDs(to: position.addingTimeInterval(-1))).count)
            #expect(later == 0)
            #expect(position < SandboxOptions.defaultNewest)
            let refused: Int = try await test.value(
                "select count(*) from sluice.load_batches where discarded > 0 and inserted + updated + deleted = 0")
            #expect(refused == 1)
            try await test.expectBooksAddUp()

            // Mended, the load goes on from there.
            #expect(try await test.load { $0.since = test.oldest }.status == .loaded)
            try await test.expectLeadsEqual()
        }
    }

    @Test func `as many misfits as are allowed do not stop a load`() async throws {
        try await withLoad(SandboxOptions(seed: 57, leads: 300, history: 300 * 86_400)) { test in
            let report = try await test.loadEverything(over: nonsense(test)) { options in
                options.pageSize = 50
                options.maximumRejected = 300
            }
            #expect(report.status == .loaded)
            #expect(report["leads"].rejected > 20)
            try await test.expectBooksAddUp()
        }
    }

    // MARK: - Spoiling

    /// Replaces the first place of the target that stands in the lead's record, from its id on.
    private static func spoil(_ body: String, lead: Int64, with misfit: Misfit) -> String {
        let id = "\"lead_id\":\(lead),"
        guard let start = body.range(of: id) else { return body }
        let from = misfit.target == id ? start.lowerBound : body.index(before: start.upperBound)
        guard let place = body.range(of: misfit.target, range: from..<body.endIndex) else { return body }
        return body.replacingCharacters(in: place, with: misfit.replacement)
    }
}

extension TestLoad {
    /// A lead of its type for each misfit; none of them spam, so that each comes once.
    fileprivate func choose(_ misfits: [AccountingTests.Misfit]) async throws -> [Int64: AccountingTests.Misfit] {
        var chosen: [Int64: AccountingTests.Misfit] = [:]
        var rest = misfits
        for id in await sandbox.leadIDs() {
            let json = try #require(await sandbox.leadJSON(id))
            let record = try Plain(parsing: json)
            guard record["spam"] == .boolean(false), record["last_updated"] != .null,
                let index = rest.firstIndex(where: { .string($0.type) == record["lead_type"] })
            else { continue }
            chosen[id] = rest.remove(at: index)
        }
        #expect(rest.isEmpty)
        return chosen
    }
}
