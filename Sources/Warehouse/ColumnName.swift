internal import Foundation
internal import Postgres

/// The rules by which a field's name becomes the name of a column, and by which names are refused.
///
/// PostgreSQL cuts a name after 63 bytes without an error, so that two long ones may become one; and it has columns of its own in
/// each table. Both are decided here, once, and the same way each time.
package enum ColumnName {
    /// What PostgreSQL keeps of a name (manual, "Identifiers and Key Words": `NAMEDATALEN`).
    package static let mostBytes = 63

    /// The columns that each table has without being asked (manual, "System Columns").
    private static let ofTheServer: Set<String> = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]

    /// Why a name cannot be that of a declared column or table; nil when it can.
    package static func refusal(of name: String) -> String? {
        if name.isEmpty { return "it is empty" }
        if name.utf8.count > mostBytes {
            return "it has \(name.utf8.count) bytes, and PostgreSQL cuts names after \(mostBytes)"
        }
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "it holds control characters"
        }
        if ofTheServer.contains(name) { return "PostgreSQL has a column of that name in each table" }
        return nil
    }

    /// Why the names of a declaration cannot stand together: one is unsafe, or stands there twice. nil when they can.
    package static func refusal(of table: Table) -> String? {
        let tables = [(table.name, table.columns + table.systemColumns)] + table.children.map { ($0.name, $0.columns) }
        var names: Set<String> = []
        for (name, columns) in tables {
            if let reason = refusal(of: name) { return "the table \"\(name)\" cannot be called that: \(reason)" }
            guard names.insert(name).inserted else { return "the table \"\(name)\" is declared twice" }
            var seen: Set<String> = []
            for column in columns {
                if StagingTables.ordinal.parts.contains(column.name) {
                    return
                        "the column \"\(column.name)\" of \(name) cannot be called that: the staging tables have one of that name"
                }
                if let reason = refusal(of: column.name) {
                    return "the column \"\(column.name)\" of \(name) cannot be called that: \(reason)"
                }
                guard seen.insert(column.name).inserted else {
                    return "the column \"\(column.name)\" of \(name) is declared twice, or is one of the loader's own"
                }
            }
        }
        return nil
    }

    /// The name of the column that takes a field.
    ///
    /// Lower case, words joined by underscores, letters and digits of any script kept: `Lead Score (new)` becomes
    /// `lead_score_new`. The same field gets the same name wherever it is promoted, as long as the other columns are the same.
    ///
    /// - Parameter others: the columns that are there; a name that is among them, or the server's own, ends in a piece of the
    ///   field's checksum instead.
    /// - Returns: nil when nothing of the field can stand in a name.
    package static func proposed(for field: String, besides others: Set<String>) -> String? {
        var words: [String] = [""]
        for scalar in field.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if CharacterSet.alphanumerics.contains(scalar) {
                words[words.count - 1].unicodeScalars.append(scalar)
            } else if words.last?.isEmpty == false {
                words.append("")
            }
        }
        var name = words.filter { !$0.isEmpty }.joined(separator: "_")
        guard let first = name.unicodeScalars.first else { return nil }
        if CharacterSet.decimalDigits.contains(first) { name = "_" + name }
        return distinct(name, for: field, besides: others)
    }

    /// The name itself, within 63 bytes; where others have it, or the server, with a piece of the field's checksum at its end.
    package static func distinct(_ name: String, for field: String, besides others: Set<String>) -> String? {
        let short = shortened(name, checksumOf: field)
        guard others.contains(short) || refusal(of: short) != nil else { return short }
        let marked = ended(name, with: field)
        return others.contains(marked) ? nil : marked
    }

    /// A name within 63 bytes: a longer one is cut, at a whole character, and ends in a piece of its checksum.
    package static func shortened(_ name: String, checksumOf source: String? = nil) -> String {
        name.utf8.count <= mostBytes ? name : ended(name, with: source ?? name)
    }

    private static func ended(_ name: String, with source: String) -> String {
        let mark = "_" + Checksum.hex(Checksum.sha256(Array(source.utf8))).prefix(8)
        var head = ""
        for character in name {
            guard head.utf8.count + String(character).utf8.count <= mostBytes - mark.utf8.count else { break }
            head.append(character)
        }
        return head + mark
    }
}
