package import FoundationEssentials

/// What a column can be read as, from Postgres' binary format.
///
/// Types are matched strictly: a `numeric` is no `Double` and a `bigint` no `Int32`. A mismatch is thrown and names
/// the column; cast in the SQL where another type is wanted.
package protocol PostgresDecodable {
    static func decode(_ cell: PostgresCell) throws(PostgresError) -> Self
}

extension Int64: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int64 { try cell.integer(for: Self.self) }
}

extension Int: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int {
        Int(try cell.integer(for: Self.self))
    }
}

extension Int32: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int32 {
        switch (cell.type, try cell.bytes(for: Self.self)) {
        case (.int4, let bytes) where bytes.count == 4: bytes.bigEndian(Int32.self)
        case (.int2, let bytes) where bytes.count == 2: Int32(bytes.bigEndian(Int16.self))
        default: throw cell.mismatch(Self.self)
        }
    }
}

extension Bool: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Bool {
        let bytes = try cell.bytes(for: Self.self)
        guard cell.type == .bool, let byte = bytes.first else { throw cell.mismatch(Self.self) }
        return byte != 0
    }
}

extension Double: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Double {
        switch (cell.type, try cell.bytes(for: Self.self)) {
        case (.float8, let bytes) where bytes.count == 8: Double(bitPattern: bytes.bigEndian(UInt64.self))
        case (.float4, let bytes) where bytes.count == 4: Double(Float(bitPattern: bytes.bigEndian(UInt32.self)))
        default: throw cell.mismatch(Self.self)
        }
    }
}

extension String: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> String {
        let bytes = try cell.bytes(for: Self.self)
        if cell.type.isText { return String(decoding: bytes, as: UTF8.self) }
        // The binary format of jsonb is a version byte, always 1, before the text.
        if cell.type == .jsonb, bytes.first == 1 { return String(decoding: bytes.dropFirst(), as: UTF8.self) }
        if cell.type == .uuid { return try UUID.decode(cell).uuidString.lowercased() }
        throw cell.mismatch(Self.self)
    }
}

extension UUID: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> UUID {
        let bytes = try cell.bytes(for: Self.self)
        guard cell.type == .uuid, bytes.count == 16 else { throw cell.mismatch(Self.self) }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Date: PostgresDecodable {
    /// A `timestamp` without time zone is taken as UTC. Infinity is no `Date`, and thrown.
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Date {
        let bytes = try cell.bytes(for: Self.self)
        switch cell.type {
        case .timestamptz where bytes.count == 8, .timestamp where bytes.count == 8:
            let microseconds = bytes.bigEndian(Int64.self)
            guard microseconds != .max, microseconds != .min else { throw cell.mismatch(Self.self, value: "infinity") }
            return PostgresTimestamp.date(microseconds: microseconds)
        case .date where bytes.count == 4:
            let days = bytes.bigEndian(Int32.self)
            guard days != .max, days != .min else { throw cell.mismatch(Self.self, value: "infinity") }
            return PostgresTimestamp.date(days: days)
        default:
            throw cell.mismatch(Self.self)
        }
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Wrapped? {
        cell.isNull ? nil : try Wrapped.decode(cell)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodableElement {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> [Element] {
        try Element.decodeArray(cell)
    }
}

/// What can be an element of a decoded array. A protocol of its own because `[UInt8]` is a `bytea` and no array.
package protocol PostgresDecodableElement {
    static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [Self]
}

extension PostgresDecodableElement where Self: PostgresDecodable {
    package static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [Self] {
        var elements: [Self] = []
        for element in try cell.arrayElements(for: [Self].self) { elements.append(try decode(element)) }
        return elements
    }
}

extension String: PostgresDecodableElement {}
extension Int: PostgresDecodableElement {}
extension Int32: PostgresDecodableElement {}
extension Int64: PostgresDecodableElement {}
extension Bool: PostgresDecodableElement {}
extension Double: PostgresDecodableElement {}
extension UUID: PostgresDecodableElement {}
extension Date: PostgresDecodableElement {}
extension Optional: PostgresDecodableElement where Wrapped: PostgresDecodable {}
extension Array: PostgresDecodableElement where Element == UInt8 {}

extension UInt8: PostgresDecodableElement {
    package static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        let bytes = try cell.bytes(for: [UInt8].self)
        guard cell.type == .bytea || cell.type.isText else { throw cell.mismatch([UInt8].self) }
        return Array(bytes)
    }
}
