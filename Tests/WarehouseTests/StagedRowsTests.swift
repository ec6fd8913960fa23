import Testing

@testable import Warehouse

struct StagedRowsTests {
    /// A record with so many child rows in each of two tables.
    private func write(_ name: String, children: (Int, Int), to rows: inout StagedRows) {
        rows.parent.text(name)
        rows.parent.endRow()
        for (table, count) in [children.0, children.1].enumerated() {
            for place in 0..<count {
                rows.children[table].text("\(name)\(place)")
                rows.children[table].endRow()
            }
        }
    }

    private func text(_ rows: StagedRows, _ table: Int, _ records: Range<Int>) -> String {
        String(decoding: rows.bytes(ofTable: table, records: records), as: UTF8.self)
    }

    private func threeRecords() -> StagedRows {
        var rows = StagedRows(children: 2, firstOrdinal: 10)
        for (name, children) in [("a", (2, 0)), ("b", (0, 1)), ("c", (1, 1))] {
            rows.beginRecord()
            write(name, children: children, to: &rows)
            rows.keepRecord()
        }
        return rows
    }

    @Test func `a range of records has its rows in each table`() {
        let rows = threeRecords()
        #expect(text(rows, 0, 0..<3) == "a\nb\nc\n")
        #expect(text(rows, 0, 1..<2) == "b\n")
        #expect(text(rows, 1, 0..<1) == "a0\na1\n")
        #expect(text(rows, 1, 1..<2) == "")
        #expect(text(rows, 1, 1..<3) == "c0\n")
        #expect(text(rows, 2, 0..<2) == "b0\n")
        #expect(text(rows, 2, 2..<3) == "c0\n")
        #expect(text(rows, 0, 2..<2) == "")
        #expect(rows.byteCount == 6 + 9 + 6)
    }

    @Test func `a record that is taken back leaves nothing in any table`() {
        var rows = threeRecords()
        rows.beginRecord()
        write("bad", children: (2, 2), to: &rows)
        rows.parent.text("half a row")
        rows.takeBackRecord()
        rows.beginRecord()
        write("d", children: (0, 1), to: &rows)
        rows.keepRecord()
        #expect(text(rows, 0, 0..<4) == "a\nb\nc\nd\n")
        #expect(text(rows, 1, 0..<4) == "a0\na1\nc0\n")
        #expect(text(rows, 2, 3..<4) == "d0\n")
    }

    @Test func `ordinals go on where the page before ended, and a record taken back uses none up`() {
        var rows = threeRecords()
        #expect(rows.count == 3 && rows.ordinal == 13 && rows.nextOrdinal == 13)
        rows.beginRecord()
        rows.takeBackRecord()
        #expect(rows.ordinal == 13)
    }
}
