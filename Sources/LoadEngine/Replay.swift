import Foundation
package import Postgres
package import Warehouse

/// Brings rejected records again, after a mapping or a migration was mended: through the same mapping, staging and merge as
/// pages of the API, and without a request to it.
///
/// A record that becomes a row is marked as replayed by the transaction that merges it; one that does not fit again stays, with
/// the reason of this time. Data that came after it is never overwritten (``ReplayJob``).
package struct Replay: Sendable {
    private let source: Source
    private let database: ConnectionSettings
    private let dataset: String
    private let choice: RejectedChoice
    private let contracts: Contracts
    private let timeToLive: Duration
    private let waits: Bool
    private let sluiceVersion: String
    private let emit: @Sendable (LoadEvent) -> Void

    package static let trigger = "replay"

    /// - Parameter choice: which records of the dataset.
    package init(
        source: Source, database: ConnectionSettings, dataset: String, choice: RejectedChoice,
        contracts: Contracts = .init(),
        timeToLive: Duration = .seconds(30), waits: Bool = false, sluiceVersion: String = SluiceVersion.current,
        emit: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) {
        self.source = source
        self.database = database
        self.dataset = dataset
        self.contracts = contracts
        var choice = choice
        choice.dataset = dataset
        choice.includesReplayed = false
        self.choice = choice
        self.timeToLive = timeToLive
        self.waits = waits
        self.sluiceVersion = sluiceVersion
        self.emit = emit
    }

    /// Replays the records; without a package when there are none.
    package func run() async throws -> ReplayReport {
        try await Connection.withConnection(database) { books in
            guard books.serverVersion >= 150_000 else {
                throw WarehouseError.serverTooOld(version: books.serverVersion)
            }
            guard try await RejectedRecords.exist(choice, on: books) else { return ReplayReport() }
            _ = try await source.requireTables(of: dataset, on: books)
            return try await HeldDataset(
                dataset: dataset, source: source.name, trigger: Self.trigger, database: database,
                timeToLive: timeToLive, waits: waits, sluiceVersion: sluiceVersion, emit: emit
            ).run(books: books) { package, fence in
                // With the columns that the dataset has now: a field that has one may be why its record fits.
                _ = try await Promotion.fillPending(source, fence: fence, on: books)
                let source = try await source.adding(AddedFields.read(dataset, on: books))
                let report = try await replay(package, from: source, fence: fence, books: books)
                return (report, HeldDataset.Ending(.loaded, exitStatus: report.exitStatus))
            }
        }
    }

    private func replay(
        _ package: LoadPackage, from source: Source, fence: Fence, books: Connection
    ) async throws -> ReplayReport {
        let slot = StagingSlot(number: 0, settings: database, fence: fence)
        var options = LoadOptions(dataset: dataset)
        options.contracts = contracts
        // Somebody asked for just these; none of them keeps the others back.
        options.maximumRejected = 1_000_000_000
        let batches = BatchContext(
            options: options, fence: fence, credentials: nil, books: books, slots: Pool([slot]), emit: emit)
        // Asked for again: what was there before the dataset was held may have been settled by another run.
        let candidates = try await RejectedRecords.candidates(choice, on: books)
        var report = ReplayReport()
        report.package = package
        do {
            for name in Set(candidates.keys.map(\.resource)).sorted(by: { source.isBefore($0, $1) }) {
                let groups = candidates.filter { $0.key.resource == name }
                let job = ReplayJob(source: source, batches: batches)
                try await job.run(name, groups, &report)
            }
            try await slot.empty()
        } catch {
            await slot.close()
            throw error
        }
        await slot.close()
        return report
    }

}

extension Source {
    /// The order in which a load reads the resources.
    fileprivate func isBefore(_ left: String, _ right: String) -> Bool {
        func place(_ name: String) -> Int { resources.firstIndex { $0.name == name } ?? .max }
        return (place(left), left) < (place(right), right)
    }
}

/// What a replay did.
package struct ReplayReport: Sendable {
    /// Nil when there was nothing to replay.
    package var package: LoadPackage?
    /// Of the jobs' counts: `discarded` are records in whose place the table has a newer row.
    package var jobs: [JobReport] = []
    package var skipped: [Skipped] = []

    package init() {}

    /// Records that cannot be replayed, and why.
    package struct Skipped: Sendable {
        package let resource: String
        package let records: Int
        package let reason: String
    }

    /// Whether all that could be replayed has become rows.
    package var isSettled: Bool { jobs.allSatisfy { $0.rejected == 0 } }

    /// 12 when some do not fit again, 11 when some cannot be replayed, and wait.
    package var exitStatus: ExitStatus {
        guard isSettled else { return .tooManyRejected }
        return skipped.isEmpty ? .loaded : .incomplete
    }

    mutating func skip(_ records: Int, of resource: String, _ reason: String) {
        guard records > 0 else { return }
        if let index = skipped.firstIndex(where: { $0.resource == resource && $0.reason == reason }) {
            skipped[index] = Skipped(resource: resource, records: skipped[index].records + records, reason: reason)
        } else {
            skipped.append(Skipped(resource: resource, records: records, reason: reason))
        }
    }
}
