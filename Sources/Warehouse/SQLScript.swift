internal import Postgres

/// The SQL of a migration as its statements, for what is asked about one without running it: what it makes, whether it says the
/// same as another, how its statements run one by one.
struct SQLScript: Sendable {
    /// One statement, without the semicolon that ends it.
    struct Part: Sendable {
        /// As it stands in the text, comments inside included.
        let sql: String
        let tokens: [SQLToken]
        /// Where in the text it begins, in bytes.
        fileprivate let start: Int
    }

    /// In order; what holds nothing but comments is none.
    let parts: [Part]

    init(_ sql: String) {
        let bytes = Array(sql.utf8)
        var parts: [Part] = []
        var tokens: [SQLToken] = []
        var nesting = Nesting()
        func end() {
            guard let first = tokens.first, let last = tokens.last else { return }
            let text = bytes[first.range.lowerBound..<last.range.upperBound]
            parts.append(
                Part(sql: String(decoding: text, as: UTF8.self), tokens: tokens, start: first.range.lowerBound))
            tokens = []
            nesting = Nesting()
        }
        for token in SQLLexer.tokens(of: sql) {
            if token.isSymbol(";"), !nesting.isInside {
                end()
            } else {
                nesting.enter(token, after: tokens)
                tokens.append(token)
            }
        }
        end()
        self.parts = parts
    }

    /// Whether a text holds a statement at all; reads no further than to its beginning.
    static func isAny(in sql: String) -> Bool {
        var lexer = SQLLexer(sql)
        while let token = lexer.next() {
            if !token.isSymbol(";") { return true }
        }
        return false
    }

    /// Whether nothing but comments and white space tells them apart.
    func saysTheSame(as other: SQLScript) -> Bool { parts.map(\.tokens) == other.parts.map(\.tokens) }

    /// What a semicolon does not end, as in psql: something in parentheses, and the body of a function (`begin atomic … end`).
    private struct Nesting {
        private var parentheses = 0
        private var blocks = 0

        var isInside: Bool { parentheses > 0 || blocks > 0 }

        mutating func enter(_ token: SQLToken, after earlier: [SQLToken]) {
            if token.isSymbol("(") {
                parentheses += 1
            } else if token.isSymbol(")") {
                parentheses = max(0, parentheses - 1)
            } else if token.kind == .word, Self.makesFunction(earlier) {
                if token.isWord("begin") || blocks > 0 && token.isWord("case") {
                    blocks += 1
                } else if blocks > 0, token.isWord("end") {
                    blocks -= 1
                }
            }
        }

        private static func makesFunction(_ tokens: [SQLToken]) -> Bool {
            guard tokens.first?.isWord("create") ?? false else { return false }
            return tokens.prefix(4).contains { $0.isWord("function") || $0.isWord("procedure") }
        }
    }
}

extension SQLScript.Part {
    /// With the schema in place of `:"schema"`, which is how psql fills it in (`-v schema=…`).
    func sql(in schema: Identifier) -> String {
        let bytes = Array(sql.utf8)
        var text: [UInt8] = []
        var position = 0
        for token in tokens where token.isSchema {
            text += bytes[position..<token.range.lowerBound - start]
            text += schema.sql.utf8
            position = token.range.upperBound - start
        }
        return String(decoding: text + bytes[position...], as: UTF8.self)
    }

    var namesSchema: Bool { tokens.contains(where: \.isSchema) }
}

extension SQLToken {
    fileprivate var isSchema: Bool { kind == .variable && bytes.elementsEqual(":\"schema\"".utf8) }
}
