import Warehouse

/// The COPY buffers of a job, one set for each table it reads. Kept from page to page, so that each finds memory that is
/// large enough.
struct RowBuffers: Sendable {
    /// Rows are sent when there are so many bytes of them: however large a page, its rows take no more.
    static let portion = 2 << 20

    var portions: [Portion]

    init(_ readings: [TableReading], beginning: StagedRows.Beginning = .ordinal) {
        portions = readings.map {
            Portion(rows: StagedRows(children: $0.table.children.count, beginning: beginning))
        }
    }

    /// The rows that some of a page's records became, and which of the records: by their place in the walk of the page.
    struct Portion: Sendable {
        var rows: StagedRows
        var visits: [Int] = []
        var visited = 0

        /// Begins a page, or its next portion: then the walk goes on.
        mutating func removeAll(firstOrdinal: Int64, keepingPlace: Bool) {
            rows.removeAll(firstOrdinal: firstOrdinal)
            visits.removeAll(keepingCapacity: true)
            if !keepingPlace { visited = 0 }
        }
    }
}
