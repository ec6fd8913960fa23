import Foundation
import RESTSource
import Warehouse

/// Runs the jobs of a load in the order of the source, and turns their errors into what follows from them.
struct JobRunner: Sendable {
    let context: LoadContext

    private var list: JobList { JobList(source: context.source, options: context.options) }

    func run() async throws -> [JobReport] {
        let jobs = list.jobs
        let reports = JobReports(jobs.flatMap { [$0.name] + nested(in: $0).map(\.name) })
        for resource in jobs {
            try await run(resource, reports) {
                try await load(resource, reports)
                // Where there are details, `extra` comes with them.
                if try await dueDetails(of: resource) == nil { try await evolve(resource, reports) }
            }
        }
        // Details cost a request for each record, so they come when all that is new has been read.
        for resource in jobs where reports[resource.name].status != .failed {
            guard let details = try await dueDetails(of: resource) else { continue }
            try await run(resource, reports) {
                try await details.run(reports)
                try await evolve(resource, reports)
            }
        }
        return reports.all
    }

    /// The reading of a resource's details, when they are to be read in this load.
    private func dueDetails(of resource: Resource) async throws -> DetailsJob? {
        guard context.options.singles.isEmpty, let details = resource.details, mayRead(resource) else { return nil }
        let job = DetailsJob(context: context, resource: resource, details: details)
        return try await job.isDue() ? job : nil
    }

    private func nested(in resource: Resource) -> [Resource] { list.nested(in: resource) }

    private func mayRead(_ resource: Resource) -> Bool { resource.isReadable(by: context.keyKind) }

    /// Does some work of a job and of those nested in it, and writes down how they stand.
    private func run(_ resource: Resource, _ reports: JobReports, _ work: () async throws -> Void) async throws {
        let names = [resource.name] + nested(in: resource).map(\.name)
        let packages = LoadPackages(connection: context.books)
        for name in names {
            context.emit(.jobBegan(resource: name))
            try await packages.beginJob(name, fence: context.fence)
            CrashPoint.jobBegun.reach()
        }
        let clock = ContinuousClock()
        let started = clock.now
        let requestsBefore = context.client.requestsSent
        if !mayRead(resource) {
            for name in names {
                reports.update(name) { report in
                    report.status = .skipped
                    report.message = "needs a key of the kind \(resource.keyKinds.joined(separator: " or "))"
                }
            }
        } else if let consequence = context.stop.consequence {
            for name in names { reports.note(name, consequence, "not read, because an earlier resource ended the run") }
        } else {
            do {
                try await work()
            } catch {
                try note(error, of: names, reports)
            }
        }
        let requests = context.client.requestsSent - requestsBefore
        for name in names {
            reports.update(name) { report in
                report.duration += clock.now - started
                report.requests += name == resource.name ? requests : 0
            }
            let report = reports[name]
            try await packages.finishJob(
                name, status: report.status, isWhole: context.options.singles.isEmpty,
                addedColumns: report.addedColumns, message: report.status == .failed ? nil : report.message,
                error: report.status == .failed ? report.message : nil, fence: context.fence)
            CrashPoint.jobFinished.reach()
            context.emit(.jobFinished(report))
        }
    }

    /// Gives columns to what a contract of `evolve` captured.
    private func evolve(_ root: Resource, _ reports: JobReports) async throws {
        for resource in [root] + nested(in: root) {
            let room = Evolution.mostColumns - reports.all.reduce(0) { $0 + $1.addedColumns }
            let added = try await Evolution(context: context, resource: resource).run(room, reports)
            reports.update(resource.name) { report in
                report.addedColumns += added.count
                report.unknownFields.subtract(added.map(\.name))
            }
        }
    }

    private func load(_ resource: Resource, _ reports: JobReports) async throws {
        if !context.options.singles.isEmpty, let endpoint = resource.single {
            try await SinglesJob(
                context: context, resource: resource, endpoint: endpoint, keys: context.options.singles
            ).run(reports)
            return
        }
        switch resource.reading {
        case .list(let endpoint, let variants):
            try await ListJob(context: context, resource: resource, endpoint: endpoint, variants: variants).run(reports)
        case .spans(let endpoint, let incremental):
            try await SpanJob(
                context: context, resource: resource, endpoint: endpoint, incremental: incremental
            ).run(reports)
        case .nested:
            break
        }
    }

    /// Notes what follows from an error; rethrows what ends the whole load.
    private func note(_ error: any Error, of resources: [String], _ reports: JobReports) throws {
        if let consequence = LoadContext.stopping(error) {
            context.stop.set(consequence)
            for resource in resources { reports.note(resource, consequence, "\(error)") }
            return
        }
        if case LoadError.shareIsSpent = error {
            for resource in resources { reports.note(resource, .requestsSpent, "\(error)") }
            return
        }
        let consequence: Consequence
        switch error {
        case LoadError.tooManyRejected: consequence = .tooManyRejected
        case let error as RESTError where error.kind == .refused: consequence = .keyRefused
        case is RESTError: consequence = .sourceFailed
        default: throw error
        }
        for resource in resources { reports.fail(resource, consequence, "\(error)") }
        if let error = error as? RESTError, error.isTransient {
            // The API is gone for now; asking for the other resources would only take as long again.
            context.stop.set(.sourceFailed)
        }
    }
}
