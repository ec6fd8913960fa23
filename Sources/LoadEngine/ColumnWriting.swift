import JSON
import Warehouse

/// The rules by which a JSON value becomes the text of a column.
///
/// Lossless or not at all: what would be rounded, cut or cleared is a problem of the record.
struct ColumnWriting: Sendable {
    let column: String
    let type: ColumnType
    let isMap: Bool
    let secretParameter: String?

    init(_ field: Field) {
        column = field.column
        type = field.type
        isMap = field.isMap
        secretParameter = field.secretParameter
    }

    /// Whether the value counts as none: absent, null and the empty string are the same.
    static func isNone(_ value: JSONValue?) -> Bool {
        guard let value else { return true }
        switch value.kind {
        case .null: return true
        case .string: return value.text.count == 2
        default: return false
        }
    }

    /// - Returns: how many characters had to be replaced.
    func write(_ value: JSONValue?, to row: inout RowWriter) throws(Misfit) -> Int {
        guard let value, !Self.isNone(value) else {
            row.null()
            return 0
        }
        switch type {
        case .text: return try writeText(value, to: &row)
        case .bigint: row.verbatim(try wholeNumber(value, in: Int64.min...Int64.max))
        case .integer: row.verbatim(try wholeNumber(value, in: Int64(Int32.min)...Int64(Int32.max)))
        case .numeric: row.verbatim(try number(value))
        case .boolean: row.boolean(try boolean(value))
        case .timestamptz: try writeInstant(value, to: &row)
        case .jsonb: return try writeJSON(value, to: &row)
        case .uuid, .bytea: throw unexpected(value, "a \(type.rawValue), which no field is mapped to yet")
        }
        return 0
    }

    private func writeText(_ value: JSONValue, to row: inout RowWriter) throws(Misfit) -> Int {
        switch value.kind {
        case .string:
            guard let string = value.string else { throw unexpected(value, "a text") }
            if let secretParameter, let link = Self.link(string, without: secretParameter) {
                return row.text(link) + value.replacedCharacters
            }
            guard value.hasEscapes else {
                row.verbatim(string)
                return 0
            }
            return row.text(string) + value.replacedCharacters
        case .number, .boolean:
            row.verbatim(value.text)
            return 0
        case .null, .array, .object:
            throw unexpected(value, "a text")
        }
    }

    /// A link without one parameter of its query; nil when it does not have it.
    private static func link(_ link: UnsafeBufferPointer<UInt8>, without parameter: String) -> [UInt8]? {
        guard let mark = link.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        let fragment = link[mark...].firstIndex(of: UInt8(ascii: "#")) ?? link.endIndex
        let items = link[(mark + 1)..<fragment].split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        let name = Array("\(parameter)=".utf8)
        let kept = items.filter { !$0.starts(with: name) }
        guard kept.count < items.count else { return nil }
        return Array(link[..<mark]) + (kept.isEmpty ? [] : [UInt8(ascii: "?")])
            + Array(kept.joined(separator: [UInt8(ascii: "&")])) + Array(link[fragment...])
    }

    private func writeInstant(_ value: JSONValue, to row: inout RowWriter) throws(Misfit) {
        guard let text = value.string, let instant = Instant(text) else {
            throw unexpected(value, "an instant such as 2026-03-04T15:06:07Z")
        }
        if instant.namedZone {
            row.verbatim(text)
        } else {
            // Without a zone the server would take its own; the API's is UTC.
            let hasTime = text.count > 10
            row.text(Array(text) + (hasTime ? [] : Array(" 00:00:00".utf8)) + Array("+00".utf8))
        }
    }

    private func writeJSON(_ value: JSONValue, to row: inout RowWriter) throws(Misfit) -> Int {
        if isMap, value.kind != .object {
            // Some servers spell a map without entries as a list without elements.
            guard value.kind == .array, value.count == 0 else { throw unexpected(value, "a map") }
            row.text("{}")
            return 0
        }
        guard value.containsNUL || value.containsReplacedCharacters else {
            row.text(value.text)
            return 0
        }
        var clean: [UInt8] = []
        let replaced = value.sanitizedText(into: &clean)
        row.text(clean)
        return replaced
    }

    private func boolean(_ value: JSONValue) throws(Misfit) -> Bool {
        guard let truth = Self.truth(of: value) else { throw unexpected(value, "true or false") }
        return truth
    }

    /// Whether a value says true or false, in one of the ways that APIs have to say it; nil when it says neither.
    static func truth(of value: JSONValue) -> Bool? {
        if let boolean = value.boolean { return boolean }
        let content = value.string ?? value.text
        if content.elementsEqual("true".utf8) || content.elementsEqual("1".utf8) { return true }
        if content.elementsEqual("false".utf8) || content.elementsEqual("0".utf8) { return false }
        return nil
    }

    private func wholeNumber(
        _ value: JSONValue, in range: ClosedRange<Int64>
    ) throws(Misfit) -> UnsafeBufferPointer<UInt8> {
        var text: UnsafeBufferPointer<UInt8>
        switch value.kind {
        case .number: text = value.text
        case .string: text = value.string ?? value.text
        default: throw unexpected(value, "a whole number")
        }
        var digits = Self.unsigned(text)
        if !Self.areDigits(digits) {
            guard let whole = WholeNumber.withoutZeros(text), Self.areDigits(Self.unsigned(whole)) else {
                throw unexpected(value, "a whole number")
            }
            text = whole
            digits = Self.unsigned(whole)
        }
        // Eighteen digits fit into 64 bits whatever they are; nine fit into 32.
        if digits.count <= (type == .integer ? 9 : 18) { return text }
        guard let number = Int64(String(decoding: text, as: UTF8.self)), range.contains(number) else {
            throw unexpected(value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return text
    }

    private static func unsigned(_ text: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
        text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    }

    private static func areDigits(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        !text.isEmpty && text.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    private func number(_ value: JSONValue) throws(Misfit) -> UnsafeBufferPointer<UInt8> {
        let text: UnsafeBufferPointer<UInt8>
        switch value.kind {
        case .number: text = value.text
        case .string: text = value.string ?? value.text
        default: throw unexpected(value, "a number")
        }
        guard let shape = NumberShape(text) else { throw unexpected(value, "a number") }
        guard shape.fitsNumeric else { throw unexpected(value, "a number that numeric can hold exactly") }
        return text
    }

    private func unexpected(_ value: JSONValue, _ expected: String) -> Misfit {
        Misfit(column: column, expected: expected, got: value)
    }
}
