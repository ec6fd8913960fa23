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
