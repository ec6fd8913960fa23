public import Warehouse

/// What became of one resource in a load.
public struct JobReport: Sendable {
    /// The resource.
    public let resource: String
    /// How it ended.
    public package(set) var status: LoadPackage.Status = .loaded
    /// The requests that were sent for it.
    public package(set) var requests = 0
    /// The answers it was made of.
    public package(set) var pages = 0
    /// The records that came.
    public package(set) var records = 0
    /// New rows.
    public package(set) var inserted = 0
    /// Rows that changed, in a column or a child row, or came back from a tombstone.
    public package(set) var updated = 0
    /// Rows that were as they came: nothing was written for them.
    public package(set) var unchanged = 0
    /// Records that came more than once; the one read last is kept.
    public package(set) var duplicates = 0
    /// Rows that are gone from the API and got a tombstone. They are no records, and stand beside the sum.
    public package(set) var deleted = 0
    /// Records that did not fit their columns, kept with the reason in `sluice.rejected_records`.
    public package(set) var rejected = 0
    /// Records that were left out by a contract of `discard_row`, or because the table holds a later state of them.
    public package(set) var discarded = 0
    /// Values that were kept in `extra` because they did not fit, or because no column takes them.
    public package(set) var capturedValues = 0
    /// Values that a contract left out.
    public package(set) var discardedValues = 0
    /// Fields that no column takes, as far as this load met them: `leads.some_field`.
    public package(set) var unknownFields: Set<String> = []
    /// Columns that a contract of `evolve` added.
    public package(set) var addedColumns = 0
    /// Characters that PostgreSQL cannot hold (NUL, half a surrogate pair) and that were replaced by U+FFFD.
    public package(set) var replacedCharacters = 0
    /// The bytes of the answers, as they were parsed.
    public package(set) var bytes = 0
    /// Rows that are gone from the API, but too many at once to believe it.
    public package(set) var heldBack = 0
    /// How long it took.
    public package(set) var duration: Duration = .zero
    /// A word about it for people: why it was skipped, what is missing.
    public package(set) var message: String?
    /// What follows from it for the exit status.
    public package(set) var consequences: Set<Consequence> = []

    package init(resource: String) {
        self.resource = resource
    }

    package mutating func add(_ batch: LoadBatch) {
        pages += batch.pages
        records += batch.records
        inserted += batch.inserted
        updated += batch.updated
        unchanged += batch.unchanged
        duplicates += batch.duplicates
        deleted += batch.deleted
        rejected += batch.rejected
        discarded += batch.discarded
        capturedValues += batch.capturedValues
        discardedValues += batch.discardedValues
        replacedCharacters += batch.replacedCharacters
        bytes += batch.bytes
    }
}

/// What a load can end with beside success, told apart by what a person or an orchestrator does next.
public enum Consequence: Sendable, Hashable, Comparable {
    /// The requests that the run may send are spent: go on later.
    case requestsSpent
    /// A list or span did not come out even, or deletions were held back.
    case incomplete
    /// More records were rejected than allowed.
    case tooManyRejected
    /// The API cannot be reached or does not answer as it should.
    case sourceFailed
    /// The key was refused.
    case keyRefused
}

/// What a load did.
public struct LoadReport: Sendable {
    /// The load package that accounts for it.
    public let package: LoadPackage
    /// What became of each resource, in the order of the source.
    public package(set) var jobs: [JobReport] = []
    /// The requests that were sent for it.
    public package(set) var requests = 0
    /// How long it took.
    public package(set) var duration: Duration = .zero

    package init(package: LoadPackage) {
        self.package = package
    }

    /// What follows from its jobs; empty when all went well.
    public var consequences: Set<Consequence> {
        jobs.reduce(into: []) { $0.formUnion($1.consequences) }
    }

    /// What a program that did this load should leave with: the first thing that a person must look at.
    public var exitStatus: ExitStatus { ExitStatus(consequences) }

    /// How the load ended: as its least successful job.
    public var status: LoadPackage.Status {
        if jobs.contains(where: { $0.status == .failed }) { return .failed }
        return jobs.contains { $0.status == .partial } ? .partial : .loaded
    }

    /// What is to be said of the jobs that did not go well; nil when there is nothing.
    var words: String? {
        let words = jobs.compactMap { job in
            job.status == .loaded || job.status == .skipped ? nil : job.message.map { "\(job.resource): \($0)" }
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}
