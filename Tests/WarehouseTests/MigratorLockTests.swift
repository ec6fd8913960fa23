import Postgres
import TestSupport
import Testing
import Warehouse

/// A migration that others stand in the way of says who they are.
struct MigratorLockTests {
    /// A session that holds the table of dataset berlin for the time of the body, in the weakest of locks.
    private func holdingOrders(
        _ settings: ConnectionSettings, application: String = "nightly report",
        _ body: nonisolated(nonsending) (Connection) async throws -> Void
    ) async throws {
        var settings = settings
        settings.applicationName = application
        try await Connection.withConnection(settings) { reader in
            try await reader.transaction { transaction in
                try await transaction.run(
                    script: "/* Jane Doe */ lock table berlin.orders in access share mode")
                try await body(reader)
            }
        }
    }

    @Test func `a table that a report holds is given up on with who it is and how to end it`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createOrders)
        } andThen: { settings in
            try await Connection.withConnection(settings) { connection in
                try await holdingOrders(settings) { reader in
                    let error = try await locked(connection)
                    guard case .locked("berlin", "shop", "0002_add_total.sql", 3, let blockers, _) = error else {
                        Issue.record(error)
                        return
                    }
                    let user: String = try #require(try await connection.query("select session_user::text").first)
                        .decode(0)
                    #expect(blockers.map(\.processID) == [reader.backendPID])
                    #expect(blockers.first?.role == user)
                    #expect(blockers.first?.application == "nightly report")
                    #expect(blockers.first?.since != nil)
                    let message = "\(error)"
                    #expect(message.contains("server process \(reader.backendPID) (role \(user), application"))
                    #expect(message.contains("since 20"))
                    #expect(message.contains("select pg_terminate_backend(\(reader.backendPID))"))
                    #expect(!message.contains("Jane Doe") && !message.contains("lock table"))
                }
                // The mend is one: with the session gone the migration goes through.
                #expect(try await shopMigrator(connection).migrateShop(createOrders, addTotal).count == 1)
            }
        }
    }

    @Test func `who holds other tables is not blamed`() async throws {
        try await withShop { connection, migrator in
            try await migrator.migrateShop(createOrders)
            try await connection.query("create table public.others (id int)")
        } andThen: { settings in
            try await Connection.withConnection(settings) { other in
                try await other.transaction { transaction in
                    try await transaction.query("select from public.others")
                    try await transaction.query("select pg_advisory_xact_lock(7)")
                    try await Connection.withConnection(settings) { connection in
                        try await holdingOrders(settings) { reader in
                            let error = try await locked(connection)
                            guard case .locked(_, _, _, _, let blockers, _) = error else {
                                Issue.record(error)
                                return
                            }
                            #expect(blockers.map(\.processID) == [reader.backendPID])
                        }
                    }
                }
            }
        }
    }

    @Test func `a role that may see little names the process all the same`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let database: String = try #require(
                    try await connection.query("select current_database()::text").first
                ).decode(0)
                let role = Identifier("\(database)_owner")
                try await connection.query("create role \(role)")
                try await connection.query("grant create on database \(Identifier(database)) to \(role)")
                try await connection.query("set role \(role)")
                let outcome: Result<Void, any Error>
                do {
                    try await shopMigrator(connection).migrateShop(createOrders)
                    try await holdingOrders(settings) { reader in
                        let error = try await locked(connection)
                        #expect("\(error)".contains("server process \(reader.backendPID)"))
                        #expect("\(error)".contains("pg_terminate_backend(\(reader.backendPID))"))
                        // Since when is not for its eyes.
                        #expect(!"\(error)".contains("since") && !"\(error)".contains("insufficient privilege"))
                    }
                    outcome = .success(())
                } catch {
                    outcome = .failure(error)
                }
                try await connection.query("reset role")
                try await connection.query("drop owned by \(role) cascade")
                try await connection.query("drop role \(role)")
                try outcome.get()
            }
        }
    }

    @Test func `another migration that does not end is named as such`() async throws {
        try await withShop { _, migrator in
            try await migrator.migrateShop(createOrders)
        } andThen: { settings in
            try await Connection.withConnection(settings) { other in
                try await other.transaction { transaction in
                    try await transaction.query(
                        "select pg_advisory_xact_lock(hashtextextended('sluice migrations', 0))")
                    try await Connection.withConnection(settings) { connection in
                        let migrator = try shopMigrator(connection, turn: .milliseconds(20))
                        let error = try await #require(throws: MigrationError.self) {
                            try await migrator.migrateShop(createOrders, addTotal)
                        }
                        guard case .anotherMigration("berlin", "shop", _, 3, let blockers, _) = error else {
                            Issue.record(error)
                            return
                        }
                        #expect(blockers.map(\.processID) == [other.backendPID])
                        #expect("\(error)".contains("another migration runs in server process \(other.backendPID)"))
                    }
                }
            }
        }
    }

    @Test func `a prepared transaction has no process, and is named by its name`() async throws {
        try await withDatabase(onServerWith: ["max_prepared_transactions": "2"]) { settings in
            try await Connection.withConnection(settings) { connection in
                try await shopMigrator(connection).migrateShop(createOrders)
                try await prepare("it's", on: settings)
                let error = try await locked(connection)
                #expect("\(error)".contains("prepared transaction \"it's\" (role postgres, in a transaction since 20"))
                #expect("\(error)".contains("rollback prepared 'it''s'"))
                try await connection.query("rollback prepared 'it''s'")
                #expect(try await shopMigrator(connection).migrateShop(createOrders, addTotal).count == 1)
            }
        }
    }

    /// Ends the transaction behind the connection's back, which it calls an error.
    private func prepare(_ name: String, on settings: ConnectionSettings) async throws {
        try await Connection.withConnection(settings) { connection in
            _ = try? await connection.transaction { transaction in
                try await transaction.query("lock table berlin.orders in access share mode")
                try await transaction.run(script: "prepare transaction '\(name.replacing("'", with: "''"))'")
            }
        }
    }

    private func locked(_ connection: Connection) async throws -> MigrationError {
        try await #require(throws: MigrationError.self) {
            try await shopMigrator(connection).migrateShop(createOrders, addTotal)
        }
    }
}
