/// One connection to the server, used by one caller at a time.
///
/// The actor runs on a thread of its own, so nobody else waits when libpq blocks. A caller who finds a transaction in
/// progress waits for its end, first come first served.
///
/// Nothing here changes the session: statements are unnamed and settings last for a transaction, so that a pooler in
/// transaction mode (PgBouncer) may lie between. The client encoding is a start-up parameter, which poolers follow.
///
/// Cancelling the task stops the running statement on the server, surfaces as ``PostgresError/Kind/cancelled``, and leaves the
/// connection usable. When the server does not react within five seconds the connection is given up instead.
package actor Connection {
    /// As in `server_version_num`: 150018 is 15.18.
    package nonisolated let serverVersion: Int
    package nonisolated let backendPID: Int32

    nonisolated let thread: ConnectionThread
    private nonisolated let turns = TurnQueue()
    private nonisolated let settings: ConnectionSettings
    private let wire: Wire
    private var current: TransactionState?
    private var lastNumber = 0

    private struct TransactionState {
        let number: Int
        var savepoints = 0
        var copy: Int?
        /// Why the server has given up on the transaction.
        var failure: PostgresError?
    }

    /// The connections that the current task holds a transaction on, to tell a caller who would wait for itself.
    @TaskLocal private static var held: Set<ObjectIdentifier> = []

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    // MARK: - Opening and closing

    /// Opens a connection for the time of the body.
    @discardableResult
    package nonisolated(nonsending) static func withConnection<Result>(
        _ settings: ConnectionSettings, _ body: nonisolated(nonsending) (Connection) async throws -> Result
    ) async throws -> Result {
        let connection = try await open(settings)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// For owners that are no closure. Without a ``close()`` the connection ends with its last reference.
    package static func open(_ settings: ConnectionSettings) async throws(PostgresError) -> Connection {
        let dialer = Dialer()
        do {
            return Connection(wire: try await dialer.dial(settings), settings: settings, thread: dialer.thread)
        } catch {
            dialer.thread.finish()
            throw error
        }
    }

    private init(wire: sending Wire, settings: ConnectionSettings, thread: ConnectionThread) {
        serverVersion = wire.serverVersion
        backendPID = wire.backendPID
        self.settings = settings
        self.thread = thread
        self.wire = wire
    }

    deinit { thread.finish() }

    /// Ends the connection at once; a transaction in progress is rolled back by the server. A second call does nothing.
    package func close() async {
        wire.close()
        thread.finish()
    }

    // MARK: - For everybody

    /// Runs one statement in a transaction of its own.
    @discardableResult
    package func query(_ statement: Statement) async throws(PostgresError) -> QueryResult {
        try await takeTurn()
        defer { turns.pass() }
        let result = try await cancellable { wire throws(PostgresError) in try wire.execute(statement) }
        guard wire.transactionStatus == .idle else {
            try wire.run(script: "rollback", patience: .cleanup)
            throw .usage(
                "a transaction was left open by a single statement; use transaction(_:)", statement: statement.sql)
        }
        return result
    }

    /// Runs the body in a transaction: committed when it returns, rolled back when it throws or the task was cancelled
    /// meanwhile. The body's own error is rethrown.
    ///
    /// The connection belongs to the body until then: `query` or `transaction` on the connection itself, from inside,
    /// would wait for itself and throws instead.
    @discardableResult
    package nonisolated(nonsending) func transaction<Result>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        let transaction = try await begin()
        let result: Result
        do {
            result = try await Self.$held.withValue(Self.held.union([ObjectIdentifier(self)])) {
                try await body(transaction)
            }
        } catch {
            await rollBack(transaction.number)
            throw error
        }
        try await commit(transaction.number)
        return result
    }

    // MARK: - Begin and end

    private func takeTurn() async throws(PostgresError) {
        guard !Self.held.contains(ObjectIdentifier(self)) else {
            throw .usage("the connection is held by a transaction of this task, which would wait for itself for ever")
        }
        try await turns.take()
    }

    private func begin() async throws(PostgresError) -> Transaction {
        try await takeTurn()
        do {
            var script = "begin"
            if let timeout = settings.statementTimeout {
                script += "; set local statement_timeout = \(Int64(timeout / .milliseconds(1)))"
            }
            try await cancellable { [script] wire throws(PostgresError) in try wire.run(script: script) }
        } catch {
            // Cancelled between the two, the first may have run.
            rollBackOnServer()
            turns.pass()
            throw error
        }
        lastNumber += 1
        current = TransactionState(number: lastNumber)
        return Transaction(connection: self, number: lastNumber)
    }

    private func commit(_ number: Int) async throws(PostgresError) {
        let failure = current?.failure
        if failure != nil || Task.isCancelled || wire.transactionStatus != .inTransaction {
            let status = wire.transactionStatus
            rollBack(number)
            if Task.isCancelled { throw .cancelled() }
            if let failure { throw failure }
            throw status == .broken
                ? wire.connectionLost() : .usage("the transaction had already ended when it was to be committed")
        }
        defer { leave() }
        try await cancellable { wire throws(PostgresError) in try wire.run(script: "commit", patience: .commit) }
    }

    /// Runs whether or not the task is cancelled, within the limit of a clean-up.
    private func rollBack(_ number: Int) {
        guard current?.number == number else { return }
        rollBackOnServer()
        leave()
    }

    private func rollBackOnServer() {
        guard wire.transactionStatus != .idle else { return }
        do {
            try wire.run(script: "rollback", patience: .cleanup)
        } catch {
            // Without the connection the server rolls back by itself, and nobody can go on in a doubtful state.
            wire.close()
        }
    }

    private func leave() {
        current = nil
        turns.pass()
    }

    // MARK: - For the transaction

    func query(_ statement: Statement, in number: Int) async throws(PostgresError) -> QueryResult {
        try await inTransaction(number) { wire throws(PostgresError) in try wire.execute(statement) }
    }

    func run(script: String, in number: Int) async throws(PostgresError) {
        try await inTransaction(number) { wire throws(PostgresError) in try wire.run(script: script) }
    }

    func beginSavepoint(in number: Int) async throws(PostgresError) -> String {
        try check(number)
        current?.savepoints += 1
        let name = "savepoint_\(current?.savepoints ?? 0)"
        try await run(script: "savepoint \(name)", in: number)
        return name
    }

    func release(_ savepoint: String, in number: Int) async throws(PostgresError) {
        let failure = current?.failure
        do {
            try await run(script: "release savepoint \(savepoint)", in: number)
        } catch {
            rollBack(to: savepoint, in: number)
            throw failure ?? error
        }
    }

    /// Runs whether or not the task is cancelled, within the limit of a clean-up.
    func rollBack(to savepoint: String, in number: Int) {
        guard current?.number == number, wire.transactionStatus != .idle else { return }
        do {
            try wire.run(
                script: "rollback to savepoint \(savepoint); release savepoint \(savepoint)", patience: .cleanup)
            current?.failure = nil
        } catch {
            current?.failure = current?.failure ?? error
        }
    }

    private func check(_ number: Int) throws(PostgresError) {
        guard let current, current.number == number else {
            throw .usage("the transaction has ended; it is valid inside its closure only")
        }
        guard current.copy == nil else { throw .usage("no statement can run while rows are being copied") }
    }

    private func inTransaction<Result>(
        _ number: Int, _ work: (Wire) throws(PostgresError) -> Result
    ) async throws(PostgresError) -> Result {
        try check(number)
        do throws(PostgresError) {
            let result = try await cancellable(work)
            guard wire.transactionStatus != .idle else {
                throw PostgresError.usage("a statement ended the transaction; commit and rollback are not the body's")
            }
            return result
        } catch {
            noteFailure(error)
            throw error
        }
    }

    private func noteFailure(_ error: PostgresError) {
        if current?.failure == nil, wire.transactionStatus != .inTransaction { current?.failure = error }
    }

    // MARK: - For the copy

    func beginCopy(
        into table: Identifier, columns: [Identifier], in number: Int
    ) async throws(PostgresError) -> CopyWriter {
        let sql = "copy \(table.sql) (\(columns.map(\.sql).joined(separator: ", "))) from stdin"
        try await inTransaction(number) { wire throws(PostgresError) in try wire.startCopy(sql) }
        lastNumber += 1
        current?.copy = lastNumber
        return CopyWriter(connection: self, copy: lastNumber)
    }

    func write(_ bytes: ArraySlice<UInt8>, copy: Int) async throws(PostgresError) {
        guard current?.copy == copy else {
            throw .usage("the copy has ended; its writer is valid inside its closure only")
        }
        try await cancellable { wire throws(PostgresError) in try wire.put(bytes) }
    }

    func endCopy(_ copy: Int) async throws(PostgresError) -> Int {
        guard current?.copy == copy else { throw .usage("the copy has ended") }
        current?.copy = nil
        do throws(PostgresError) {
            return try await cancellable { wire throws(PostgresError) in try wire.endCopy() }
        } catch {
            // Cancelled before it could begin to end, the copy is still open.
            wire.failCopy()
            noteFailure(error)
            throw error
        }
    }

    func failCopy(_ copy: Int) {
        guard current?.copy == copy else { return }
        current?.copy = nil
        wire.failCopy()
        noteFailure(.usage("rows were being copied when the copy was left by an error"))
    }

    // MARK: - Cancellation

    /// Does blocking work on the thread so that a cancellation of the task reaches it.
    private func cancellable<Result>(
        _ work: (Wire) throws(PostgresError) -> Result
    ) async throws(PostgresError) -> Result {
        if Task.isCancelled { throw .cancelled() }
        let interrupt = wire.interrupt
        let ticket = interrupt.arm()
        defer { interrupt.disarm() }
        let outcome = await withTaskCancellationHandler {
            do throws(PostgresError) { return Swift.Result<Result, PostgresError>.success(try work(wire)) } catch {
                return .failure(error)
            }
        } onCancel: {
            interrupt.fire(ticket)
        }
        return try outcome.get()
    }
}

/// Connects on the thread that the connection will live on.
private actor Dialer {
    nonisolated let thread = ConnectionThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    func dial(_ settings: ConnectionSettings) async throws(PostgresError) -> sending Wire {
        if Task.isCancelled { throw .cancelled() }
        let interrupt = try Interrupt()
        let ticket = interrupt.arm()
        defer { interrupt.disarm() }
        // Handed over to the connection: the actor keeps no reference, and the cancellation handler has only the interrupt.
        nonisolated(unsafe) let wire = Wire(interrupt: interrupt)
        var failure: PostgresError?
        await withTaskCancellationHandler {
            // A closure is the actor's only if it holds it: else this would block a thread of the cooperative pool, and two
            // servers that do not answer would stop everything.
            _ = self
            do throws(PostgresError) { try wire.connect(settings) } catch { failure = error }
        } onCancel: {
            interrupt.fire(ticket)
        }
        if let failure { throw failure }
        return wire
    }
}
