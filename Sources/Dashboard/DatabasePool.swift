import Logging
import Postgres

/// The server's few connections to the database: opened when they are needed, opened anew when they broke.
///
/// They only read, each time in a transaction of their own that sees one state of the books, within a time that the server
/// holds to. A role that may only select is enough.
actor DatabasePool {
    private let settings: ConnectionSettings
    private let logger: Logger
    private var idle: [Connection] = []
    private let turns: TurnQueue
    /// The last attempt to connect that failed: for a moment nobody else waits for another one.
    private var outage: (until: ContinuousClock.Instant, error: PostgresError)?
    private var isClosed = false

    private static let mostWaiting = 100
    private static let outagePause: Duration = .seconds(1)
    /// Compiling a statement takes longer than any of ours runs.
    private static let preamble = """
        set transaction isolation level repeatable read, read only;
        set local statement_timeout = '5s';
        set local jit = off;
        set local lock_timeout = '2s';
        set local idle_in_transaction_session_timeout = '60s'
        """

    init(_ settings: ConnectionSettings, size: Int = 4, logger: Logger) {
        var settings = settings
        settings.connectTimeout = .seconds(3)
        settings.applicationName = "sluice serve"
        self.settings = settings
        self.logger = logger
        turns = TurnQueue(places: size)
    }

    /// Reads in one transaction. Throws ``Unavailable`` when the database cannot be read just now.
    func read<Result: Sendable>(
        _ body: @Sendable (Transaction) async throws -> Result
    ) async throws -> Result {
        guard turns.waitingCount < Self.mostWaiting else { throw Unavailable.busy }
        try await turns.take()
        defer { turns.pass() }
        do {
            return try await attempt(body)
        } catch let error as PostgresError where !error.isCancellation {
            guard let reason = Unavailable(error) else { throw error }
            logger.warning("the database cannot be read: \(error)")
            throw reason
        }
    }

    /// Closes what is open; whoever comes later finds the database unavailable.
    func close() async {
        isClosed = true
        for connection in idle { await connection.close() }
        idle = []
    }

    // MARK: - Connections

    private func attempt<Result: Sendable>(
        _ body: @Sendable (Transaction) async throws -> Result
    ) async throws -> Result {
        while true {
            let wasIdle = idle.popLast()
            let connection: Connection
            if let wasIdle { connection = wasIdle } else { connection = try await open() }
            do {
                let result = try await connection.transaction { transaction in
                    try await transaction.run(script: Self.preamble)
                    return try await body(transaction)
                }
                await keep(connection)
                return result
            } catch let error as PostgresError where error.isConnectionFailure {
                await connection.close()
                guard wasIdle != nil else { throw error }
                // It broke while nobody looked, and so may have the others: the server was restarted.
                let others = idle
                idle = []
                for other in others { await other.close() }
            } catch {
                await keep(connection)
                throw error
            }
        }
    }

    private func keep(_ connection: Connection) async {
        if isClosed { await connection.close() } else { idle.append(connection) }
    }

    private func open() async throws -> Connection {
        if isClosed { throw PostgresError(kind: .connection, message: "the server is stopping") }
        if let outage, outage.until > .now { throw outage.error }
        do {
            let connection = try await Connection.open(settings)
            outage = nil
            return connection
        } catch {
            if !error.isCancellation { outage = (.now + Self.outagePause, error) }
            throw error
        }
    }
}
