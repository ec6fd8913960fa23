import Books
import Postgres
import TestSupport
import Testing
import Warehouse

struct BooksPresenceTests {
    @Test func `a database that was migrated has them`() async throws {
        try await withDatabase { database in
            try await Connection.withConnection(database) { connection in
                try await migrate(connection)
                let areThere = try await BooksPresence.areThere(on: connection)
                #expect(areThere)
            }
        }
    }

    @Test func `a database that was never touched has no books`() async throws {
        try await withDatabase { database in
            try await Connection.withConnection(database) { connection in
                let areThere = try await BooksPresence.areThere(on: connection)
                #expect(!areThere)
            }
        }
    }
}
