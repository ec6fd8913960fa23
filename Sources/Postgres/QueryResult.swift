private import CLibPQ

/// The rows a statement returned, all of them, in the server's binary format until they are decoded.
package struct QueryResult: RandomAccessCollection, Sendable {
    private let storage: ResultStorage

    init(storage: ResultStorage) { self.storage = storage }

    /// Rows inserted, updated, deleted, copied or, for a select, returned.
    package var affectedRows: Int { storage.affectedRows }
    package var columnNames: [String] { storage.columnNames }

    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.rowCount }
    package subscript(position: Int) -> Row {
        precondition(position >= 0 && position < storage.rowCount, "row index out of range")
        return Row(storage: storage, index: position)
    }
}

/// One row of a ``QueryResult``. It keeps the whole result alive.
package struct Row: Sendable {
    private let storage: ResultStorage
    private let index: Int

    init(storage: ResultStorage, index: Int) {
        self.storage = storage
        self.index = index
    }

    package func decode<Value: PostgresDecodable>(
        _ column: String, as: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        guard let number = storage.columnNames.firstIndex(of: column) else {
            var error = PostgresError(
                kind: .decoding,
                message:
                    "there is no column \"\(column)\" in the result, only \(storage.columnNames.joined(separator: ", "))"
            )
            error.column = column
            throw error
        }
        return try Value.decode(PostgresCell(storage: storage, row: index, column: number))
    }

    package func decode<Value: PostgresDecodable>(
        _ column: Int, as: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        try Value.decode(try cell(column))
    }

    /// The whole row as a tuple: `let (id, name) = try row.decode((Int64, String).self)`.
    package func decode<each Value: PostgresDecodable>(
        _ types: (repeat each Value).Type = (repeat each Value).self
    ) throws(PostgresError) -> (repeat each Value) {
        var column = 0
        func next<Next: PostgresDecodable>(_: Next.Type) throws(PostgresError) -> Next {
            defer { column += 1 }
            return try decode(column, as: Next.self)
        }
        let values = (repeat try next((each Value).self))
        guard column == storage.columnNames.count else {
            throw PostgresError(
                kind: .decoding,
                message: "the result has \(storage.columnNames.count) columns and \(column) were asked for")
        }
        return values
    }

    package func isNull(_ column: Int) throws(PostgresError) -> Bool { try cell(column).isNull }

    /// The bytes as the server sent them, nil for null, without a copy: for loops over thousands of rows. They
    /// are valid inside the closure only.
    package func withBytes<Result>(
        _ column: Int, _ body: (UnsafeRawBufferPointer?) -> Result
    ) throws(PostgresError) -> Result {
        try checkColumn(column)
        return withExtendedLifetime(storage) { body(storage.bytes(row: index, column: column)) }
    }

    private func cell(_ column: Int) throws(PostgresError) -> PostgresCell {
        try checkColumn(column)
        return PostgresCell(storage: storage, row: index, column: column)
    }

    private func checkColumn(_ column: Int) throws(PostgresError) {
        guard column >= 0, column < storage.columnNames.count else {
            throw PostgresError(
                kind: .decoding, message: "there is no column \(column) in a result of \(storage.columnNames.count)")
        }
    }
}

/// Owns a `PGresult`.
///
/// Sendable although it holds a C pointer: after creation a `PGresult` is only read ("can be passed around freely
/// between threads", libpq manual, "Behavior in Threaded Programs"), and only `deinit` clears it.
final class ResultStorage: @unchecked Sendable {
    private let result: OpaquePointer
    let rowCount: Int
    let affectedRows: Int
    let columnNames: [String]
    let types: [PostgresType]

    init(_ result: OpaquePointer) {
        self.result = result
        rowCount = Int(PQntuples(result))
        affectedRows = Int(String(cString: PQcmdTuples(result))) ?? 0
        let columns = 0..<PQnfields(result)
        columnNames = columns.map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        types = columns.map { PostgresType(oid: PQftype(result, $0)) }
    }

    deinit { PQclear(result) }

    /// Nil for null.
    func bytes(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        if PQgetisnull(result, row, column) != 0 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
    }
}
