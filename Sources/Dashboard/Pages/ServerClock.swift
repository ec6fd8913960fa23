import Foundation
import Postgres

/// The clock that the books go by.
enum ServerClock {
    static func now(on books: some Queryable) async throws -> Date {
        try await books.query("select clock_timestamp()").first?.decode(0, as: Date.self) ?? Date()
    }
}
