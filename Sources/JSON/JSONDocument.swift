private import CSimdJSON

/// A parsed JSON document: its bytes, and a tape that says where each value lies in them.
///
/// Parsing checks the whole document, once; reading afterwards cannot fail and copies nothing. Numbers are
/// checked but never converted, so they keep every digit. What Postgres could not store, but JSON can say, is
/// kept readable: a lone surrogate reads as U+FFFD, and a NUL stays a NUL; both are flagged in ``JSONValue``.
///
/// One bad byte must not block an account for ever, so invalid UTF-8 is repaired instead of refused, and counted
/// in ``replacedCharacters``.
//
// Unchecked: the bytes, and the memory that tape and nodes point to, are written by `init` alone, before anyone else
// can have a reference; they are only read until `deinit`, which frees them. The pointers leave only through
// `withRoot`, inside of which the document is alive.
package final class JSONDocument: @unchecked Sendable {
    /// How much spare capacity an array should have so that ``init(parsing:)`` does not have to copy it.
    package static let padding = Int(CSIMDJSON_PADDING)

    /// How deep arrays and objects may lie in one another.
    package static let depthLimit = Int(CSIMDJSON_DEPTH_LIMIT)

    /// The size of the document as it was received.
    package let byteCount: Int

    /// How many invalid UTF-8 sequences were replaced by U+FFFD before parsing.
    package let replacedCharacters: Int

    /// The text behind a byte order mark, if there is one, and the padding.
    private let bytes: [UInt8]
    private let start: Int
    private let tape: csimdjson_tape
    private let nodes: UnsafePointer<JSONNode>

    /// Parses a document, and takes over its bytes.
    ///
    /// No copy is made of an array that has ``padding`` bytes of spare capacity and that nobody else refers to: hand
    /// over a variable with `consume`, else it still refers to the array.
    package init(parsing bytes: consuming [UInt8]) throws(JSONError) {
        byteCount = bytes.count
        var parse = Self.parse(&bytes)
        if parse.code == CSIMDJSON_INVALID_UTF8 {
            let repair = UTF8Repair(of: bytes.prefix(byteCount), reservingCapacity: Self.padding)
            replacedCharacters = repair.replacedCount
            bytes = repair.bytes
            parse = Self.parse(&bytes)
        } else {
            replacedCharacters = 0
        }
        if let error = JSONError(parse.code, at: parse.start + parse.failedAt, byteCount: byteCount) { throw error }
        guard let nodes = UnsafeRawPointer(parse.tape.nodes) else { throw .outOfMemory(bytes: byteCount) }
        assert(MemoryLayout<JSONNode>.stride == MemoryLayout<csimdjson_node>.stride)
        self.nodes = nodes.bindMemory(to: JSONNode.self, capacity: parse.tape.node_count)
        self.bytes = bytes
        start = parse.start
        tape = parse.tape
    }

    deinit {
        var tape = tape
        csimdjson_free(&tape)
    }

    /// Gives the value that the document is. Views must not leave the closure: they point into the document.
    package func withRoot<R, E: Error>(_ body: (JSONValue) throws(E) -> R) throws(E) -> R {
        try bytes.withUnsafeBufferPointer { buffer throws(E) -> R in
            // Never nil: there is always the padding.
            guard let base = buffer.baseAddress else { preconditionFailure("a document without its padding") }
            let text = base + start
            let strings = tape.strings.map { UnsafePointer($0) } ?? text
            return try body(JSONValue(bytes: text, strings: strings, node: nodes))
        }
    }

    private struct Parse {
        var code: csimdjson_code
        var tape = csimdjson_tape()
        var start = 0
        var failedAt = 0
    }

    private static func parse(_ bytes: inout [UInt8]) -> Parse {
        let count = bytes.count
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        bytes.append(contentsOf: repeatElement(0, count: padding))
        return bytes.withUnsafeBufferPointer { buffer in
            var parse = Parse(code: CSIMDJSON_EMPTY, start: start)
            guard let base = buffer.baseAddress else { return parse }
            parse.code = csimdjson_parse(base + start, count - start, &parse.tape, &parse.failedAt)
            return parse
        }
    }
}

extension JSONError {
    fileprivate init?(_ code: csimdjson_code, at offset: Int, byteCount: Int) {
        switch code {
        case CSIMDJSON_OK: return nil
        case CSIMDJSON_EMPTY: self = .empty
        case CSIMDJSON_TRUNCATED: self = .truncated(at: byteCount)
        case CSIMDJSON_TOO_DEEP: self = .tooDeep(at: offset, limit: JSONDocument.depthLimit)
        case CSIMDJSON_TOO_LARGE: self = .tooLarge(bytes: byteCount)
        case CSIMDJSON_OUT_OF_MEMORY: self = .outOfMemory(bytes: byteCount)
        case CSIMDJSON_NOT_A_KEY: self = .syntax(at: offset, .key)
        case CSIMDJSON_NO_COLON: self = .syntax(at: offset, .colon)
        case CSIMDJSON_NO_COMMA: self = .syntax(at: offset, .comma)
        case CSIMDJSON_BAD_NUMBER: self = .syntax(at: offset, .number)
        case CSIMDJSON_BAD_LITERAL: self = .syntax(at: offset, .literal)
        // Of text that was repaired: simdjson's code for processors without vectors stumbles over `\é`.
        case CSIMDJSON_INVALID_UTF8: self = .syntax(at: offset, .escape)
        case CSIMDJSON_BAD_ESCAPE: self = .syntax(at: offset, .escape)
        case CSIMDJSON_CONTROL_CHARACTER: self = .syntax(at: offset, .controlCharacter)
        case CSIMDJSON_TRAILING_TEXT: self = .syntax(at: offset, .trailingText)
        case CSIMDJSON_UNSUPPORTED: self = .unsupportedProcessor
        default: self = .syntax(at: offset, .value)
        }
    }
}
