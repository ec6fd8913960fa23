import Books

/// What became of records: each became a row, was one already, or is accounted for otherwise.
struct Counts {
    var records = 0
    var inserted = 0
    var updated = 0
    var unchanged = 0
    var duplicates = 0
    var rejected = 0
    var discarded = 0
    /// Rows that got a tombstone; no records.
    var deleted = 0

    init() {}

    init(_ job: JobSummary) {
        (records, inserted, updated, unchanged) = (job.records, job.inserted, job.updated, job.unchanged)
        (duplicates, rejected, discarded, deleted) = (job.duplicates, job.rejected, job.discarded, job.deleted)
    }

    init(_ batch: BatchSummary) {
        (records, inserted, updated, unchanged) = (batch.records, batch.inserted, batch.updated, batch.unchanged)
        (duplicates, rejected, discarded, deleted) = (batch.duplicates, batch.rejected, batch.discarded, batch.deleted)
    }

    static func + (left: Counts, right: Counts) -> Counts {
        var sum = left
        sum.records += right.records
        sum.inserted += right.inserted
        sum.updated += right.updated
        sum.unchanged += right.unchanged
        sum.duplicates += right.duplicates
        sum.rejected += right.rejected
        sum.discarded += right.discarded
        sum.deleted += right.deleted
        return sum
    }

    static let columns: [DataTable.Column] = [
        .number("records"), .number("inserted"), .number("updated"), .number("unchanged"), .number("duplicates"),
        .number("rejected"), .number("discarded"), .number("deleted"),
    ]

    var cells: [HTML] {
        [records, inserted, updated, unchanged, duplicates, rejected, discarded, deleted].map { number in
            number == 0 ? "<span class=\"zero\">0</span>" : "\(number.grouped)"
        }
    }

    /// `12 records = 10 inserted + 2 unchanged`, and whether it is so.
    var equation: String {
        let parts = [
            (inserted, "inserted"), (updated, "updated"), (unchanged, "unchanged"), (duplicates, "duplicates"),
            (rejected, "rejected"), (discarded, "discarded"),
        ]
        let named = parts.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        let accounted = parts.reduce(0) { $0 + $1.0 }
        let left = Figure.counted(records, "record")
        if records == accounted {
            return "\(left) = \(named.isEmpty ? "0" : named.joined(separator: " + ")): each is accounted for."
        }
        return
            "\(left), of which \(accounted.grouped) are accounted for: this does not add up; please report it."
    }
}
