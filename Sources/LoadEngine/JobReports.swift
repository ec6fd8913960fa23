private import Synchronization
import Warehouse

/// The reports of a load's jobs, filled by the tasks that do them.
final class JobReports: Sendable {
    private let reports: Mutex<[JobReport]>

    init(_ resources: [String]) {
        reports = Mutex(resources.map { JobReport(resource: $0) })
    }

    var all: [JobReport] {
        reports.withLock { $0 }
    }

    subscript(resource: String) -> JobReport {
        reports.withLock { reports in
            reports.first { $0.resource == resource } ?? JobReport(resource: resource)
        }
    }

    func update(_ resource: String, _ change: (inout sending JobReport) -> Void) {
        reports.withLock { reports in
            if let index = reports.firstIndex(where: { $0.resource == resource }) { change(&reports[index]) }
        }
    }

    /// Adds what batches did. Deletions that were held back make the job a partial one.
    func add(_ tables: [TableBatch]) {
        for table in tables {
            let resource = table.batch.resource
            update(resource) { report in
                report.add(table.batch)
                report.unknownFields.formUnion(table.observed.fields.keys.map { "\($0.table).\($0.name)" })
            }
            guard table.heldBack > 0 else { continue }
            update(resource) { $0.heldBack += table.heldBack }
            note(
                resource, .incomplete,
                "\(table.heldBack) rows are gone from the API, which is too many at once to believe; none was marked as "
                    + "deleted. If it is true, load with --allow-deletes")
        }
    }

    /// Notes what a resource, or some of it, failed of.
    func fail(_ resource: String, _ consequence: Consequence, _ message: String) {
        note(resource, consequence, message)
        update(resource) { $0.status = .failed }
    }

    /// Notes what a person should know, and what follows from it.
    func note(_ resource: String, _ consequence: Consequence?, _ message: String) {
        update(resource) { report in
            if let consequence {
                report.consequences.insert(consequence)
                if report.status != .failed { report.status = .partial }
            }
            if report.message?.contains(message) != true {
                report.message = report.message.map { "\($0); \(message)" } ?? message
            }
        }
    }
}
