/// The rows that the records of a page became, ready to be sent: those of the parent table and of each child table.
///
/// A record's rows belong together, across tables: they are kept or taken back as one, and when the server refuses some of
/// them, the records that are to blame are found by sending ranges of records.
package struct StagedRows: Sendable {
    /// What rows begin with, before the columns of the mapping.
    package enum Beginning: Sendable {
        /// In staging tables: the record's ordinal, in parents and children.
        case ordinal
        /// In the table itself: the package that brings them, and the instant of its transaction, in parents alone.
        case package(String)
    }

    package let beginning: Beginning

    /// The rows of the parent table.
    package var parent = RowWriter()

    /// The rows of the child tables, in the order of ``Table/children``.
    package var children: [RowWriter]

    /// The ordinal of the first record. Ordinals rise through a batch: of two records with one key the later one wins.
    package private(set) var firstOrdinal: Int64

    /// How many records are in it.
    package private(set) var count = 0

    /// Where each record's rows end: by record, then by table, the parent first.
    private var ends: [[Int]]
    private var marks: [RowWriter.Mark] = []

    package init(children: Int, firstOrdinal: Int64 = 1, beginning: Beginning = .ordinal) {
        self.beginning = beginning
        self.children = Array(repeating: RowWriter(), count: children)
        self.firstOrdinal = firstOrdinal
        self.ends = Array(repeating: [], count: children + 1)
    }

    /// The ordinal of the record that is being written.
    package var ordinal: Int64 {
        firstOrdinal + Int64(count)
    }

    package var nextOrdinal: Int64 {
        firstOrdinal + Int64(count)
    }

    package var byteCount: Int {
        children.reduce(parent.count) { $0 + $1.count }
    }

    /// Forgets all rows and keeps the memory.
    package mutating func removeAll(firstOrdinal: Int64) {
        self.firstOrdinal = firstOrdinal
        count = 0
        parent.removeAll()
        for index in children.indices { children[index].removeAll() }
        for index in ends.indices { ends[index].removeAll(keepingCapacity: true) }
    }

    /// Makes room for the rows of a page of so many bytes: most of them are the parents', and few are dropped on the way.
    package mutating func reserve(_ bytes: Int) {
        parent.reserve(bytes - bytes / 8)
    }

    /// Begins a record; ends with ``keepRecord()`` or ``takeBackRecord()``.
    package mutating func beginRecord() {
        marks.removeAll(keepingCapacity: true)
        marks.append(parent.mark)
        for child in children {
            marks.append(child.mark)
        }
    }

    /// Begins the record's own row.
    package mutating func beginParent() {
        switch beginning {
        case .ordinal: parent.integer(ordinal)
        case .package(let id):
            parent.text(id)
            // The server's word for the beginning of the transaction (manual, "Date/Time Input", "Special Values").
            parent.text("now")
        }
    }

    /// Begins what the rows of the record's children begin with.
    package func beginChild(_ row: inout RowWriter) {
        if case .ordinal = beginning { row.integer(ordinal) }
    }

    package mutating func keepRecord() {
        count += 1
        ends[0].append(parent.count)
        for index in children.indices {
            ends[index + 1].append(children[index].count)
        }
    }

    package mutating func takeBackRecord() {
        parent.rollBack(to: marks[0])
        for index in children.indices {
            children[index].rollBack(to: marks[index + 1])
        }
    }

    /// The bytes of some records in one table: 0 is the parent, then the children in order.
    func bytes(ofTable table: Int, records: Range<Int>) -> ArraySlice<UInt8> {
        let all = table == 0 ? parent.bytes : children[table - 1].bytes
        guard !records.isEmpty else { return all[0..<0] }
        let start = records.lowerBound == 0 ? 0 : ends[table][records.lowerBound - 1]
        return all[start..<ends[table][records.upperBound - 1]]
    }
}
