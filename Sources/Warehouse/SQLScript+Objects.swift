extension SQLScript {
    /// The tables that are there after it ran: those of `tables` and those it makes, without those it drops.
    func tables(after tables: [String]) -> [String] {
        parts.reduce(into: tables) { tables, part in
            var reader = SQLWords(part.tokens)
            if reader.take("create") {
                _ = reader.take("unlogged")
                guard reader.take("table") else { return }
                _ = reader.take("if", "not", "exists")
                if let name = reader.takeName(), !tables.contains(name) { tables.append(name) }
            } else if reader.take("drop", "table") {
                _ = reader.take("if", "exists")
                repeat {
                    if let name = reader.takeName() { tables.removeAll { $0 == name } }
                } while reader.takeComma()
            } else if reader.take("alter", "table") {
                _ = reader.take("if", "exists")
                guard let old = reader.takeName(), reader.take("rename", "to"), let new = reader.takeName() else {
                    return
                }
                tables = tables.map { $0 == old ? new : $0 }
            }
        }
    }

    /// An index that it makes concurrently without having dropped what an earlier attempt may have left of it; the statement
    /// itself when the index has no name.
    var indexThatCannotBeRetried: String? {
        var dropped: Set<String> = []
        for part in parts {
            var reader = SQLWords(part.tokens)
            if reader.take("drop", "index", "concurrently", "if", "exists") {
                repeat {
                    if let name = reader.takeName() { dropped.insert(name) }
                } while reader.takeComma()
            } else if reader.take("create", "index", "concurrently")
                || reader.take("create", "unique", "index", "concurrently")
            {
                _ = reader.take("if", "not", "exists")
                guard !reader.take("on"), let name = reader.takeName() else { return part.sql }
                if !dropped.contains(name) { return name }
            }
        }
        return nil
    }
}

/// Reads along the tokens of a statement.
private struct SQLWords {
    private var tokens: ArraySlice<SQLToken>

    init(_ tokens: [SQLToken]) { self.tokens = tokens[...] }

    /// Goes over the words if they are what comes next.
    mutating func take(_ words: String...) -> Bool {
        guard tokens.count >= words.count, zip(tokens, words).allSatisfy({ $0.isWord($1) }) else { return false }
        tokens = tokens.dropFirst(words.count)
        return true
    }

    mutating func takeComma() -> Bool {
        guard tokens.first?.isSymbol(",") ?? false else { return false }
        tokens = tokens.dropFirst()
        return true
    }

    /// The last part of a name: what is in front of it is its schema.
    mutating func takeName() -> String? {
        var name: String?
        repeat {
            guard let token = tokens.first, token.identifier != nil || token.kind == .variable else { return name }
            name = token.identifier
            tokens = tokens.dropFirst()
        } while takeDot()
        return name
    }

    private mutating func takeDot() -> Bool {
        guard tokens.first?.isSymbol(".") ?? false else { return false }
        tokens = tokens.dropFirst()
        return true
    }
}
