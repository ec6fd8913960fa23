import Postgres
import Warehouse

/// Records that were rejected and are brought again.
extension Batch {
    /// Which of the kept records each staged one is.
    mutating func noteOrigins(_ kept: [KeptRecord], of portion: RowBuffers.Portion, reading index: Int) {
        for (place, visit) in portion.visits.enumerated() {
            tables[index].origins[portion.rows.firstOrdinal + Int64(place)] = kept[visit - 1]
        }
    }

    /// Stages rows that their table had refused.
    mutating func takeRows(_ kept: [KeptRecord]) async throws {
        for record in kept {
            let ordinal = ordinals[0]
            tables[0].batch.records += 1
            tables[0].batch.bytes += record.record.count
            let json = String(decoding: record.record, as: UTF8.self)
            if let refusal = try await staging(0).stage(row: json, ordinal: ordinal) {
                tables[0].batch.rejected += 1
                tables[0].rejected.append(
                    record.rejected(
                        column: refusal.column, reason: "the server refuses the value: \(refusal.messageWithoutValues)")
                )
                continue
            }
            tables[0].origins[ordinal] = record
            tables[0].stagedRecords += 1
            ordinals[0] += 1
        }
    }

    /// Counts records in whose place the table has a newer row.
    mutating func discard(_ count: Int) {
        tables[0].batch.records += count
        tables[0].batch.discarded += count
    }

    /// The records that are settled when the batch is merged, but for those that it rejects again.
    mutating func settles(_ kept: [KeptRecord]) {
        tables[0].replayed += kept
    }
}
