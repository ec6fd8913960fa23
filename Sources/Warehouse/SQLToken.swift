/// The smallest piece of SQL that means something: a word, a name, a literal, a symbol. Comments and white space are none.
struct SQLToken: Sendable, Hashable {
    enum Kind: Sendable {
        /// A keyword, a number, or a name without quotes.
        case word
        /// A name in double quotes.
        case name
        /// A text in single quotes or between dollars, with all that is in it.
        case literal
        /// What psql puts a name in for: `:"schema"`.
        case variable
        case symbol
    }

    let kind: Kind
    /// As it stands in the text, but for what lies between the parts of a literal that goes on in the next line.
    let bytes: [UInt8]
    /// Where it stands.
    let range: Range<Int>

    /// By bytes: as a text, an accented letter would equal its two parts.
    static func == (left: SQLToken, right: SQLToken) -> Bool {
        left.kind == right.kind && left.bytes == right.bytes
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(bytes)
    }

    func isWord(_ word: String) -> Bool { kind == .word && lowercased == word }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && bytes.elementsEqual(symbol.utf8) }

    /// The name that it is to the server; nil when it is none.
    var identifier: String? {
        switch kind {
        case .word: lowercased
        case .name: String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self).replacing("\"\"", with: "\"")
        case .literal, .variable, .symbol: nil
        }
    }

    private var lowercased: String { String(decoding: bytes.map(\.lowercasedLetter), as: UTF8.self) }
}

extension UInt8 {
    /// As the server folds names: the 26 letters and no others.
    fileprivate var lowercasedLetter: UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self + 32 : self
    }
}
