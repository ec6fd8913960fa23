import Books
import Foundation
import HTTPTypes
import Postgres
import Warehouse

/// `GET /api/packages` and `GET /api/packages/{id}`.
enum PackagesAPI {
    private struct List: Encodable {
        let packages: [PackageSummary]
        /// To be given as `before` to go on; missing when these are the last.
        let next: String?
    }

    static func list(_ query: Query, _ pool: DatabasePool) async throws -> Answer {
        let choice = try choice(query)
        return try await pool.read { books in
            let packages =
                try await BooksPresence.areThere(on: books) ? PackageSummary.list(choice, on: books) : []
            let last = packages.count == choice.limit ? packages.last : nil
            return .json(
                .ok, try JSONText.data(List(packages: packages, next: last?.packageID.uuidString.lowercased())))
        }
    }

    static func package(_ id: UUID, _ pool: DatabasePool) async throws -> Answer {
        let report = try await pool.read { books in
            try await BooksPresence.areThere(on: books) ? PackageReport.read(id, on: books) : nil
        }
        guard let report else {
            throw Failure(.notFound, "no such package", "there is no load package of that id in the books")
        }
        return .json(.ok, try JSONText.data(report))
    }

    private static func choice(_ query: Query) throws(Query.Refusal) -> PackageSummary.Choice {
        var choice = PackageSummary.Choice(limit: 50)
        for (name, value) in try query.values(["dataset", "status", "before", "limit"]) {
            switch name {
            case "dataset":
                guard (1...63).contains(value.unicodeScalars.count) else {
                    throw Query.Refusal(words: "dataset should be a name of 1 to 63 characters")
                }
                choice.dataset = value
            case "status":
                guard LoadPackage.Status(rawValue: value) != nil, value != LoadPackage.Status.skipped.rawValue else {
                    throw Query.Refusal(
                        words: "status should be started, loaded, partial, failed, cancelled or abandoned")
                }
                choice.status = value
            case "before":
                guard let id = UUID(uuidString: value) else {
                    throw Query.Refusal(words: "before should be the id of a package")
                }
                choice.before = id
            default:
                guard let limit = Int(value), String(limit) == value, (1...200).contains(limit) else {
                    throw Query.Refusal(words: "limit should be a whole number from 1 to 200")
                }
                choice.limit = limit
            }
        }
        return choice
    }
}
