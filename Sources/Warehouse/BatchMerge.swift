package import Foundation
package import Postgres

/// What a batch brings to one table.
package struct TableBatch: Sendable {
    package var batch: LoadBatch
    /// The merge of what was staged; nil when nothing was.
    package var merge: Merge?
    /// Rows that go straight into the table; nil when none do.
    package var direct: DirectCopy?
    /// How many records were staged for it.
    package var stagedRecords = 0
    package var rejected: [RejectedRecord] = []
    /// Of a replay: the rejected records that this batch brings again, and which of them each staged one is.
    package var replayed: [KeptRecord] = []
    package var origins: [Int64: KeptRecord] = [:]
    package var observed = ObservedFields()
    package var tombstones: Tombstones?
    /// Rows that are gone from the API, but too many at once to believe it.
    package var heldBack = 0

    package init(batch: LoadBatch) {
        self.batch = batch
    }
}

/// The one transaction by which a batch becomes visible: rows, child rows, tombstones, the span's position, counts and
/// rejected records, or nothing of it.
package struct BatchMerge: Sendable {
    package let connection: Connection
    package let fence: Fence
    package let allowsMassDeletion: Bool
    /// How many rows a table may refuse before the search for them is given up.
    package var maximumRefused = 100

    /// How far the span has come with this batch.
    package struct Advance: Sendable {
        package let span: UUID
        package let position: Date
        package let done: Bool

        package init(span: UUID, position: Date, done: Bool) {
            self.span = span
            self.position = position
            self.done = done
        }
    }

    /// A batch that is not accepted any more, with the records that were taken out of it among its rejected ones.
    package struct TooManyRefused: Error {
        package let tables: [TableBatch]
    }

    package init(connection: Connection, fence: Fence, allowsMassDeletion: Bool) {
        self.connection = connection
        self.fence = fence
        self.allowsMassDeletion = allowsMassDeletion
    }

    /// Merges the tables of a batch, and returns them with their counts completed.
    ///
    /// - Parameters:
    ///   - facts: what was seen of the API and is to be remembered with the dataset.
    ///   - accepts: asked again when the tables refused records that their staging tables had taken.
    /// - Throws: ``DirectCopy/Obstructed`` when rows that were to go straight into a table did not get in, and ``TooManyRefused``
    ///   when the batch is not accepted without those records; nothing was merged then.
    package func run(
        _ tables: [TableBatch], advance: Advance?, facts: [String: String] = [:],
        accepts: (LoadBatch) -> Bool = { _ in true }
    ) async throws -> [TableBatch] {
        var tables = tables
        var conflicts = 0
        while true {
            do {
                return try await attempt(tables, advance: advance, facts: facts)
            } catch let error as PostgresError where error.isRefusedRow && tables.contains(where: { $0.direct != nil })
            {
                throw DirectCopy.Obstructed()
            } catch let error as PostgresError where error.isRefusedRow {
                // The mapping and COPY let the value pass, and the table does not take it: an index, a constraint or a
                // trigger that somebody added. Take the records to blame out and merge the rest.
                if try await !takeOutRefused(from: &tables, after: error) {
                    // None is to blame: a row that stood in the way came from somebody else in that moment.
                    conflicts += 1
                    guard error.sqlState == "23505", conflicts < 10 else { throw error }
                }
                guard tables.allSatisfy({ accepts($0.batch) }) else { throw TooManyRefused(tables: tables) }
            } catch let error as PostgresError where error.sqlState == "40P01" || error.sqlState == "40001" {
                // Somebody else works on the tables too. It was their turn; but they do not get all of them.
                conflicts += 1
                guard conflicts < 10 else { throw error }
                try Task.checkCancellation()
            }
        }
    }

    private func attempt(
        _ tables: [TableBatch], advance: Advance?, facts: [String: String]
    ) async throws -> [TableBatch] {
        let clock = ContinuousClock()
        return try await connection.transaction { transaction in
            try await fence.hold(in: transaction, mayBeLost: true)
            CrashPoint.mergeBegun.reach()
            var logged = try await position(in: transaction)
            var merged = tables
            for index in merged.indices {
                let started = clock.now
                if let direct = merged[index].direct {
                    merged[index].batch.add(try await direct.run(in: transaction))
                }
                if let merge = merged[index].merge {
                    let outcome = try await merge.run(in: transaction)
                    // Unlogged tables are empty after a crash of the server, and behind a pooler nobody is told of one.
                    guard outcome.records == merged[index].stagedRecords else {
                        throw WarehouseError.stagingLost(table: merge.tables.table.name)
                    }
                    merged[index].batch.add(outcome)
                    if outcome.inserted > 0 { try await merge.live.analyzeNew(in: transaction) }
                }
                if let tombstones = merged[index].tombstones {
                    let outcome = try await tombstones.write(
                        packageID: fence.packageID, allowingMass: allowsMassDeletion,
                        sparing: merged[index].merge?.tables.parent, in: transaction)
                    merged[index].batch.deleted += outcome.deleted
                    merged[index].heldBack += outcome.heldBack
                    CrashPoint.tombstonesWritten.reach()
                }
                if let merge = merged[index].merge {
                    try await merge.tables.clear(on: transaction)
                    CrashPoint.stagingEmptied.reach()
                }
                merged[index].batch.merge += clock.now - started
                let resource = merged[index].batch.resource
                try await RejectedRecords.markReplayed(
                    merged[index].replayed.map(\.checksum), resource: resource, fence: fence, in: transaction)
                try await RejectedRecords.record(
                    merged[index].rejected, replayed: Set(merged[index].replayed.map(\.checksum)), fence: fence,
                    in: transaction)
                try await merged[index].observed.record(fence: fence, in: transaction)
                let reached = try await position(in: transaction)
                try await merged[index].batch.record(
                    packageID: fence.packageID, walBytes: reached - logged, in: transaction)
                logged = reached
                CrashPoint.batchRecorded.reach()
            }
            if let advance {
                try await Spans.advance(advance.span, to: advance.position, done: advance.done, in: transaction)
                CrashPoint.positionMoved.reach()
            }
            for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
                try await Datasets.remember(name, value, fence: fence, in: transaction)
            }
            try await transaction.query("select pg_notify('sluice', \(fence.packageID.uuidString.lowercased()))")
            return merged
        }
    }

    /// The end of the write-ahead log, in bytes since its beginning.
    ///
    /// Makes room on the way: a batch is sorted and hashed as a whole, and the server's default would spill it to disk.
    private func position(in transaction: Transaction) async throws -> Int64 {
        let rows = try await transaction.query(
            """
            select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, set_config('work_mem', '64MB', true)
            """)
        return try rows.first?.decode(0, as: Int64.self) ?? 0
    }

    // MARK: - Rows that the table refuses

    private func takeOutRefused(from tables: inout [TableBatch], after error: PostgresError) async throws -> Bool {
        var found = false
        for index in tables.indices {
            guard let merge = tables[index].merge else { continue }
            let refused = try await merge.refusedOrdinals(
                limit: maximumRefused + 1, on: connection, fence: fence)
            for refusal in refused {
                let record = try await merge.takeOut(refusal.ordinal, on: connection, fence: fence)
                tables[index].rejected.append(
                    rejected(record, error: refusal.error, merge, origin: tables[index].origins[refusal.ordinal]))
                tables[index].batch.rejected += 1
                tables[index].stagedRecords -= 1
                found = true
            }
        }
        return found
    }

    private func rejected(
        _ record: (key: RowKey, row: [UInt8]), error: PostgresError, _ merge: Merge, origin: KeptRecord?
    ) -> RejectedRecord {
        let reason = "the table refuses the row: \(error.messageWithoutValues)"
        if let origin { return origin.rejected(column: error.column, reason: reason) }
        var rejected = RejectedRecord(
            resource: merge.tables.table.name, key: record.key.description, column: error.column, reason: reason,
            record: record.row)
        rejected.storedAs = .row
        rejected.askedParts = merge.asked.parts.sorted()
        return rejected
    }
}
