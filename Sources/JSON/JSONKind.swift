/// What a JSON value is.
@usableFromInline
package enum JSONKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    // The raw values are those of the parser's tape.
    case null, boolean, number, string, array, object

    @usableFromInline
    package var description: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
