/// Reads along the tokens of a statement.
struct SQLWords {
    private var tokens: ArraySlice<SQLToken>

    init(_ tokens: [SQLToken]) { self.tokens = tokens[...] }

    /// Goes over the words if they are what comes next.
    mutating func take(_ words: String...) -> Bool {
        guard tokens.count >= words.count, zip(tokens, words).allSatisfy({ $0.isWord($1) || $0.isSymbol($1) }) else {
            return false
        }
        tokens = tokens.dropFirst(words.count)
        return true
    }

    /// Goes on behind the next such word outside of parentheses or within; false when there is none.
    mutating func skip(to word: String) -> Bool {
        guard let place = tokens.firstIndex(where: { $0.isWord(word) }) else { return false }
        tokens = tokens[tokens.index(after: place)...]
        return true
    }

    /// Whether the word stands in it anywhere.
    func contains(_ word: String) -> Bool { tokens.contains { $0.isWord(word) } }

    /// The rest, cut at the commas that stand outside of parentheses.
    var actions: [SQLWords] {
        var depth = 0
        var actions: [[SQLToken]] = [[]]
        for token in tokens {
            if token.isSymbol("(") { depth += 1 }
            if token.isSymbol(")") { depth -= 1 }
            if token.isSymbol(","), depth == 0 {
                actions.append([])
            } else {
                actions[actions.count - 1].append(token)
            }
        }
        return actions.map(SQLWords.init)
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

    /// Of `table.column`, or `schema.table.column`, the table.
    mutating func takeQualifier() -> String? {
        var names: [String?] = []
        repeat {
            guard let token = tokens.first, token.identifier != nil || token.kind == .variable else { break }
            names.append(token.identifier)
            tokens = tokens.dropFirst()
        } while takeDot()
        return names.dropLast().last ?? nil
    }

    private mutating func takeDot() -> Bool {
        guard tokens.first?.isSymbol(".") ?? false else { return false }
        tokens = tokens.dropFirst()
        return true
    }
}
