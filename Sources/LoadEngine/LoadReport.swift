package import Warehouse

/// What became of one resource in a load.
package struct JobReport: Sendable {
    package let resource: String
    package var status: LoadPackage.Status = .loaded
    package var requests = 0
    package var pages = 0
    package var records = 0
    package var inserted = 0
    package var updated = 0
    package var unchanged = 0
    package var duplicates = 0
    package var deleted = 0
    package var rejected = 0
    package var discarded = 0
    /// Values that were kept in `extra`, and values that a contract left out.
    package var capturedValues = 0
    package var discardedValues = 0
    /// Fields that no column takes, as far as this load met them: `leads.some_field`.
    package var unknownFields: Set<String> = []
    /// Columns that a contract of `evolve` added.
    package var addedColumns = 0
    package var replacedCharacters = 0
    package var bytes = 0
    /// Rows that are gone from the API, but too many at once to believe it.
    package var heldBack = 0
    package var duration: Duration = .zero
    /// A word about it for people: why it was skipped, what is missing.
    package var message: String?
    /// What follows from it for the exit status.
    package var consequences: Set<Consequence> = []

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
package enum Consequence: Sendable, Hashable, Comparable {
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
package struct LoadReport: Sendable {
    package let package: LoadPackage
    package var jobs: [JobReport] = []
    package var requests = 0
    package var duration: Duration = .zero

    package init(package: LoadPackage) {
        self.package = package
    }

    package var consequences: Set<Consequence> {
        jobs.reduce(into: []) { $0.formUnion($1.consequences) }
    }

    package var exitStatus: ExitStatus { ExitStatus(consequences) }

    package var status: LoadPackage.Status {
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
