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
                #expect(try await BooksPresence.read(on: connection) == .there)
                let areThere = try await BooksPresence.areThere(on: connection)
                #expect(areThere)
            }
        }
    }

    @Test func `a database that was never touched has no books`() async throws {
        try await withDatabase { database in
            try await Connection.withConnection(database) { connection in
                #expect(try await BooksPresence.read(on: connection) == .missing)
                let areThere = try await BooksPresence.areThere(on: connection)
                #expect(!areThere)
            }
        }
    }

    @Test func `books that lack what this version reads are older ones`() async throws {
        try await withDatabase { database in
            try await Connection.withConnection(database) { connection in
                try await migrate(connection)
                try await connection.query("alter table sluice.load_jobs drop column is_whole")
                #expect(try await BooksPresence.read(on: connection) == .older)
                let areThere = try await BooksPresence.areThere(on: connection)
                #expect(!areThere)
            }
        }
    }
}
