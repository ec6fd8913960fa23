import Foundation

/// Holds a record, as the API served it, against the row that it became, by the words of the API reference alone.
///
/// Knows nothing of the declarations: which fields are money, instants or maps is typed out here again.
enum RowComparison {
    static let instants: Set = ["date_created", "last_updated", "last_used"]
    static let maps: Set = ["additional_fields", "lead_analysis"]
    /// Maps that come only with a profile's own view (section 1.2).
    static let mappedMaps: Set = ["custom_fields", "field_mappings"]

    /// Says where row and record differ.
    ///
    /// - Parameters:
    ///   - row: `to_jsonb` of the row.
    ///   - elsewhere: members of the record that other tables hold.
    static func differences(
        record: Plain, row: Plain, isMapped: Bool = false, elsewhere: Set<String> = ["customer_journey", "profiles"]
    ) -> [String] {
        var expected: [String: Plain] = [:]
        var unknown: [Plain.Member] = []
        let columns = Set(row.members.map(\.name).filter { !$0.hasPrefix("_") && $0 != "extra" })
        for member in record.members where !elsewhere.contains(member.name) {
            // One transcription of the reference calls the slot by another name.
            let name = member.name == "facebook_visitor_id" ? "facebook_click_id" : member.name
            if columns.contains(name) { expected[name] = member.value } else { unknown.append(member) }
        }
        var differences: [String] = []
        for column in columns.sorted() {
            let value = expected[column] ?? .null
            if !isSame(value, row[column], column: column, isMapped: isMapped) {
                differences.append("\(column): the API has \(value), the row \(row[column])")
            }
        }
        if row["extra"].sorted != (unknown.isEmpty ? .null : Plain.object(unknown).sorted) {
            differences.append("extra: the API has \(unknown), the row \(row["extra"])")
        }
        return differences
    }

    private static func isSame(_ value: Plain, _ stored: Plain, column: String, isMapped: Bool) -> Bool {
        if maps.contains(column) || mappedMaps.contains(column) {
            if mappedMaps.contains(column), !isMapped { return stored == .null }
            // A map without entries arrives as a list without elements (section 12, number 1).
            return stored.sorted == Plain.object(value.members).sorted
        }
        if case .object = value { return stored.sorted == value.sorted }
        if value.isNone { return stored == .null }
        if instants.contains(column) {
            guard let come = value.text.flatMap(seconds), let kept = stored.text.flatMap(seconds) else { return false }
            return come == kept
        }
        if case .string = stored, let text = value.text { return stored == .string(text) }
        return stored.text == value.text
    }

    /// `2026-03-04T15:06:07Z`, an offset in place of the Z, or a space in the middle and no zone, which is UTC then
    /// (section 2.2).
    static func seconds(_ text: String) -> Int? {
        var text = text.replacing(" ", with: "T")
        if text.hasSuffix("+00:00") { text = "\(text.dropLast(6))Z" }
        if text.count == 19 { text += "Z" }
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        guard let date = (try? style.parse(text)) ?? (try? Date(text, strategy: .iso8601)) else { return nil }
        return Int(date.timeIntervalSince1970)
    }

    // MARK: - Child rows

    /// A line for each entry of the maps, as `lead_fields` should hold them.
    static func fieldRows(of record: Plain, isMapped: Bool) -> [String] {
        (["additional_fields", "lead_analysis"] + (isMapped ? ["custom_fields", "field_mappings"] : []))
            .flatMap { group in
                record[group].members.enumerated().map { index, entry in
                    line(group, "\(index + 1)", entry.name, entry.value.text)
                }
            }.sorted()
    }

    static func journeySteps(of record: Plain) -> [String] {
        record["customer_journey"].elements.enumerated().map { index, step in
            line(
                "\(index + 1)", step["type"].text, step["date_created"].text.flatMap(seconds).map { "\($0)" },
                step["lead_source"].text, step["lead_medium"].text, step["lead_campaign"].text,
                step["lead_content"].text, step["lead_keyword"].text, step["lead_id"].text, step["lead_type"].text,
                step["lead_url"].text)
        }.sorted()
    }

    static func pageViews(of record: Plain) -> [String] {
        record["customer_journey"].elements.enumerated().flatMap { step, element in
            element["page_views"].elements.enumerated().map { index, view in
                line("\(step + 1)", "\(index + 1)", view["order"].text, view["page_url"].text)
            }
        }.sorted()
    }

    /// Joined by a character that no record of the sandbox holds; nothing is not the same as an empty text.
    static func line(_ parts: String?...) -> String {
        parts.map { $0 ?? "\u{1}" }.joined(separator: "\u{2}")
    }
}
