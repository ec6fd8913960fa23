import Books
import Foundation
import LoadEngine
import Logging
import RESTSource
import Synchronization
import Warehouse

/// Turns what a load tells into log lines: one event a line, each with the package that it belongs to.
///
/// `error`: a job or the run failed. `warning`: what a person should know, requests that are tried again, jobs that are
/// partial. `notice`: the begin and the end of a package. `info`: migrations, jobs and merged batches. `debug`: each request and
/// page. `trace`: the end of each request, and each heartbeat of the lease.
final class EventLog: Sendable {
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        var packageID: String?
        var began = ContinuousClock.now
        /// By resource: what a job reports includes what it did before.
        var jobs: [String: JobReport] = [:]
        var requests = 0
    }

    init(_ logger: Logger) {
        self.logger = logger
        state = Mutex(State())
    }

    func take(_ event: LoadEvent) {
        note(event)
        let level = Self.level(of: event)
        // Nothing is made of what nobody wants to read.
        guard level >= logger.logLevel else { return }
        var metadata = Self.metadata(of: event)
        if let id = state.withLock({ $0.packageID }) { metadata["package_id"] = "\(id)" }
        logger.log(level: level, "\(message(of: event))", metadata: metadata)
    }

    private func note(_ event: LoadEvent) {
        state.withLock { state in
            switch event {
            case .packageBegan(let package):
                state = State(packageID: package.id.uuidString.lowercased())
            case .requestSent: state.requests += 1
            case .jobFinished(let job): state.jobs[job.resource] = job
            default: break
            }
        }
    }

    /// A line of progress, which is no event of the load.
    func note(_ sentence: String, resource: String?) {
        var metadata: Logger.Metadata = [:]
        if let resource { metadata["resource"] = "\(resource)" }
        if let id = state.withLock({ $0.packageID }) { metadata["package_id"] = "\(id)" }
        logger.info("\(sentence)", metadata: metadata)
    }

    var isAtInfo: Bool { logger.logLevel <= .info }

    // MARK: - Levels

    private static func level(of event: LoadEvent) -> Logger.Level {
        switch event {
        case .packageBegan: .notice
        case .packageFinished(_, let status, let exitStatus): level(of: status, exitStatus)
        case .jobFinished(let job): level(of: job.status, job.rejected > 0 ? .tooManyRejected : nil)
        case .requestFailed, .notice: .warning
        case .migrated, .jobBegan, .batchMerged: .info
        case .spansPlanned, .spanFinished, .requestSent, .pageReceived: .debug
        case .requestEnded, .leaseRenewed: .trace
        }
    }

    private static func level(of status: LoadPackage.Status, _ exitStatus: ExitStatus?) -> Logger.Level {
        switch status {
        case .failed: exitStatus == .bug ? .critical : .error
        case .partial, .cancelled, .abandoned: .warning
        case .started, .loaded, .skipped:
            exitStatus == nil ? .info : exitStatus == .loaded ? .notice : .warning
        }
    }

    // MARK: - Words

    private func message(of event: LoadEvent) -> String {
        guard case .packageFinished(_, let status, _) = event else { return Self.message(of: event) }
        let sums = state.withLock { state in
            let jobs = state.jobs.values
            let counts = Self.counts([
                ("inserted", jobs.reduce(0) { $0 + $1.inserted }), ("updated", jobs.reduce(0) { $0 + $1.updated }),
                ("deleted", jobs.reduce(0) { $0 + $1.deleted }), ("rejected", jobs.reduce(0) { $0 + $1.rejected }),
            ])
            let records = jobs.reduce(0) { $0 + $1.records }
            return "\(records.grouped) records, \(counts), \(state.requests.grouped) requests, "
                + Self.seconds(ContinuousClock.now - state.began)
        }
        // What follows from it is the last word of the run, which stands below.
        return "package \(status.rawValue): \(sums)"
    }

    private static func message(of event: LoadEvent) -> String {
        switch event {
        case .migrated(let migration):
            "applied migration \(migration.version) of \(migration.line): \(migration.name.replacing("_", with: " "))"
        case .packageBegan(let package):
            "package began: dataset \(package.dataset) from \(package.source)"
        case .jobBegan(let resource): "\(resource): began"
        case .spansPlanned(let resource, let spans): "\(resource): \(spans.count) spans to read"
        case .spanFinished(let span): "\(span.resource): span read, \(span.tier)"
        case .requestSent(let place, _, let today, let limit):
            "\(name(of: place)): request sent, \(today.grouped) of \(limit.grouped) today"
        case .requestEnded(let place): "\(name(of: place)): request over"
        case .requestFailed(_, let error, let pause): "\(error); trying again in \(seconds(pause))"
        case .pageReceived(let page):
            "\(page.place.resource): page received, \(page.records.grouped) records"
                + (page.total.map { " of \($0.grouped)" } ?? "") + " in \(seconds(page.duration))"
        case .batchMerged(let batch):
            "\(batch.resource): batch merged, \(batch.records.grouped) records: \(counts(of: batch)) in \(seconds(batch.merge))"
        case .jobFinished(let job):
            "\(job.resource): \(job.status.rawValue), \(job.records.grouped) records: \(counts(of: job)) in \(seconds(job.duration))"
                + (job.message.map { "; \($0)" } ?? "")
        case .leaseRenewed: "lease renewed"
        case .packageFinished(_, let status, _): "package \(status.rawValue)"
        case .notice(let resource, let text): (resource.map { "\($0): " } ?? "") + text
        }
    }

    private static func name(of place: PagePlace) -> String {
        place.resource.isEmpty ? "key" : place.resource
    }

    private static func seconds(_ duration: Duration) -> String {
        String(format: "%.1f s", duration.timeInterval)
    }

    private static func counts(of batch: LoadBatch) -> String {
        counts([
            ("inserted", batch.inserted), ("updated", batch.updated), ("unchanged", batch.unchanged),
            ("duplicates", batch.duplicates), ("deleted", batch.deleted), ("rejected", batch.rejected),
            ("discarded", batch.discarded),
        ])
    }

    private static func counts(of job: JobReport) -> String {
        counts([
            ("inserted", job.inserted), ("updated", job.updated), ("unchanged", job.unchanged),
            ("duplicates", job.duplicates), ("deleted", job.deleted), ("rejected", job.rejected),
            ("discarded", job.discarded),
        ])
    }

    /// Only what there is something of.
    private static func counts(_ counts: [(name: String, count: Int)]) -> String {
        let some = counts.filter { $0.count > 0 }
        return some.isEmpty ? "no changes" : some.map { "\($0.count.grouped) \($0.name)" }.joined(separator: ", ")
    }

    // MARK: - What it is about

    private static func metadata(of event: LoadEvent) -> Logger.Metadata {
        switch event {
        case .migrated(let migration):
            ["line": "\(migration.line)", "version": number(migration.version)]
        case .packageBegan(let package):
            ["dataset": "\(package.dataset)", "trigger": "\(package.trigger)"]
        case .jobBegan(let resource): ["resource": "\(resource)"]
        case .spansPlanned(let resource, let spans):
            ["resource": "\(resource)", "spans": number(spans.count)]
        case .spanFinished(let span): metadata(of: PagePlace(resource: span.resource, span: span), hasPage: false)
        case .requestSent(let place, let attempt, let today, let limit):
            metadata(of: place).merging(
                ["attempt": number(attempt), "requests_today": number(today), "daily_limit": number(limit)]
            ) { $1 }
        case .requestEnded(let place): metadata(of: place)
        case .requestFailed(let place, let error, let pause):
            metadata(of: place).merging(
                ["attempt": number(error.attempts), "pause": .stringConvertible(pause.timeInterval)].merging(
                    error.status.map { ["status": number($0)] } ?? [:]
                ) { $1 }
            ) { $1 }
        case .pageReceived(let page):
            metadata(of: page.place).merging([
                "attempt": number(page.attempts), "records": number(page.records), "bytes": number(page.bytes),
                "ms": number(milliseconds(page.duration)),
            ]) { $1 }
        case .batchMerged(let batch):
            metadata(of: batch)
        case .jobFinished(let job):
            [
                "resource": "\(job.resource)", "status": "\(job.status.rawValue)", "requests": number(job.requests),
                "records": number(job.records), "rejected": number(job.rejected),
                "ms": number(milliseconds(job.duration)),
            ]
        case .packageFinished(_, let status, let exitStatus):
            ["status": "\(status.rawValue)"].merging(
                exitStatus.map { ["exit_status": number(Int($0.rawValue))] } ?? [:]
            ) { $1 }
        case .leaseRenewed: [:]
        case .notice(let resource, _): resource.map { ["resource": "\($0)"] } ?? [:]
        }
    }

    private static func metadata(of batch: LoadBatch) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "resource": "\(batch.resource)", "batch": number(batch.number), "pages": number(batch.pages),
            "records": number(batch.records), "fetch_ms": number(milliseconds(batch.fetch)),
            "stage_ms": number(milliseconds(batch.stage)), "merge_ms": number(milliseconds(batch.merge)),
        ]
        if let from = batch.from, let until = batch.until {
            metadata["stretch"] = "\(from.ISO8601Format())/\(until.ISO8601Format())"
        }
        return metadata
    }

    private static func metadata(of place: PagePlace, hasPage: Bool = true) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        if !place.resource.isEmpty { metadata["resource"] = "\(place.resource)" }
        if let span = place.span { metadata["span"] = "\(span.interval)" }
        if hasPage { metadata["page"] = number(place.number) }
        return metadata
    }

    private static func number(_ number: Int) -> Logger.Metadata.Value { .stringConvertible(number) }

    private static func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}

extension Span {
    /// An interval as ISO 8601 writes it.
    var interval: String { "\(start.ISO8601Format())/\(end.ISO8601Format())" }
}
