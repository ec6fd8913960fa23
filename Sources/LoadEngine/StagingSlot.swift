package import Postgres
package import Warehouse

/// A connection and its own set of staging tables: what a batch is staged in and merged from.
///
/// While one slot is merged the next batch is staged in another. A slot connects when it is first used, so that a small
/// load needs few connections.
package actor StagingSlot {
    private let number: Int
    private let settings: ConnectionSettings
    private let fence: Fence
    private var opened: Connection?
    private var prepared: [String: StagingTables] = [:]

    package init(number: Int, settings: ConnectionSettings, fence: Fence) {
        self.number = number
        self.settings = settings
        self.fence = fence
    }

    package func connection() async throws -> Connection {
        if let opened { return opened }
        let connection = try await Connection.open(settings)
        opened = connection
        return connection
    }

    /// The staging of a table in this slot; its tables are made when needed, and empty.
    package func staging(of table: Table) async throws -> Staging {
        let connection = try await connection()
        let tables = StagingTables(table: table, dataset: fence.dataset, slot: number)
        let staging = Staging(tables: tables, connection: connection, fence: fence)
        if prepared.updateValue(tables, forKey: table.name) == nil {
            try await connection.transaction { transaction in
                try await fence.hold(in: transaction, mayBeLost: true)
                try await tables.prepare(on: transaction)
                try await tables.empty(on: transaction)
            }
            CrashPoint.stagingPrepared.reach()
        }
        return staging
    }

    /// Leaves nothing behind in the tables, at the end of a run that went well.
    package func empty() async throws {
        guard let opened, !prepared.isEmpty else { return }
        let tables = prepared.values
        try await opened.transaction { transaction in
            try await fence.hold(in: transaction, mayBeLost: true)
            for table in tables { try await table.empty(on: transaction) }
        }
    }

    package func close() async {
        await opened?.close()
        opened = nil
        prepared = [:]
    }
}
