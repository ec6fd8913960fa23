import Foundation
import JSON
import LoadEngine
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse
import WhatConverts

/// What a load does with fields that no column takes and values that do not fit, as its contract says.
struct ContractTests {
    /// A sandbox of which some leads have what the contract is about.
    private struct Leads: Sendable {
        let test: TestLoad
        let answers: NewFieldTransport
        let chosen: Set<Int64>

        @discardableResult
        func load(_ contract: String) async throws -> LoadReport {
            let contracts = try Contracts(contract, resources: ["leads", "accounts"])
            return try await test.loadEverything(over: answers) {
                $0.contracts = contracts
                $0.maximumRejected = 1_000
            }
        }

        func counted(_ column: String) async throws -> Int {
            try await test.value(
                "select \(Identifier(column))::int from sluice.load_jobs where resource = 'leads' order by package_id desc limit 1"
            )
        }
    }

    /// - Parameter member: what every third lead has that has no transaction.
    private func withLeads(
        _ member: String, otherwise: String? = nil, _ body: @escaping @Sendable (Leads) async throws -> Void
    ) async throws {
        try await withLoad(SandboxOptions(seed: 91, leads: 90)) { test in
            var chosen: Set<Int64> = []
            for id in await test.sandbox.leadIDs() where id % 3 == 0 {
                let json = String(decoding: await test.sandbox.leadJSON(id) ?? [], as: UTF8.self)
                if !json.contains("transaction_tax") { chosen.insert(id) }
            }
            let third = chosen
            try #require(third.count > 10)
            let answers = NewFieldTransport(test.transport) { third.contains($0) ? member : otherwise }
            try await body(Leads(test: test, answers: answers, chosen: third))
            try await test.expectBooksAddUp()
        }
    }

    // MARK: - Fields that no column takes

    private static let colour = "\"colour\":\"red\""
    private static let noColour = "\"colour\":null"

    @Test func `capture keeps them in extra, which is what happens unless told otherwise`() async throws {
        try await withLeads(Self.colour, otherwise: Self.noColour) { leads in
            let report = try await leads.load("")
            #expect(report.status == .loaded && report["leads"].inserted == 90)
            let kept: Int = try await leads.test.value(
                "select count(*) from whatconverts.leads where extra ->> 'colour' = 'red'")
            #expect(kept == leads.chosen.count)
            #expect(try await leads.counted("captured_values") == report["leads"].capturedValues)
            #expect(report["leads"].capturedValues >= kept && report["leads"].addedColumns == 0)
        }
    }

