/// One value on the tape. It mirrors `csimdjson_node`, field by field, so that other modules can read the tape
/// inline without seeing C.
@usableFromInline
package struct JSONNode {
    @usableFromInline let offset: UInt32
    @usableFromInline let length: UInt32
    @usableFromInline let link: UInt32
    @usableFromInline let detail: UInt32

    @inlinable
    var kind: JSONKind {
        switch detail & 0x07 {
        case 1: .boolean
        case 2: .number
        case 3: .string
        case 4: .array
        case 5: .object
        default: .null
        }
    }

    /// A string's content lies in the side buffer, because it had escapes.
    @inlinable var isUnescaped: Bool { detail & 0x08 != 0 }
    @inlinable var containsNUL: Bool { detail & 0x10 != 0 }
    @inlinable var containsReplaced: Bool { detail & 0x20 != 0 }
    /// Of a container: how many elements or members.
    @inlinable var count: Int { Int(detail &>> 6) }
    /// How far the next sibling lies.
    @inlinable var nodesToSibling: Int { detail & 0x07 >= 4 ? Int(link) : 1 }
}
