import Foundation
import LoadEngine
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse
import WhatConverts

/// A field that no column takes is kept, told, and gets a column when somebody says so.
struct PromotionTests {
    /// What each odd lead has beyond the reference.
    private static func temperature(_ lead: Int64) -> String? {
        lead % 2 == 1 ? "\"lead_temperature\":\"\(lead % 4 == 1 ? "warm" : "cold")\"" : nil
    }

    @Test func `a new field on half of the leads, midway through a load, loses nothing and becomes a filled column`()
        async throws
    {
        try await withLoad(SandboxOptions(seed: 81, leads: 400)) { test in
            try await test.load { $0.resources = ["accounts"] }
            try await test.script(
                """
                create view whatconverts.calls as select * from whatconverts.leads where lead_type = 'Phone Call';
                create materialized view whatconverts.sources as select lead_source, count(*) from whatconverts.leads group by 1
                """)
            let views = try await test.views()
            let answers = NewFieldTransport(test.transport, from: 4, Self.temperature)
            let report = try await test.loadEverything(over: answers) { $0.pageSize = 40 }
            #expect(report.status == .loaded && report["leads"].inserted == 400)
            #expect(report["leads"].unknownFields == ["leads.lead_temperature"])
            let kept: Int = try await test.value(
                "select count(*) from whatconverts.leads where extra ? 'lead_temperature'")
            let odd: Int = try await test.value("select count(*) from whatconverts.leads where lead_id % 2 = 1")
            #expect(kept > 0 && kept < odd)
            #expect(report["leads"].capturedValues >= kept)
            try await test.expectBooksAddUp()

            let fields = try await test.unknownFields()
            #expect(fields.map(\.name) == ["leads.lead_temperature"])
            #expect(fields.first?.kinds == ["string"] && fields.first?.example?.text == "\"xxxx\"")

            let filled = try await test.promote("leads.lead_temperature")
            #expect(filled == kept)
            #expect(try await test.value("select count(*) = 0 from whatconverts.leads where extra is not null"))
            #expect(
                try await test.value(
                    """
                    select count(*) = \(kept) and bool_and(lead_temperature = case lead_id % 4 when 1 then 'warm' else 'cold' end)
                    from whatconverts.leads where lead_temperature is not null
                    """))
            #expect(try await test.unknownFields().isEmpty)
            #expect(try await test.views() == views)
            #expect(try await test.differences().allSatisfy { $0.side == .database })
            try await test.expectBooksAddUp()

            // What was read before the field came is read again; the others are known by their fingerprints.
            let second = try await test.loadEverything(over: NewFieldTransport(test.transport, Self.temperature))
            #expect(second["leads"].updated == odd - kept)
            #expect(
                try await test.value(
                    "select count(*) = \(odd) from whatconverts.leads where lead_temperature is not null"))
            let third = try await test.loadEverything(over: NewFieldTransport(test.transport, Self.temperature)) {
                $0.isFull = true
            }
            #expect(third.written == 0)
        }
    }

    @Test func `a field of any name and any type becomes what a load would make of it`() async throws {
        let long = String(repeating: "how did you hear about us ", count: 4)
        let fields: [(name: String, type: ColumnType, values: [String])] = [
            ("is_new", .boolean, ["true", "false", "null"]),
            ("Score (new)", .bigint, ["1", "-20", "9007199254740993"]),
            ("budget", .numeric, ["1.50", "2", "-0.125"]), ("visits", .bigint, ["5.0", "7", "100.00"]),
            (
                "seen at", .timestamptz,
                [
                    "\"2026-01-02T03:04:05Z\"", "\"2026-01-02 03:04:05.25\"", "\"2026-01-02\"",
                    "\"2026-01-02T03:04:05+02:00\"",
                ]
            ),
            ("Größe", .text, ["\"a\\nb\"", "\"tab\\t\\\\ and \\\"\"", "\"\""]),
            ("select", .text, ["\"x\"", "5", "true"]),
            (long + "one", .text, ["\"1\""]), (long + "two", .text, ["\"2\""]),
            ("tags", .jsonb, ["[]", "[\"a\"]", "{\"b\":1.50}", "\"c\""]),
            ("a\\\"b", .text, ["\"q\""]), ("ctid", .text, ["\"c\""]), ("phone", .text, ["\"15550100\"", "\"0100\""]),
        ]
        let members = { @Sendable (lead: Int64) -> String? in
            fields.map { "\"\($0.name)\":\($0.values[Int(lead) % $0.values.count])" }.joined(separator: ",")
        }
        try await withLoad(SandboxOptions(seed: 82, leads: 120)) { test in
            let answers = NewFieldTransport(test.transport, members)
            try await test.loadEverything(over: answers)
            let unknown = try await test.unknownFields()
            #expect(unknown.count == fields.count)
            let phone = try await PromotedField("leads.phone", in: test.declared())
            for size in [1, 7, 119, 120, 5_000] {
                let survey = try await FieldSurvey.read(
                    phone, dataset: "whatconverts", batchSize: size, on: test.connection)
                #expect(survey.values == 120, "\(size) at a time")
            }
            for field in unknown { try await test.promote(field.name) }
            #expect(try await test.unknownFields().isEmpty)
            let added = try await AddedFields.read("whatconverts", on: test.connection)
            for (name, type, _) in fields {
                let found = try #require(added.first { $0.field == name.replacing("\\", with: "") }, "\(name)")
                #expect(found.type == type && found.isFilled, "\(name)")
                #expect(found.column.utf8.count <= 63)
            }
            #expect(Set(added.map(\.column)).count == fields.count)
            // The mapping makes of each record what the back-fill made of what was kept of it.
            let full = try await test.loadEverything(over: answers) { $0.isFull = true }
            #expect(full.written == 0)
            #expect(try await test.value("select count(*) = 0 from whatconverts.leads where extra is not null"))
            // And a new lead gets its columns at once.
            await test.sandbox.addLeads(3)
            #expect(try await test.loadEverything(over: answers)["leads"].inserted == 3)
            #expect(
                try await test.value(
                    "select count(*) = 123 from whatconverts.leads where \(Identifier(added.first { $0.field == "phone" }?.column ?? "")) is not null"
                ))
        }
    }

    @Test func `fields inside of child tables are told and promoted as well`() async throws {
        try await withLoad(SandboxOptions(seed: 83, leads: 60)) { test in
            let tampering = TamperingTransport(base: test.transport) { url, body in
                url.contains("/leads?")
                    ? body.replacing("\"page_url\":", with: "\"seconds_on_page\":7.5,\"page_url\":") : nil
            }
            try await test.loadEverything(over: tampering) { $0.parts = ["customer_journey"] }
            #expect(try await test.unknownFields().map(\.name) == ["lead_journey_page_views.seconds_on_page"])
            let views: Int = try await test.value("select count(*) from whatconverts.lead_journey_page_views")
            #expect(try await test.promote("lead_journey_page_views.seconds_on_page") == views)
            #expect(
                try await test.value(
                    "select bool_and(seconds_on_page = 7.5 and extra is null) from whatconverts.lead_journey_page_views"
                ))
            let full = try await test.loadEverything(over: tampering) {
                $0.parts = ["customer_journey"]
                $0.isFull = true
            }
            #expect(full.written == 0)
        }
    }

    @Test(arguments: [false, true])
    func `a promotion that dies before its column is filled is gone on with by the next run`(isPromotedAgain: Bool)
        async throws
    {
        try await withLoad(SandboxOptions(seed: 84, leads: 100)) { test in
            let answers = NewFieldTransport(test.transport, Self.temperature)
            try await test.loadEverything(over: answers)
            let added = AddedField(table: "leads", field: "lead_temperature", column: "lead_temperature", type: .text)
            try await test.held { connection, fence in
                let migrator = Migrator(connection: connection, metadata: [], sluiceVersion: "1")
                try await Promotion(added).apply(with: migrator, fence: fence)
            }
            #expect(
                try await test.value("select count(*) = 0 from whatconverts.leads where lead_temperature is not null"))
            // Promoted once more it is gone on with as well, and not taken for what does not fit.
            if isPromotedAgain {
                #expect(try await test.run(Promotion(added)) > 0)
            } else {
                try await test.load(over: answers)
            }
            let odd: Int = try await test.value("select count(*) from whatconverts.leads where lead_id % 2 = 1")
            #expect(
                try await test.value(
                    "select count(*) = \(odd) from whatconverts.leads where lead_temperature is not null"))
            #expect(try await test.value("select count(*) = 0 from whatconverts.leads where extra is not null"))
            #expect(
                try await test.value("select count(*) = 1 and bool_and(filled_at is not null) from sluice.added_fields")
            )
        }
    }

    @Test func `nobody promotes while a load holds the dataset`() async throws {
        try await withLoad(SandboxOptions(seed: 85, leads: 60)) { test in
            try await test.loadEverything(over: NewFieldTransport(test.transport, Self.temperature))
            try await test.held { _, _ in
                let error = await #expect(throws: WarehouseError.self) {
                    try await test.promote("leads.lead_temperature")
                }
                let isHeld = if case .datasetHeld = error { true } else { false }
                #expect(isHeld, "\(String(describing: error))")
            }
            #expect(try await test.value("select count(*) = 0 from sluice.added_fields"))
            #expect(try await test.promote("leads.lead_temperature") > 0)
        }
    }

    @Test func `a file that was reviewed is applied as it was changed, or not at all`() async throws {
        try await withLoad(SandboxOptions(seed: 86, leads: 60)) { test in
            try await test.loadEverything(over: NewFieldTransport(test.transport, Self.temperature))
            let proposed = try await test.proposal("leads.lead_temperature")
            let file = try proposed.file
            #expect(try Promotion(reading: file, at: "f.sql").sql == proposed.sql)
            for spoilt in [
                file.replacing("text;", with: "integer;"),
                file.replacing("alter table leads add column lead_temperature text;", with: ""),
                file.replacing("add column lead_temperature", with: "add column other"),
            ] {
                let promotion = try Promotion(reading: spoilt, at: "f.sql")
                await #expect(throws: (any Error).self) { try await test.run(promotion) }
            }
            for text in [
                "", "select 1;", file.replacing("{", with: "["),
                file.replacing("\"type\":\"text\"", with: "\"type\":\"money\""),
            ] {
                #expect(throws: PromotionError.self) { try Promotion(reading: text, at: "f.sql") }
            }
            // What came since it was printed counts as well.
            let narrow = try Promotion(
                reading: file.replacing("\"type\":\"text\"", with: "\"type\":\"bigint\"").replacing(
                    " text;", with: " bigint;"),
                at: "f.sql")
            let misfit = await #expect(throws: PromotionError.self) { try await test.run(narrow) }
            #expect("\(try #require(misfit))".contains("do not fit bigint"))
            #expect(try await test.value("select count(*) = 0 from sluice.added_fields"))
            let changed = file + "create index leads_lead_temperature on leads (lead_temperature);\n"
            #expect(try await test.run(Promotion(reading: changed, at: "f.sql")) > 0)
            #expect(try await test.value("select to_regclass('whatconverts.leads_lead_temperature') is not null"))
            #expect(
                try await test.value(
                    "select sql like '%create index%' from sluice.schema_versions where line = 'added_fields'"))
        }
    }

    @Test(arguments: ["text", "numeric"])
    func `a release that declares the field itself takes the column over`(type: String) async throws {
        try await withLoad(SandboxOptions(seed: 87, leads: 80)) { test in
            let answers = NewFieldTransport(test.transport) { "\"lead_weight\":\($0 % 7).50" }
            try await test.loadEverything(over: answers)
            // As a number here; the release will declare it as it pleases.
            #expect(try await test.promote("leads.lead_weight") == 80)
            try await withTemporaryDirectory { directory in
                let folder = try Self.release(adding: "lead_weight \(type)", in: directory)
                let source = Source.whatConverts.declaring(
                    type == "text" ? .text("lead_weight") : .numeric("lead_weight"))
                for change in [{ _ in }, { (options: inout LoadOptions) in options.isFull = true }] {
                    let report = try await test.load(source: source, over: answers, migrations: folder) { options in
                        options.since = test.oldest
                        options.lookback = test.everything
                        change(&options)
                    }
                    #expect(report.status == .loaded && report.written == 0)
                }
                #expect(
                    try await test.value(
                        "select count(*) = 80 from whatconverts.leads where lead_weight = (lead_id % 7) + 0.5"))
            }
        }
    }

    @Test func `a release that declares another field under the column's name is stopped, and the mend parts the two`()
        async throws
    {
        try await withLoad(SandboxOptions(seed: 95, leads: 40)) { test in
            let answers = NewFieldTransport(test.transport) { "\"lead_mass\":\($0 % 7),\"lead_weight\":1" }
            try await test.loadEverything(over: answers)
            let promoted = try await PromotedField("leads.lead_mass", in: test.declared())
            let added = try promoted.added(as: .bigint, column: "lead_weight", present: [])
            #expect(try await test.run(Promotion(added)) == 40)
            try await withTemporaryDirectory { directory in
                let folder = try Self.release(adding: "lead_weight bigint", in: directory)
                let source = Source.whatConverts.declaring(.bigint("lead_weight"))
                let error = try await test.failure(WarehouseError.self) {
                    try await test.load(source: source, over: answers, migrations: folder)
                }
                #expect(
                    "\(error)".contains(
                        "leads.lead_weight takes the field lead_mass in this dataset and is declared for lead_weight"))
                let differences = try await source.differences(of: "whatconverts", on: test.connection)
                for statement in try #require(differences.first?.mend).split(separator: ";")
                where statement.contains(" ") {
                    try await test.connection.query(Statement(unsafeSQL: String(statement)))
                }
                let report = try await test.load(source: source, over: answers, migrations: folder) { options in
                    options.since = test.oldest
                    options.lookback = test.everything
                }
                #expect(report["leads"].updated == 40)
                #expect(
                    try await test.value(
                        "select bool_and(lead_weight = 1 and lead_weight_added = lead_id % 7) from whatconverts.leads"))
            }
        }
    }

    @Test func `a value that is the key of the API does not get into its own column either`() async throws {
        try await withLoad(SandboxOptions(seed: 96, leads: 20)) { test in
            let secret = test.sandbox.secret
            let answers = NewFieldTransport(test.transport) { _ in "\"echo\":\"key \(secret) sent\"" }
            try await test.loadEverything(over: answers)
            #expect(try await test.promote("leads.echo") == 20)
            let full = try await test.loadEverything(over: answers) { $0.isFull = true }
            #expect(full.written == 0)
            await test.sandbox.addLeads(2)
            try await test.loadEverything(over: answers)
            #expect(
                try await test.value(
                    "select count(echo) = 22 and bool_and(strpos(echo, \(secret)) = 0) from whatconverts.leads"))
        }
    }

    /// The migrations of a release that has one more.
    private static func release(adding column: String, in directory: String) throws -> MigrationFolder {
        let folder = MigrationFolder(path: "\(directory)/migrations")
        try FileManager.default.copyItem(atPath: MigrationFolder.checkout.path, toPath: folder.path)
        let next = try folder.migrations(line: "whatconverts").count + 1
        let digits = String(repeating: "0", count: 4 - String(next).count) + String(next)
        try "alter table leads add column if not exists \(column);\n".write(
            toFile: "\(folder.path)/whatconverts/\(digits)_add_lead_weight.sql", atomically: true, encoding: .utf8)
        return folder
    }

    @Test(arguments: ["_ordinal", "extra", "_package_id", "lead_id", "ctid", "", String(repeating: "x", count: 64)])
    func `a column gets no name that is taken or unsafe`(column: String) async throws {
        try await withLoad(SandboxOptions(seed: 89, leads: 20)) { test in
            try await test.loadEverything(over: NewFieldTransport(test.transport, Self.temperature))
            let promoted = try await PromotedField("leads.lead_temperature", in: test.declared())
            #expect(throws: PromotionError.self) { try promoted.added(as: .text, column: column, present: []) }
        }
    }

    @Test func `a field of users, whose details are read apart, is promoted for lists and details alike`() async throws
    {
        try await withLoad(SandboxOptions(seed: 90, leads: 10)) { test in
            // One in lists and details, the other in details alone.
            let answers = TamperingTransport(base: test.transport) { url, body in
                guard url.contains("/users") else { return nil }
                let badge = url.contains("/users/") ? "\"badge\":7," : ""
                return body.replacing("\"user_type\":", with: "\"locale\":\"en\",\(badge)\"user_type\":")
            }
            let first = try await test.load(over: answers) { $0.resources = ["users"] }
            #expect(first["users"].unknownFields == ["users.badge", "users.locale"])
            let users: Int = try await test.value("select count(*) from whatconverts.users")
            #expect(try await test.promote("users.locale") == users)
            #expect(try await test.promote("users.badge") == users)
            let contracts = try Contracts("columns=freeze", resources: ["users"])
            for day in 0...1 {
                let report = try await test.load(over: answers, clock: LoadClock(offset: .seconds(day * 90_000))) {
                    $0.resources = ["users"]
                    $0.contracts = contracts
                }
                #expect(report.status == .loaded && report.written == 0 && report["users"].unknownFields.isEmpty)
            }
            #expect(
                try await test.value(
                    "select count(locale) = \(users) and sum(badge) = 7 * \(users) from whatconverts.users"))
        }
    }

    @Test(arguments: [
        ("leads", "is no field"), ("leads.", "is no field"), ("nothing.field", "there is no table \"nothing\""),
        ("leads.notes", "has its column already: notes"), ("leads.never_seen", "was never seen"),
        ("leads.facebook_visitor_id", "has its column already: facebook_click_id"),
        ("leads.empty", "without a value only"),
    ])
    func `what cannot be promoted is refused in words`(name: String, words: String) async throws {
        try await withLoad(SandboxOptions(seed: 88, leads: 30)) { test in
            try await test.loadEverything(over: NewFieldTransport(test.transport) { _ in "\"empty\":null" })
            let error = await #expect(throws: PromotionError.self) { try await test.promote(name) }
            #expect("\(try #require(error))".contains(words))
            #expect(try await test.value("select count(*) = 0 from sluice.added_fields"))
        }
    }
}
