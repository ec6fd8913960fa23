import Foundation
import LoadEngine
import Warehouse

/// Loads the bookshop twice into the database that `DATABASE_URL` names: the second load finds nothing new.
///
///     DATABASE_URL=postgresql://localhost/warehouse swift run BookshopLoader
///     swift run BookshopLoader schema    # prints what the migrations were made of
@main
struct BookshopLoader {
    static func main() async {
        let database = ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""
        if CommandLine.arguments.dropFirst().first == "schema" { return printMigrations() }
        exit(await loadTwice(into: database, migrations: "migrations").rawValue)
    }

    static func printMigrations() {
        for resource in Source.bookshop.resources {
            print(resource.firstMigration)
        }
    }

    static func loadTwice(into database: String, migrations: String) async -> ExitStatus {
        do {
            return try await withBookshopAPI { baseURL in
                _ = try await load(into: database, from: baseURL, migrations: migrations)
                return try await load(into: database, from: baseURL, migrations: migrations).exitStatus
            } ?? .bug
        } catch {
            let status = ExitStatus(ofEngine: error) ?? .bug
            print("failed (\(status.meaning)): \(error)")
            switch status {
            case .datasetHeld: print("another loader is at work; nothing is to be done")
            case .sourceUnreachable, .databaseUnreachable: print("the next run tries again")
            default: print(status.advice)
            }
            return status
        }
    }

    static func load(into database: String, from baseURL: String, migrations: String) async throws -> LoadReport {
        var options = LoadOptions(dataset: "shop")
        options.trigger = "example"
        options.maximumRequests = 200
        let report = try await Loader.load(
            .bookshop, into: database, from: baseURL, token: "clerk", secret: "s3cret", options: options,
            migrations: migrations
        ) { event in
            if let words = words(event) { print("  \(words)") }
        }
        for job in report.jobs {
            print("\(job.resource): \(job.inserted) inserted, \(job.updated) updated, \(job.unchanged) unchanged")
        }
        print("\(report.status.rawValue), with \(report.requests) requests")
        return report
    }

    static func words(_ event: LoadEvent) -> String? {
        switch event {
        case .packageBegan(let package): "package began, into \(package.dataset)"
        case .jobBegan(let resource): "\(resource): began"
        case .batchMerged(let batch): "\(batch.resource): \(batch.records) records merged from \(batch.pages) pages"
        case .requestFailed(_, let error, _): "\(error); trying again"
        case .jobFinished(let job): "\(job.resource): \(job.status.rawValue)"
        case .notice(_, let text): text
        default: nil
        }
    }
}
