/// A value of a document: a view of three pointers, so that reading costs neither a copy nor a reference count.
///
/// It is valid only inside the ``JSONDocument/withRoot(_:)`` that gave it, as are the buffers it gives.
/// Asking a value for what it is not gives nil, zero or an empty sequence.
@usableFromInline
package struct JSONValue {
    @usableFromInline let bytes: UnsafePointer<UInt8>
    @usableFromInline let strings: UnsafePointer<UInt8>
    @usableFromInline let node: UnsafePointer<JSONNode>

    @inlinable
    init(bytes: UnsafePointer<UInt8>, strings: UnsafePointer<UInt8>, node: UnsafePointer<JSONNode>) {
        self.bytes = bytes
        self.strings = strings
        self.node = node
    }

    @inlinable package var kind: JSONKind { node.pointee.kind }
    @inlinable package var isNull: Bool { kind == .null }

    /// The exact text of the value in the document, quotes and braces included: what a fingerprint is taken of, and what
    /// a rejected record is kept as.
    @inlinable
    package var text: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + Int(node.pointee.offset), count: Int(node.pointee.length))
    }

    /// The content of a string, unescaped, as UTF-8. A lone surrogate has become U+FFFD; a NUL is there as the byte
    /// 0, which Postgres refuses, so look at ``containsNUL``.
    @inlinable
    package var string: UnsafeBufferPointer<UInt8>? {
        guard kind == .string else { return nil }
        guard node.pointee.isUnescaped else { return UnsafeBufferPointer(rebasing: text.dropFirst().dropLast()) }
        let header = UnsafeRawPointer(strings + Int(node.pointee.link))
        return UnsafeBufferPointer(
            start: strings + Int(node.pointee.link) + 2 * MemoryLayout<UInt32>.size,
            count: Int(header.loadUnaligned(as: UInt32.self)))
    }

    /// A copy of the content of a string, which may leave the document.
    package func makeString() -> String? {
        string.map { String(decoding: $0, as: UTF8.self) }
    }

    @inlinable
    package var boolean: Bool? {
        kind == .boolean ? bytes[Int(node.pointee.offset)] == UInt8(ascii: "t") : nil
    }

    /// The number, when it is written as an integer (`1.0` and `1e3` are not) and fits.
    package var integer: Int64? {
        guard kind == .number else { return nil }
        let isNegative = text.first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            // Downwards for negative numbers, because the least one has no positive counterpart.
            let (sum, overflowAgain) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !overflow, !overflowAgain else { return nil }
            value = sum
        }
        return value
    }

    /// How many elements an array has, or members an object.
    @inlinable package var count: Int { node.pointee.count }

    /// The elements of an array.
    @inlinable
    package var elements: JSONElements { JSONElements(first: firstChild, count: kind == .array ? count : 0) }

    /// The members of an object, in the order of the document. A key that stands there twice comes twice.
    @inlinable
    package var members: JSONMembers { JSONMembers(first: firstChild, count: kind == .object ? count : 0) }

    /// The first member of that name. This looks at one member after the other: to read many fields of a record, walk
    /// its ``members`` once.
    package subscript(key: String) -> JSONValue? {
        var key = key
        return key.withUTF8 { name in
            for member in members where member.key.isString(name) { return member.value }
            return nil
        }
    }

    /// Whether this is a string of that content.
    @inlinable
    package func isString(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let string, string.count == content.count else { return false }
        for index in 0..<content.count where string[index] != content[index] { return false }
        return true
    }

    /// Whether a string was written with escapes. One that was not holds neither a backslash nor a control character: JSON
    /// allows both only as escapes.
    @inlinable package var hasEscapes: Bool { node.pointee.isUnescaped }

    /// Whether a string holds a NUL; for an array or object, whether any string or key in it does.
    @inlinable package var containsNUL: Bool { node.pointee.containsNUL }

    /// Whether a string had a lone surrogate; for an array or object, whether any string or key in it had.
    @inlinable package var containsReplacedCharacters: Bool { node.pointee.containsReplaced }

    /// How many lone surrogates read as U+FFFD, here or in anything below.
    @usableFromInline
    package var replacedCharacters: Int {
        guard containsReplacedCharacters else { return 0 }
        var sum = 0
        for index in 0..<node.pointee.nodesToSibling where node[index].kind == .string && node[index].containsReplaced {
            let header = UnsafeRawPointer(strings + Int(node[index].link))
            sum += Int(header.loadUnaligned(fromByteOffset: MemoryLayout<UInt32>.size, as: UInt32.self))
        }
        return sum
    }

    /// The value behind this one. Behind the last child, this must not be read.
    @inlinable
    var nextSibling: JSONValue {
        JSONValue(bytes: bytes, strings: strings, node: node + node.pointee.nodesToSibling)
    }

    @inlinable
    var firstChild: JSONValue { JSONValue(bytes: bytes, strings: strings, node: node + 1) }
}
