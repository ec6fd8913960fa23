/// What one statement of a migration locks.
///
/// Whatever is not recognised is taken for the strongest lock, or for unknown: a plan must not promise what a run does not
/// keep.
struct LockingStatement {
    private(set) var makes: [String] = []
    private(set) var locks: [(table: String, mode: MigrationLocks.Mode)] = []
    private(set) var isUnknown = false

    init(_ tokens: [SQLToken]) {
        var words = SQLWords(tokens)
        if words.take("create") {
            create(&words)
        } else if words.take("alter", "table") {
            alterTable(&words)
        } else if words.take("alter", "index") || words.take("alter", "sequence") {
            // The lock is on the index; its table can be read and written meanwhile.
        } else if words.take("comment", "on") {
            comment(&words)
        } else if words.take("drop") {
            drop(&words)
        } else if words.take("truncate") {
            _ = words.take("table")
            add(names(&words), .accessExclusive)
        } else if words.take("insert", "into") || words.take("delete", "from") || words.take("update") {
            _ = words.take("only")
            add([words.takeName()].compactMap { $0 }, .rowExclusive)
        } else if words.take("with") || words.take("select") || words.take("set") || words.take("grant")
            || words.take("revoke") || words.take("notify")
        {
            // Reads, settings and rights: nobody waits for them. A `with` that writes takes ROW EXCLUSIVE, which stops nobody either.
        } else if words.take("lock") {
            _ = words.take("table")
            add(names(&words), .accessExclusive)
        } else {
            isUnknown = true
        }
    }

    private mutating func add(_ tables: [String], _ mode: MigrationLocks.Mode) {
        locks += tables.map { ($0, mode) }
    }

    private func names(_ words: inout SQLWords) -> [String] {
        var names: [String] = []
        repeat {
            _ = words.take("only")
            if let name = words.takeName() { names.append(name) }
        } while words.takeComma()
        return names
    }

    private mutating func create(_ words: inout SQLWords) {
        let isReplaced = words.take("or", "replace")
        let isUnlogged = words.take("unlogged")
        if words.take("table") {
            // With `if not exists` it may be an old one, which later statements lock.
            let isNew = !words.take("if", "not", "exists")
            if let name = words.takeName(), isNew { makes.append(name) }
            if words.contains("inherits") { isUnknown = true }
            // A partition changes what its parent is.
            if words.take("partition", "of") { add([words.takeName()].compactMap { $0 }, .accessExclusive) }
            // Both tables of a foreign key are locked.
            while words.skip(to: "references") {
                if let other = words.takeName() { add([other], .shareRowExclusive) }
            }
        } else if isUnlogged {
            isUnknown = true
        } else if words.take("index") || words.take("unique", "index") {
            let isConcurrent = words.take("concurrently")
            guard words.skip(to: "on") else { return isUnknown = true }
            _ = words.take("only")
            add([words.takeName()].compactMap { $0 }, isConcurrent ? .shareUpdateExclusive : .share)
        } else if words.take("trigger") || words.take("constraint", "trigger") {
            guard words.skip(to: "on") else { return isUnknown = true }
            add([words.takeName()].compactMap { $0 }, .shareRowExclusive)
        } else if words.take("rule") {
            // `as on insert to leads`: the table stands behind the event.
            lockTable(behind: "to", &words)
        } else if words.take("policy") {
            lockTable(behind: "on", &words)
        } else if words.take("schema") || words.take("type") || words.take("domain") || words.take("function")
            || words.take("procedure") || words.take("sequence") || words.take("extension") || words.take("collation")
        {
            // They are new, or nobody waits for them.
        } else if words.take("view"), !isReplaced {
            // New, and the tables that it reads go on.
        } else {
            isUnknown = true
        }
    }

    private mutating func lockTable(behind word: String, _ words: inout SQLWords) {
        guard words.skip(to: word) else { return isUnknown = true }
        add([words.takeName()].compactMap { $0 }, .accessExclusive)
    }

    /// Actions of `alter table` that take less than ACCESS EXCLUSIVE (manual, "ALTER TABLE").
    private mutating func alterTable(_ words: inout SQLWords) {
        _ = words.take("if", "exists")
        _ = words.take("only")
        guard let table = words.takeName() else { return isUnknown = true }
        var mode = MigrationLocks.Mode.accessShare
        for action in words.actions {
            var action = action
            // The other table of a foreign key, and what becomes part of this one.
            var others = action
            if others.skip(to: "references"), let other = others.takeName() { add([other], .shareRowExclusive) }
            others = action
            if others.take("attach", "partition"), let part = others.takeName() { add([part], .accessExclusive) }
            mode = max(mode, Self.mode(of: &action))
        }
        add([table], mode == .accessShare ? .accessExclusive : mode)
    }

    private static func mode(of action: inout SQLWords) -> MigrationLocks.Mode {
        if action.take("validate", "constraint") || action.take("set", "statistics") || action.take("cluster", "on")
            || action.take("set", "without", "cluster") || action.take("set", "(") || action.take("attach", "partition")
        {
            return .shareUpdateExclusive
        }
        if action.take("enable", "trigger") || action.take("disable", "trigger") { return .shareRowExclusive }
        if action.take("alter") {
            _ = action.take("column")
            _ = action.takeName()
            return action.take("set", "statistics") ? .shareUpdateExclusive : .accessExclusive
        }
        if action.take("add", "foreign", "key") { return .shareRowExclusive }
        if action.take("add", "constraint") {
            _ = action.takeName()
            return action.take("foreign", "key") ? .shareRowExclusive : .accessExclusive
        }
        return .accessExclusive
    }

    private mutating func comment(_ words: inout SQLWords) {
        if words.take("table") {
            add([words.takeName()].compactMap { $0 }, .shareUpdateExclusive)
        } else if words.take("column"), let table = words.takeQualifier() {
            add([table], .shareUpdateExclusive)
        }
    }

    private mutating func drop(_ words: inout SQLWords) {
        if words.take("table") {
            _ = words.take("if", "exists")
            add(names(&words), .accessExclusive)
        } else if words.take("index", "concurrently") {
            // SHARE UPDATE EXCLUSIVE on the table of the index, which the statement does not name.
        } else if words.take("trigger") || words.take("policy") || words.take("rule") {
            lockTable(behind: "on", &words)
        } else {
            // The table of an index, and what falls with a type or a schema, does not stand in the statement.
            isUnknown = true
        }
    }
}
