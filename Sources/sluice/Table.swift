/// Rows of text in columns: numbers to the right, names to the left, a rule below the header.
struct Table {
    private let rows: [[String]]
    private let leftAligned: Set<Int>

    init(_ rows: [[String]], leftAligned: Set<Int>) {
        self.rows = rows
        self.leftAligned = leftAligned
    }

    var text: String {
        guard let header = rows.first else { return "" }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            let cells = row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return leftAligned.contains(column) ? row[column] + padding : padding + row[column]
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        lines.insert(String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1)), at: 1)
        return lines.joined(separator: "\n")
    }
}
