import JSON
import Warehouse

@testable import LoadEngine

/// Rows of COPY made of single values, as the engine writes them.
struct RowBytes {
    private(set) var bytes: [UInt8] = []

    /// What a field makes of a JSON value: the cell's bytes, or why not.
    func cell(_ json: String, _ field: Field) throws -> (text: String, replaced: Int) {
        let document = try JSONDocument(parsing: Array(json.utf8))
        return try document.withRoot { value in
            var row = RowWriter()
            let replaced = try ColumnWriting(field).write(value, to: &row)
            return (String(decoding: row.bytes, as: UTF8.self), replaced)
        }
    }

    mutating func add(_ place: Int, _ cell: (text: String, replaced: Int)) {
        bytes += Array("\(place)\t\(cell.text)\n".utf8)
    }
}

extension String {
    /// The text as a JSON string; for text that needs no escape.
    var quoted: String { "\"\(self)\"" }
}
