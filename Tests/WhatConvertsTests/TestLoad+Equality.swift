import Foundation
import JSON
import LoadEngine
import Postgres
import RESTSource
import Sandbox
import Testing
import Warehouse

/// Comparing tables with the sandbox.
extension TestLoad {
    /// Expects that the live leads are those of the sandbox, with equal columns and child rows.
    ///
    /// - Parameters:
    ///   - sample: how many leads are compared field by field, spread over all; nil for every one.
    ///   - parts: what the loads had asked for.
    func expectLeadsEqual(
        sample: Int? = nil, parts: LeadParts = [], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let truth = await sandbox.leadIDs()
        let live = try await ids("select lead_id from whatconverts.leads where _deleted_at is null")
        #expect(
            live == Set(truth),
            "\(Set(truth).subtracting(live).count) missing, \(live.subtracting(truth).count) too many",
            sourceLocation: sourceLocation)
        let count = min(sample ?? truth.count, truth.count)
        let chosen = (0..<count).map { truth[$0 * truth.count / count] }
        var found: [String] = []
        for start in stride(from: 0, to: chosen.count, by: 500) {
            found += try await differences(of: Array(chosen[start..<min(start + 500, chosen.count)]), parts: parts)
        }
        #expect(
            found.isEmpty, "\(found.count): \(found.prefix(5).joined(separator: "\n"))",
            sourceLocation: sourceLocation)
    }

    private func differences(of ids: [Int64], parts: LeadParts) async throws -> [String] {
        let rows = try await connection.query(
            """
            select
                lead_id,
                to_jsonb(leads)::text,
                array(
                    select concat_ws(
                        E'\\x02', field_group, position, name, coalesce(value, E'\\x01'))
                    from whatconverts.lead_fields f where f.lead_id = leads.lead_id),
                array(
                    select concat_ws(
                        E'\\x02', step, coalesce(type, E'\\x01'), coalesce(extract(epoch from date_created)::bigint::text, E'\\x01'),
                        coalesce(lead_source, E'\\x01'), coalesce(lead_medium, E'\\x01'), coalesce(lead_campaign, E'\\x01'),
                        coalesce(lead_content, E'\\x01'), coalesce(lead_keyword, E'\\x01'), coalesce(step_lead_id::text, E'\\x01'),
                        coalesce(lead_type, E'\\x01'), coalesce(lead_url, E'\\x01'))
                    from whatconverts.lead_journey_steps s where s.lead_id = leads.lead_id),
                array(
                    select concat_ws(E'\\x02', step, position, page_order, page_url)
                    from whatconverts.lead_journey_page_views v where v.lead_id = leads.lead_id)
            from whatconverts.leads
            where lead_id = any(\(ids))
            """)
        var differences: [String] = []
        for row in rows {
            let (id, json, fields, steps, views) =
                try row.decode((Int64, String, [String], [String], [String]).self)
            guard let bytes = await sandbox.leadJSON(id, asked: parts) else { continue }
            let record = try Plain(parsing: bytes)
            let isMapped = parts.contains(.mapped)
            let found =
                RowComparison.differences(record: record, row: try Plain(parsing: json), isMapped: isMapped)
                + (RowComparison.fieldRows(of: record, isMapped: isMapped) == fields.sorted() ? [] : ["lead_fields"])
                + (RowComparison.journeySteps(of: record) == steps.sorted() ? [] : ["lead_journey_steps"])
                + (RowComparison.pageViews(of: record) == views.sorted() ? [] : ["lead_journey_page_views"])
            differences += found.map { "lead \(id): \($0)" }
        }
        return differences
    }

    /// Expects counts and sums over all leads to be the sandbox's; the tables must hold no tombstone.
    func expectTotalsEqual(parts: LeadParts = [], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let totals = await sandbox.totals()
        let children = await sandbox.childTotals()
        let row = try #require(
            try await connection.query(
                """
                select
                    count(*), count(*) filter (where spam), count(*) filter (where duplicate),
                    count(quote_value), coalesce(trim_scale(sum(quote_value)), 0)::text,
                    count(sales_value), coalesce(trim_scale(sum(sales_value)), 0)::text,
                    (select count(*) from whatconverts.lead_fields),
                    (select count(*) from whatconverts.lead_journey_steps),
                    (select count(*) from whatconverts.lead_journey_page_views)
                from whatconverts.leads
                """
            ).first)
        let (leads, spam, duplicates, quoted, quotes, sold, sales, fields, steps, views) =
            try row.decode((Int, Int, Int, Int, String, Int, String, Int, Int, Int).self)
        #expect(leads == totals.leads, sourceLocation: sourceLocation)
        #expect(spam == totals.spam, sourceLocation: sourceLocation)
        #expect(duplicates == totals.duplicates, sourceLocation: sourceLocation)
        #expect(quoted == totals.quoted && quotes == totals.quoteValue, sourceLocation: sourceLocation)
        #expect(sold == totals.sold && sales == totals.salesValue, sourceLocation: sourceLocation)
        let mapped = parts.contains(.mapped) ? children.customFields + children.fieldMappings : 0
        #expect(
            fields == children.additionalFields + children.leadAnalysis + mapped, sourceLocation: sourceLocation)
        #expect(steps == (parts.contains(.journey) ? children.journeySteps : 0), sourceLocation: sourceLocation)
        #expect(views == (parts.contains(.journey) ? children.journeyPageViews : 0), sourceLocation: sourceLocation)
    }

    /// Expects that no lead of the sandbox has a tombstone.
    func expectNoLiveLeadIsDeleted(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let deleted = try await ids("select lead_id from whatconverts.leads where _deleted_at is not null")
        let wrong = deleted.intersection(await sandbox.leadIDs())
        #expect(wrong.isEmpty, "\(wrong.count) wrong tombstones", sourceLocation: sourceLocation)
    }

    // MARK: - The small resources

    /// One answer of the sandbox, asked for past the loader.
    func answer(_ path: String) async throws -> Plain {
        let response = try await transport.get(
            HTTPRequest(
                url: sandbox.baseURL + path,
                credentials: try Credentials(token: sandbox.token, secret: sandbox.secret)))
        return try Plain(parsing: response.body)
    }

    /// Expects the live rows of a table to be the records, field by field.
    func expectEqual(
        _ table: String, key: [String], records: [Plain], elsewhere: Set<String>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let rows = try await column(
            "select to_jsonb(t)::text from \(Identifier("whatconverts", table)) t where _deleted_at is null",
            as: String.self)
        func name(_ value: Plain) -> String { key.map { value[$0].text ?? "?" }.joined(separator: " ") }
        var byKey: [String: Plain] = [:]
        for row in rows {
            let row = try Plain(parsing: row)
            byKey[name(row)] = row
        }
        #expect(Set(byKey.keys) == Set(records.map(name)), "\(table)", sourceLocation: sourceLocation)
        #expect(!records.isEmpty, "\(table)", sourceLocation: sourceLocation)
        for record in records {
            guard let row = byKey[name(record)] else { continue }
            let found = RowComparison.differences(record: record, row: row, elsewhere: elsewhere)
            #expect(found.isEmpty, "\(table) \(name(record)): \(found)", sourceLocation: sourceLocation)
        }
    }
}
