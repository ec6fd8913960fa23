/// What Postgres can store of a value. It refuses NUL in `text` and `jsonb`, and lone surrogates in `jsonb` (manual,
/// section 8.14, "JSON Types"); each of them is replaced by U+FFFD.
extension JSONValue {
    /// Appends the JSON text of the value, for a `jsonb` column.
    ///
    /// Each `\u0000` and each lone surrogate is replaced by `\ufffd`. A number can still be too large for `jsonb`,
    /// which stores it as `numeric`.
    ///
    /// - Returns: how many were replaced.
    @inlinable
    package func sanitizedText(into output: inout [UInt8]) -> Int {
        guard containsNUL || containsReplacedCharacters else {
            output.append(contentsOf: text)
            return 0
        }
        return replacingEscapes(into: &output)
    }

    /// Appends the content of a string, for a `text` column; of any other value, its sanitized JSON text.
    ///
    /// - Returns: how many characters were replaced, the lone surrogates that ``string`` reads as U+FFFD included.
    @inlinable
    package func sanitizedString(into output: inout [UInt8]) -> Int {
        guard let string else { return sanitizedText(into: &output) }
        guard containsNUL || containsReplacedCharacters else {
            output.append(contentsOf: string)
            return 0
        }
        return replacingNULs(of: string, into: &output) + replacedCharacters
    }

    @usableFromInline
    func replacingNULs(of string: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
        var replaced = 0
        for byte in string {
            if byte == 0 {
                output.append(contentsOf: Unicode.UTF8.encodedReplacementCharacter)
                replaced += 1
            } else {
                output.append(byte)
            }
        }
        return replaced
    }

    /// A backslash stands only inside of strings, and the parser has checked what follows each of them.
    @usableFromInline
    func replacingEscapes(into output: inout [UInt8]) -> Int {
        var replaced = 0
        var rest = text[...]
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            output.append(contentsOf: rest[..<backslash])
            rest = rest[backslash...]
            switch Escape(rest) {
            case .kept(let length):
                output.append(contentsOf: rest.prefix(length))
                rest = rest.dropFirst(length)
            case .refused:
                output.append(contentsOf: Array("\\ufffd".utf8))
                rest = rest.dropFirst(6)
                replaced += 1
            }
        }
        output.append(contentsOf: rest)
        return replaced
    }
}

/// An escape at the beginning of a text, as Postgres sees it.
private enum Escape {
    case kept(length: Int)
    case refused

    init(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
        switch Self.codeUnit(text) {
        case nil: self = .kept(length: 2)
        case 0: self = .refused
        case .some(0xD800..<0xDC00):
            if case .some(0xDC00..<0xE000) = Self.codeUnit(text.dropFirst(6)) {
                self = .kept(length: 12)
            } else {
                self = .refused
            }
        case .some(0xDC00..<0xE000): self = .refused
        case .some: self = .kept(length: 6)
        }
    }

    /// The number of a `\u` escape.
    private static func codeUnit(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt16? {
        guard text.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return nil }
        return UInt16(String(decoding: text.dropFirst(2).prefix(4), as: UTF8.self), radix: 16)
    }
}