    @Test func `evolve gives them columns at the end of the job`() async throws {
        try await withLeads(Self.colour, otherwise: Self.noColour) { leads in
            let report = try await leads.load("columns=evolve")
            #expect(report["leads"].addedColumns == 1)
            #expect(try await leads.counted("added_columns") == 1)
            #expect(
                try await leads.test.value(
                    "select count(colour) = \(leads.chosen.count) and count(extra) = 0 from whatconverts.leads"))
            #expect(
                try await leads.test.value(
                    "select sql like 'alter table leads add column colour text;%' from sluice.schema_versions where line = 'added_fields'"
                ))
            #expect(try await leads.load("columns=evolve").written == 0)
            #expect(try await leads.test.differences().isEmpty)
        }
    }

    @Test func `evolve adds fifty columns at most in a run, and no more than the next ones need`() async throws {
        let members = (1...60).map { "\"new_\($0)\":\($0)" }.joined(separator: ",")
        try await withLeads(members) { leads in
            let first = try await leads.load("evolve")
            #expect(first["leads"].addedColumns == 50)
            #expect(first["leads"].message?.contains("50 columns at most") == true)
            #expect(try await leads.load("evolve")["leads"].addedColumns == 10)
            #expect(try await leads.load("evolve").written == 0)
            #expect(try await leads.test.value("select count(*) = 60 from sluice.added_fields"))
        }
    }

    @Test func `evolve goes on without a column that a report keeps it from adding`() async throws {
        try await withLeads(Self.colour) { leads in
            try await leads.load("capture,data_type=reject")
            try await Connection.withConnection(leads.test.database) { reader in
                try await reader.transaction { transaction in
                    try await transaction.query("select count(*) from whatconverts.leads")
                    let report = try await leads.load("columns=evolve")
                    #expect(report.status == .loaded && report["leads"].addedColumns == 0)
                    #expect(report["leads"].message?.contains("no column was added for leads.colour") == true)
                }
            }
            #expect(try await leads.load("columns=evolve")["leads"].addedColumns == 1)
            #expect(
                try await leads.test.value("select count(colour) = \(leads.chosen.count) from whatconverts.leads"))
        }
    }

    @Test func `freeze fails the package before anything of the batch is merged`() async throws {
        try await withLeads(Self.colour) { leads in
            let error = await #expect(throws: LoadError.self) { try await leads.load("leads.columns=freeze") }
            let words = "\(try #require(error))"
            #expect(
                words.contains("leads: the contract is freeze, and colour: no column takes the field, such as \"xxx\""))
            #expect(try await leads.test.value("select count(*) = 0 from whatconverts.leads"))
            #expect(
                try await leads.test.value(
                    "select status = 'failed' from sluice.load_packages order by package_id desc limit 1"))
            #expect(try await leads.load("capture").status == .loaded)
            #expect(try await leads.test.value("select count(*) = 90 from whatconverts.leads"))
        }
    }

    @Test func `a field that is only ever null breaks no contract`() async throws {
        try await withLeads(Self.noColour, otherwise: Self.noColour) { leads in
            for contract in ["columns=freeze", "columns=discard_row"] {
                let report = try await leads.load(contract)
                #expect(report.status == .loaded && report["leads"].discarded == 0)
            }
            #expect(try await leads.test.value("select count(*) = 90 from whatconverts.leads"))
        }
    }

    @Test func `discard_value leaves the values out, and a later contract gets them after all`() async throws {
        try await withLeads(Self.colour) { leads in
            let report = try await leads.load("columns=discard_value")
            #expect(report["leads"].inserted == 90 && report["leads"].capturedValues == 0)
            #expect(report["leads"].discardedValues >= leads.chosen.count)
            #expect(try await leads.counted("discarded_values") == report["leads"].discardedValues)
            #expect(try await leads.test.value("select count(extra) = 0 from whatconverts.leads"))
            #expect(try await leads.test.unknownFields().map(\.name) == ["leads.colour"])
            #expect(try await leads.load("columns=discard_value").written == 0)
            let second = try await leads.load("capture")
            #expect(second["leads"].updated == leads.chosen.count)
            #expect(try await leads.test.value("select count(extra) = \(leads.chosen.count) from whatconverts.leads"))
        }
    }

    @Test func `discard_row leaves the records out`() async throws {
        try await withLeads(Self.colour) { leads in
            let report = try await leads.load("leads=discard_row")
            #expect(report.status == .loaded && report["leads"].inserted == 90 - leads.chosen.count)
            #expect(report["leads"].discarded >= leads.chosen.count && report["leads"].rejected == 0)
            #expect(try await leads.counted("discarded") == report["leads"].discarded)
            #expect(try await leads.test.value("select count(*) = 0 from sluice.rejected_records"))
        }
    }

    // MARK: - Values that do not fit

    private static let tax = "\"transaction_tax\":\"a lot\""

    @Test func `reject keeps the records aside, which is what happens unless told otherwise`() async throws {
        try await withLeads(Self.tax) { leads in
            let report = try await leads.load("columns=evolve")
            #expect(
                report["leads"].inserted == 90 - leads.chosen.count && report["leads"].rejected >= leads.chosen.count)
            #expect(try await leads.test.value("select count(*) = \(leads.chosen.count) from sluice.rejected_records"))
            #expect(report["leads"].addedColumns == 0)
        }
    }

    @Test func `capture keeps what does not fit in extra, and evolve gives it a column beside its own`() async throws {
        try await withLeads(Self.tax) { leads in
            let captured = try await leads.load("data_type=capture")
            #expect(captured["leads"].inserted == 90 && captured["leads"].rejected == 0)
            #expect(
                try await leads.test.value(
                    "select count(*) = \(leads.chosen.count) and count(transaction_tax) = 0 from whatconverts.leads where extra ->> 'transaction_tax' = 'a lot'"
                ))
            let taxed: Int = try await leads.test.value("select count(transaction_tax) from whatconverts.leads")
            let unknown = try await leads.test.unknownFields()
            #expect(unknown.map(\.name) == ["leads.transaction_tax"] && unknown.first?.column == "transaction_tax")

            let evolved = try await leads.load("data_type=evolve")
            #expect(evolved["leads"].addedColumns == 1)
            #expect(
                try await leads.test.value(
                    """
                    select count(transaction_tax__v_text) = \(leads.chosen.count) and count(transaction_tax) = \(taxed)
                        and count(extra) = 0
                    from whatconverts.leads
                    """))
            let evolving = try Contracts("data_type=evolve", resources: ["leads"])
            let full = try await leads.test.loadEverything(over: leads.answers) {
                $0.isFull = true
                $0.contracts = evolving
            }
            #expect(full.written == 0)
            await leads.test.sandbox.changeLeads(Array(leads.chosen.prefix(5)))
            #expect(try await leads.load("data_type=evolve")["leads"].updated == 5)
            #expect(
                try await leads.test.value(
                    "select count(transaction_tax__v_text) = \(leads.chosen.count) from whatconverts.leads"))
            #expect(try await leads.test.differences().isEmpty)
        }
    }

    @Test func `a column that a load added rejects nothing, and what does not fit it may get its own`() async throws {
        try await withLeads("\"score\":5") { leads in
            #expect(try await leads.load("columns=evolve")["leads"].addedColumns == 1)
            let later = NewFieldTransport(leads.test.transport) { leads.chosen.contains($0) ? "\"score\":5.5" : nil }
            let captured = Leads(test: leads.test, answers: later, chosen: leads.chosen)
            let report = try await captured.load("columns=evolve")
            #expect(report["leads"].rejected == 0 && report["leads"].updated == leads.chosen.count)
            #expect(
                try await leads.test.value(
                    "select count(*) = \(leads.chosen.count) from whatconverts.leads where score is null and extra ->> 'score' = '5.5'"
                ))
            #expect(try await captured.load("evolve")["leads"].addedColumns == 1)
            #expect(
                try await leads.test.value(
                    "select count(score__v_numeric) = \(leads.chosen.count) and count(extra) = 0 from whatconverts.leads"
                ))
            let evolving = try Contracts("evolve", resources: ["leads"])
            let full = try await leads.test.loadEverything(over: later) {
                $0.isFull = true
                $0.contracts = evolving
            }
            #expect(full.written == 0)
        }
    }

    @Test func `a second value beside the one of a column breaks no contract and gets no column`() async throws {
        try await withLoad(SandboxOptions(seed: 93, leads: 30)) { test in
            let answers = NewFieldTransport(test.transport) { _ in "\"facebook_visitor_id\":\"second\"" }
            let contracts = try Contracts("columns=freeze,data_type=evolve", resources: ["leads"])
            let report = try await test.loadEverything(over: answers) { $0.contracts = contracts }
            #expect(report.status == .loaded && report["leads"].addedColumns == 0 && report["leads"].inserted == 30)
            let kept: Int = try await test.value(
                "select count(*) from whatconverts.leads where extra ->> 'facebook_visitor_id' = 'second'")
            let taken: Int = try await test.value(
                "select count(*) from whatconverts.leads where facebook_click_id = 'second'")
            #expect(kept + taken == 30)
        }
    }

    @Test func `what fits neither of two columns of one field is kept once`() async throws {
        try await withLoad(SandboxOptions(seed: 98, leads: 20)) { test in
            let numbers = NewFieldTransport(test.transport) { _ in "\"score\":1" }
            try await test.loadEverything(over: numbers)
            try await test.promote("leads.score")
            try await test.script("alter table whatconverts.leads add column other_score bigint")
            let source = Source.whatConverts.declaring(.bigint("other_score", from: "score"))
            let words = NewFieldTransport(test.transport) { _ in "\"score\":\"high\"" }
            let contracts = try Contracts("data_type=capture", resources: ["leads"])
            let report = try await test.load(source: source, over: words) { options in
                options.since = test.oldest
                options.lookback = test.everything
                options.contracts = contracts
            }
            #expect(report["leads"].rejected == 0 && report["leads"].updated == 20)
            #expect(try await test.value("select bool_and(extra ->> 'score' = 'high') from whatconverts.leads"))
        }
    }

    @Test func `a part that was not asked for breaks no contract either`() async throws {
        try await withLoad(SandboxOptions(seed: 94, leads: 30)) { test in
            let answers = NewFieldTransport(test.transport) { _ in "\"customer_journey\":[],\"custom_fields\":{\"a\":1}"
            }
            let contracts = try Contracts("freeze", resources: ["leads"])
            let report = try await test.loadEverything(over: answers) { $0.contracts = contracts }
            #expect(report.status == .loaded && report["leads"].unknownFields.isEmpty)
            #expect(
                try await test.value("select bool_and(extra -> 'custom_fields' = '{\"a\": 1}') from whatconverts.leads")
            )
        }
    }

    @Test func `freeze, discard_value and discard_row do as they say`() async throws {
        try await withLeads(Self.tax) { leads in
            let error = await #expect(throws: LoadError.self) { try await leads.load("data_type=freeze") }
            #expect(
                "\(try #require(error))".contains("transaction_tax: expected a number, got a string, such as \"x xxx\"")
            )
            #expect(try await leads.test.value("select count(*) = 0 from whatconverts.leads"))

            let rows = try await leads.load("data_type=discard_row")
            #expect(rows["leads"].inserted == 90 - leads.chosen.count && rows["leads"].rejected == 0)
            #expect(rows["leads"].discarded >= leads.chosen.count)

            let values = try await leads.load("data_type=discard_value")
            #expect(values["leads"].inserted == leads.chosen.count)
            #expect(values["leads"].discardedValues >= leads.chosen.count)
            #expect(try await leads.test.value("select count(*) = 90 and count(extra) = 0 from whatconverts.leads"))
        }
    }

    @Test func `whatever the contract, a record without its key is rejected`() async throws {
        try await withLoad(SandboxOptions(seed: 92, leads: 40)) { test in
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/accounts?")
                    ? body.replacing("\"account_id\":", with: "\"account_id\":\"x\",\"was\":") : nil
            }
            for contract in ["capture", "evolve", "discard_value"] {
                let contracts = try Contracts(contract, resources: ["accounts"])
                let report = try await test.load(over: tampering) {
                    $0.resources = ["accounts"]
                    $0.contracts = contracts
                    $0.maximumRejected = 1_000
                }
                #expect(report["accounts"].rejected > 0 && report["accounts"].inserted == 0)
            }
        }
    }
}
