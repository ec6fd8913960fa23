extension Identifier {
    /// The name as a person writes it: quoted only where it has to be.
    ///
    /// For SQL that people read, such as a migration that is written for them. What is sent uses ``sql``.
    package var plainSQL: String {
        parts.map { Self.isPlain($0) ? $0 : Identifier($0).sql }.joined(separator: ".")
    }

    /// Lower-case letters, digits and underscores, and no word that the grammar keeps (manual, "Identifiers and Key Words").
    private static func isPlain(_ part: String) -> Bool {
        guard let first = part.unicodeScalars.first, first == "_" || ("a"..."z").contains(first) else { return false }
        let isWord = part.unicodeScalars.allSatisfy {
            $0 == "_" || ("a"..."z").contains($0) || ("0"..."9").contains($0)
        }
        return isWord && !reservedWords.contains(part)
    }

    /// The words that are "reserved" or "reserved (can be function or type)" in any of PostgreSQL 15 to 18 (manual, "SQL Key
    /// Words"; `pg_get_keywords()` with the categories R and T).
    package static let reservedWords: Set<String> = [
        "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "binary",
        "both",
        "case", "cast", "check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross",
        "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
        "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false", "fetch",
        "for",
        "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike", "in", "initially", "inner",
        "intersect",
        "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp",
        "natural", "not", "notnull", "null", "offset", "on", "only", "or", "order", "outer", "overlaps", "placing",
        "primary",
        "references", "returning", "right", "select", "session_user", "similar", "some", "symmetric", "system_user",
        "table",
        "tablesample", "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose",
        "when",
        "where", "window", "with",
    ]
}

/// A text as a constant in SQL, for statements that take no parameters (`comment on …`).
package struct Literal: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// In single quotes; as `E'…'` when it holds a backslash, so that it means the same whatever
    /// `standard_conforming_strings` says.
    package var sql: String {
        var quoted = ""
        var hasBackslash = false
        // By unicode scalar: as a grapheme, a quote followed by a combining mark would not equal a quote.
        for scalar in text.unicodeScalars {
            if scalar == "'" || scalar == "\\" { quoted.unicodeScalars.append(scalar) }
            if scalar == "\\" { hasBackslash = true }
            quoted.unicodeScalars.append(scalar)
        }
        return (hasBackslash ? "E'" : "'") + quoted + "'"
    }
}
