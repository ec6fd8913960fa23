import Foundation
import Postgres
import Warehouse

/// Which details of a resource are to be read: of all its rows once per interval, and of the rest of them when their share of
/// the requests did not last.
struct DetailsDue: Sendable {
    let resource: Resource
    let details: Details
    let dataset: String
    let books: Connection
    let clock: LoadClock

    /// The fact that says when all details were read last, and the one that says how far a reading has come that its share
    /// of the day's requests did not last for.
    var fact: String { "\(resource.name).details_read_at" }
    var progress: String { "\(resource.name).details_read_to" }

    func isDue() async throws -> Bool {
        let last = try await Datasets(connection: books).fact(fact, dataset: dataset)
        guard let last, let date = Self.date(last) else { return true }
        return date + details.interval.timeInterval <= clock.now
    }

    private static func date(_ text: String) -> Date? {
        var text = text
        return text.withUTF8 { Instant($0)?.date }
    }

    /// The key of the row that was read last; empty when a reading begins anew.
    func readTo() async throws -> String {
        try await Datasets(connection: books).fact(progress, dataset: dataset) ?? ""
    }

    struct Key: Sendable {
        let values: [String: String]
        let text: String
    }

    /// The keys of the rows, in the order of their texts, behind the one that was read last.
    func keys(after last: String) async throws -> [Key] {
        let columns = resource.key.map { "\(Identifier($0))::text" as Statement }.joined()
        let rows = try await books.query(
            """
            select \(columns)
            from \(Identifier(dataset, resource.name))
            where _deleted_at is null
            """)
        return try rows.map { row in
            let parts = try resource.key.indices.map { try row.decode($0, as: String.self) }
            return Key(
                values: Dictionary(zip(resource.key, parts), uniquingKeysWith: { first, _ in first }),
                text: RowKey(parts).description)
        }.sorted { $0.text < $1.text }.filter { $0.text > last }
    }
}
