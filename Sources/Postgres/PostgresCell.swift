/// One value of a result as the server sent it, for a ``PostgresDecodable`` to read.
///
/// Valid only while it is being decoded.
package struct PostgresCell {
    let type: PostgresType
    private let bytes: UnsafeRawBufferPointer?
    private let storage: ResultStorage
    private let column: Int

    init(storage: ResultStorage, row: Int, column: Int) {
        self.init(
            type: storage.types[column], bytes: storage.bytes(row: row, column: column), storage: storage,
            column: column)
    }

    private init(type: PostgresType, bytes: UnsafeRawBufferPointer?, storage: ResultStorage, column: Int) {
        self.type = type
        self.bytes = bytes
        self.storage = storage
        self.column = column
    }

    var isNull: Bool { bytes == nil }

    func bytes<Value>(for wanted: Value.Type) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else { throw mismatch(wanted, value: "null") }
        return bytes
    }

    func mismatch<Value>(_ wanted: Value.Type, value: String? = nil) -> PostgresError {
        let name = storage.columnNames[column]
        let held = value.map { "\($0) (\(type.description))" } ?? type.description
        var error = PostgresError(
            kind: .decoding, message: "column \"\(name)\" holds \(held), not what a \(wanted) is read from")
        error.column = name
        return error
    }

    /// Any of the server's integers.
    func integer<Value>(for wanted: Value.Type) throws(PostgresError) -> Int64 {
        switch (type, try bytes(for: wanted)) {
        case (.int8, let bytes) where bytes.count == 8: bytes.bigEndian(Int64.self)
        case (.int4, let bytes) where bytes.count == 4: Int64(bytes.bigEndian(Int32.self))
        case (.int2, let bytes) where bytes.count == 2: Int64(bytes.bigEndian(Int16.self))
        case (.objectIdentifier, let bytes) where bytes.count == 4: Int64(bytes.bigEndian(UInt32.self))
        case (.xid, let bytes) where bytes.count == 4: Int64(bytes.bigEndian(UInt32.self))
        default: throw mismatch(wanted)
        }
    }

    /// The elements of a one-dimensional array, in the format of the server's `array_send`: dimensions, a flag,
    /// the type of the elements, then for each dimension length and lower bound, then each element with its length.
    func arrayElements<Value>(for wanted: Value.Type) throws(PostgresError) -> [PostgresCell] {
        let bytes = try bytes(for: wanted)
        guard bytes.count >= 12, type.isArray else { throw mismatch(wanted) }
        let dimensions = bytes.bigEndian(Int32.self)
        if dimensions == 0 { return [] }
        guard dimensions == 1, bytes.count >= 20 else { throw mismatch(wanted, value: "an array of arrays") }
        let elementType = PostgresType(oid: bytes.bigEndian(UInt32.self, at: 8))
        let count = bytes.bigEndian(Int32.self, at: 12)
        var elements: [PostgresCell] = []
        var offset = 20
        for _ in 0..<count {
            guard offset + 4 <= bytes.count else { throw mismatch(wanted) }
            let length = Int(bytes.bigEndian(Int32.self, at: offset))
            offset += 4
            var element: UnsafeRawBufferPointer?
            if length >= 0 {
                guard offset + length <= bytes.count else { throw mismatch(wanted) }
                element = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
                offset += length
            }
            elements.append(PostgresCell(type: elementType, bytes: element, storage: storage, column: column))
        }
        return elements
    }
}

extension UnsafeRawBufferPointer {
    func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type, at offset: Int = 0) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
