/// Takes SQL apart as the server does (PostgreSQL manual, "Lexical Structure"), with psql's `:"name"` on top.
///
/// What is never closed, such as a quote, goes on to the end of the text; the server will say so.
struct SQLLexer {
    private let bytes: [UInt8]
    private var position = 0

    init(_ sql: String) { bytes = Array(sql.utf8) }

    static func tokens(of sql: String) -> [SQLToken] {
        var lexer = SQLLexer(sql)
        var tokens: [SQLToken] = []
        while let token = lexer.next() { tokens.append(token) }
        return tokens
    }

    /// The next one; nil at the end.
    mutating func next() -> SQLToken? {
        skipGap()
        guard let byte = peek() else { return nil }
        let start = position
        if byte == UInt8(ascii: "'") { return literal(from: start, escapes: false) }
        if byte == UInt8(ascii: "$"), let tag = dollarTag() { return dollarLiteral(from: start, tag: tag) }
        if byte == UInt8(ascii: "\"") { return quotedName(.name, from: start) }
        if byte == UInt8(ascii: ":"), peek(1) == UInt8(ascii: "\"") {
            position += 1
            return quotedName(.variable, from: start)
        }
        if Self.continuesWord(byte) { return word(from: start) }
        position += symbolLength(byte)
        return token(.symbol, from: start)
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private func token(_ kind: SQLToken.Kind, from start: Int) -> SQLToken {
        SQLToken(kind: kind, bytes: Array(bytes[start..<position]), range: start..<position)
    }

    // MARK: - White space and comments

    private struct Gap {
        var hasNewline = false
        var hasBlock = false
    }

    /// Goes over white space and comments; those in `/* */` nest.
    @discardableResult
    private mutating func skipGap() -> Gap {
        var gap = Gap()
        while let byte = peek() {
            if Self.isSpace(byte) {
                if Self.isNewline(byte) { gap.hasNewline = true }
                position += 1
            } else if byte == UInt8(ascii: "-"), peek(1) == byte {
                while let byte = peek(), !Self.isNewline(byte) { position += 1 }
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                gap.hasBlock = true
                skipBlock()
            } else {
                break
            }
        }
        return gap
    }

    private mutating func skipBlock() {
        var depth = 0
        while let byte = peek() {
            if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
                if depth == 0 { return }
            } else {
                position += 1
            }
        }
    }

    // MARK: - Quotes

    /// Two literals with a line's end between them are one.
    private mutating func literal(from start: Int, escapes: Bool) -> SQLToken {
        skipQuoted(by: UInt8(ascii: "'"), escapes: escapes)
        var content = Array(bytes[start..<position])
        var end = position
        while true {
            let gap = skipGap()
            guard gap.hasNewline, !gap.hasBlock, peek() == UInt8(ascii: "'") else { break }
            let next = position
            skipQuoted(by: UInt8(ascii: "'"), escapes: escapes)
            content.append(UInt8(ascii: "\n"))
            content += bytes[next..<position]
            end = position
        }
        position = end
        return SQLToken(kind: .literal, bytes: content, range: start..<end)
    }

    private mutating func quotedName(_ kind: SQLToken.Kind, from start: Int) -> SQLToken {
        skipQuoted(by: UInt8(ascii: "\""), escapes: false)
        return token(kind, from: start)
    }

    /// A quote inside is doubled; after a backslash of an `E'…'` anything may stand.
    private mutating func skipQuoted(by quote: UInt8, escapes: Bool) {
        position += 1
        while let byte = peek() {
            position += 1
            if escapes, byte == UInt8(ascii: "\\") {
                position = min(position + 1, bytes.count)
            } else if byte == quote {
                guard peek() == quote else { return }
                position += 1
            }
        }
    }

    /// `$$` or `$tag$`, if that is what stands here; `$1` is a parameter.
    private func dollarTag() -> ArraySlice<UInt8>? {
        var end = position + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "$") {
            guard Self.continuesWord(bytes[end]), end > position + 1 || !Self.isDigit(bytes[end]) else { return nil }
            end += 1
        }
        return end < bytes.count ? bytes[position...end] : nil
    }

    private mutating func dollarLiteral(from start: Int, tag: ArraySlice<UInt8>) -> SQLToken {
        position += tag.count
        while position < bytes.count, !bytes[position...].starts(with: tag) { position += 1 }
        position = min(position + tag.count, bytes.count)
        return token(.literal, from: start)
    }

    // MARK: - Words and symbols

    private mutating func word(from start: Int) -> SQLToken {
        let isNumber = Self.isDigit(bytes[start])
        while let byte = peek() {
            if Self.continuesWord(byte) || byte == UInt8(ascii: "$") && !isNumber {
                position += 1
            } else if isNumber, byte == UInt8(ascii: "."), peek(1).map(Self.isDigit) ?? false {
                position += 2
            } else {
                break
            }
        }
        // A prefix that belongs to the quote right behind it.
        let prefix = String(decoding: bytes[start..<position], as: UTF8.self).uppercased()
        if peek() == UInt8(ascii: "'"), ["E", "B", "X", "N"].contains(prefix) {
            return literal(from: start, escapes: prefix == "E")
        }
        if prefix == "U", peek() == UInt8(ascii: "&") {
            if peek(1) == UInt8(ascii: "'") {
                position += 1
                return literal(from: start, escapes: false)
            }
            if peek(1) == UInt8(ascii: "\"") {
                position += 1
                return quotedName(.literal, from: start)
            }
        }
        return token(.word, from: start)
    }

    private func symbolLength(_ first: UInt8) -> Int {
        if first == UInt8(ascii: ":") {
            return peek(1) == UInt8(ascii: ":") || peek(1) == UInt8(ascii: "=") ? 2 : 1
        }
        if first == UInt8(ascii: ".") { return peek(1) == first ? 2 : 1 }
        guard Self.operators.contains(first) else { return 1 }
        var length = 1
        while let byte = peek(length), Self.operators.contains(byte), !beginsComment(at: length) { length += 1 }
        // The manual's rule for operators that end in + or -.
        let isSpecial = bytes[position..<position + length].contains { Self.specialOperators.contains($0) }
        while length > 1, !isSpecial, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position + length - 1]) {
            length -= 1
        }
        return length
    }

    private func beginsComment(at distance: Int) -> Bool {
        switch (peek(distance), peek(distance + 1)) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "*")): true
        default: false
        }
    }

    private static let operators = Set("+-*/<>=~!@#%^&|`?".utf8)
    private static let specialOperators = Set("~!@#%^&|`?".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isNewline(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    /// Letters, digits, the underscore, and all that is not ASCII.
    private static func continuesWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= (byte | 0x20) || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
}
