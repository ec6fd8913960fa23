private import CLibPQ
import Glibc

/// The calls to libpq, each of them blocking. Lives on the thread of its connection, or of the actor that dials.
///
/// The socket is non-blocking and every wait is a `poll` on it and on the interrupt, so a wait can end for three reasons:
/// the server, a cancellation, a deadline. Past the deadline the connection is given up: that is always safe, because a
/// server that loses its client rolls back.
final class Wire {
    /// What to do when the task is cancelled during an operation.
    enum Patience {
        /// Nobody is there yet who could be asked to cancel: do not wait.
        case connect
        /// Ask the server to cancel, give it five seconds.
        case statement
        /// Ask the server to cancel and do not wait for it.
        case copy
        /// Let it finish, but not longer than five seconds: a cancelled commit has no use.
        case commit
        /// Nothing, for the task may be cancelled already; five seconds from the start in any case.
        case cleanup
    }

    enum TransactionStatus {
        case idle, inTransaction, failed, broken
    }

    private struct Operation {
        var patience: Patience
        var deadline: ContinuousClock.Instant?
        var cancelRequest: CancelRequest?
        var isCancelled = false
        var statement: String?
    }

    nonisolated let interrupt: Interrupt
    private var connection: OpaquePointer?
    private var operation = Operation(patience: .cleanup)
    private static let grace: Duration = .seconds(5)

    init(interrupt: Interrupt) { self.interrupt = interrupt }

    deinit { close() }

    /// Says goodbye without waiting for an answer, so it does not block.
    func close() {
        PQfinish(connection)
        connection = nil
    }

    var serverVersion: Int { Int(PQserverVersion(connection)) }
    var backendPID: Int32 { PQbackendPID(connection) }

    var transactionStatus: TransactionStatus {
        switch PQtransactionStatus(connection) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_INTRANS: .inTransaction
        case PQTRANS_INERROR, PQTRANS_ACTIVE: .failed
        default: .broken
        }
    }

    // MARK: - Connecting

    func connect(_ settings: ConnectionSettings) throws(PostgresError) {
        let options = try ConnectionOptions(settings.connectionString)
        // Later ones win; so ours, for which the user may have others, come before the connection string.
        let parameters: [(String, String)] = [
            ("fallback_application_name", settings.applicationName), ("dbname", settings.connectionString),
            ("client_encoding", "UTF8"),
        ].filter { !$0.1.isEmpty }
        var keywords = parameters.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values = parameters.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { (keywords + values).forEach { free(UnsafeMutablePointer(mutating: $0)) } }
        connection = PQconnectStartParams(&keywords, &values, 1)
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        // Verbose errors carry the SQLSTATE, for which libpq has no call at this stage.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)

        // As in libpq, the limit counts for each host and 0 is none. DNS is looked up before this line, and blocks.
        let limit = options["connect_timeout"].flatMap(Int.init).map { Duration.seconds($0) } ?? settings.connectTimeout
        operation = Operation(patience: .connect)
        if limit > .zero { operation.deadline = .now + limit * options.hostCount }
        var status = PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        do {
            while status != PGRES_POLLING_OK {
                guard status != PGRES_POLLING_FAILED else { break }
                try wait(for: status == PGRES_POLLING_READING ? POLLIN : POLLOUT)
                status = PQconnectPoll(connection)
            }
        } catch {
            if error.kind == .cancelled { throw error }
            throw ConnectFailure.timeout(options, limit: limit).error
        }
        guard status == PGRES_POLLING_OK else {
            throw ConnectFailure(message: connection.map { String(cString: PQerrorMessage($0)) } ?? "", options).error
        }
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        PQsetnonblocking(connection, 1)
    }

    // MARK: - Statements

    /// Extended protocol, unnamed statement, text in, binary out.
    func execute(_ statement: Statement) throws(PostgresError) -> QueryResult {
        let sql = statement.sql
        let parameters = statement.parameters
        try refuseNUL(sql, parameters)
        return try perform(.statement, statement: sql) { () throws(PostgresError) in
            let values = parameters.map { $0.map { UnsafePointer(strdup($0)) } ?? nil }
            defer { values.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
            guard PQsendQueryParams(connection, sql, Int32(values.count), nil, values, nil, nil, 1) == 1 else {
                throw failureOfCall()
            }
            try flush()
            return try collect()
        }
    }

    /// Simple protocol: any number of statements, no values.
    func run(script: String, patience: Patience = .statement) throws(PostgresError) {
        try refuseNUL(script, [])
        try perform(patience, statement: script) { () throws(PostgresError) in
            guard PQsendQuery(connection, script) == 1 else { throw failureOfCall() }
            try flush()
            _ = try collect()
        }
    }

    private func refuseNUL(_ sql: String, _ parameters: [String?]) throws(PostgresError) {
        guard !sql.utf8.contains(0) else { throw .usage("the statement holds a NUL character", statement: sql) }
        if let index = parameters.firstIndex(where: { $0?.utf8.contains(0) ?? false }) {
            throw .usage("parameter $\(index + 1) holds a NUL character, which Postgres cannot store", statement: sql)
        }
    }

    // MARK: - COPY

    func startCopy(_ sql: String) throws(PostgresError) {
        try refuseNUL(sql, [])
        try perform(.statement, statement: sql) { () throws(PostgresError) in
            guard PQsendQuery(connection, sql) == 1 else { throw failureOfCall() }
            try flush()
            guard let result = try receive() else { throw connectionLost() }
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COPY_IN else {
                let error = error(of: result)
                while let rest = try receive() { PQclear(rest) }
                throw error
            }
        }
    }

    func put(_ bytes: ArraySlice<UInt8>) throws(PostgresError) {
        try perform(.copy, statement: operation.statement) { () throws(PostgresError) in
            // libpq copies what it is given before it sends; pieces keep that copy small.
            var rest = bytes
            while !rest.isEmpty {
                let piece = rest.prefix(Self.pieceSize)
                rest = rest.dropFirst(Self.pieceSize)
                let status = piece.withUnsafeBytes { buffer in
                    PQputCopyData(
                        connection, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
                }
                guard status == 1 else { throw failureOfCall() }
                try flush()
            }
        }
    }

    private static let pieceSize = 256 * 1024

    /// Returns the number of rows.
    func endCopy() throws(PostgresError) -> Int {
        try perform(.statement, statement: operation.statement) { () throws(PostgresError) in
            guard PQputCopyEnd(connection, nil) == 1 else { throw failureOfCall() }
            try flush()
            return try collect().affectedRows
        }
    }

    /// Ends an open copy so that the server keeps none of its rows. The caller has an error already, so the server's
    /// answer to this one is of no interest; a server that does not answer loses the connection.
    func failCopy() {
        guard connection != nil, PQtransactionStatus(connection) == PQTRANS_ACTIVE else { return }
        do {
            try perform(.cleanup, statement: operation.statement) { () throws(PostgresError) in
                // A server that waits for a lock reads no copy, and so not its end either.
                operation.cancelRequest = connection.flatMap(CancelRequest.init(for:))
                guard PQputCopyEnd(connection, "the client gave the copy up") == 1 else { throw failureOfCall() }
                try flush()
                _ = try collect()
            }
        } catch {
            if PQtransactionStatus(connection) == PQTRANS_ACTIVE { close() }
        }
    }

    // MARK: - Waiting

    private func perform<Result>(
        _ patience: Patience, statement: String?, _ work: () throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        guard connection != nil else { throw connectionLost() }
        operation = Operation(patience: patience, statement: statement)
        if patience == .cleanup { operation.deadline = .now + Self.grace }
        defer {
            // A request still under way could hit the next statement.
            if let request = operation.cancelRequest, !request.wait(atMost: Self.grace) { close() }
            operation.cancelRequest = nil
        }
        return try work()
    }

    /// Waits for the socket; throws when the operation is to end early.
    private func wait(for events: Int32) throws(PostgresError) {
        while true {
            let socket = PQsocket(connection)
            // Without a socket the connection is gone, which the next call of libpq reports in full.
            if socket < 0 { return }
            let watchesInterrupt = operation.patience != .cleanup && !operation.isCancelled
            var polled = [
                pollfd(fd: socket, events: Int16(events), revents: 0),
                pollfd(fd: watchesInterrupt ? interrupt.descriptor : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, 2, millisecondsLeft())
            if count < 0 && errno != EINTR { throw connectionLost() }
            if count == 0 { try giveUp() }
            if count > 0 && polled[1].revents != 0 { try interrupted() }
            if count > 0 && polled[0].revents != 0 { return }
        }
    }

    private func millisecondsLeft() -> Int32 {
        guard let deadline = operation.deadline else { return -1 }
        return Int32(clamping: Int(max(.zero, deadline - .now) / .milliseconds(1)) + 1)
    }

    private func interrupted() throws(PostgresError) {
        operation.isCancelled = true
        operation.deadline = .now + Self.grace
        switch operation.patience {
        case .statement, .copy: operation.cancelRequest = connection.flatMap(CancelRequest.init(for:))
        case .connect, .commit, .cleanup: break
        }
        switch operation.patience {
        case .connect, .copy: throw .cancelled(statement: operation.statement)
        case .statement, .commit, .cleanup: return
        }
    }

    private func giveUp() throws(PostgresError) {
        if let deadline = operation.deadline, deadline > .now { return }
        let isCommit = operation.patience == .commit
        close()
        if operation.isCancelled && !isCommit { throw .cancelled(statement: operation.statement) }
        throw connectionLost("the server did not answer in time and the connection was given up")
    }

    private func flush() throws(PostgresError) {
        while true {
            switch PQflush(connection) {
            case 0: return
            case 1:
                // The server may be waiting for us to read before it reads on.
                try wait(for: POLLIN | POLLOUT)
                // Its failure shows in the next flush, or as the result.
                _ = PQconsumeInput(connection)
            default: throw failureOfCall()
            }
        }
    }

    /// The next result, nil at the end.
    private func receive() throws(PostgresError) -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            try wait(for: POLLIN)
            // On failure PQgetResult makes a result of it, with the server's last words.
            if PQconsumeInput(connection) == 0 { break }
        }
        return PQgetResult(connection)
    }

    /// Reads up to the end and returns the last result, or throws the first error.
    private func collect() throws(PostgresError) -> QueryResult {
        var last: ResultStorage?
        var failure: PostgresError?
        while let result = try receive() {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                last = ResultStorage(result)
                continue
            case PGRES_COPY_IN:
                failure =
                    failure ?? .usage("copy … from stdin runs through copy(into:)", statement: operation.statement)
                PQputCopyEnd(connection, "not expected")
                try flush()
            case PGRES_COPY_OUT, PGRES_COPY_BOTH:
                close()
                PQclear(result)
                throw .usage(
                    "copy … to stdout is not supported; the connection was closed", statement: operation.statement)
            default:
                failure = failure ?? error(of: result)
            }
            PQclear(result)
            if PQstatus(connection) == CONNECTION_BAD { break }
        }
        if let failure { throw failure }
        guard let last else { throw connectionLost() }
        return QueryResult(storage: last)
    }

    // MARK: - Errors

    func connectionLost(_ message: String? = nil) -> PostgresError {
        var text = message ?? "the connection to the server is gone; connect anew"
        if operation.patience == .commit { text += "; whether the commit took effect is not known" }
        return PostgresError(kind: .connection, message: text, statement: operation.statement)
    }

    /// After a call of libpq that did not even send: the connection is gone, or the call was wrong.
    private func failureOfCall() -> PostgresError {
        guard connection != nil, PQstatus(connection) == CONNECTION_OK else { return connectionLost() }
        let message = String(cString: PQerrorMessage(connection)).trimmedLines
        return .usage(message, statement: operation.statement)
    }

    private func error(of result: OpaquePointer) -> PostgresError {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        let state = field(sluice_diag_sqlstate)
        if operation.isCancelled, state == SQLState.queryCanceled.rawValue {
            return .cancelled(statement: operation.statement)
        }
        var error = connectionLost()
        // After a fatal error the server hangs up, which the socket may not show yet.
        let isFatal = ["FATAL", "PANIC"].contains(field(sluice_diag_severity) ?? "")
        if let state, !isFatal, PQstatus(connection) == CONNECTION_OK {
            error.kind = .server(SQLState(rawValue: state))
        }
        if let message = field(sluice_diag_message) {
            error.message =
                operation.patience == .commit && error.kind == .connection
                ? "\(message); whether the commit took effect is not known" : message
        }
        error.sqlState = state
        error.detail = field(sluice_diag_detail)
        error.hint = field(sluice_diag_hint)
        error.context = field(sluice_diag_context)
        error.schema = field(sluice_diag_schema)
        error.table = field(sluice_diag_table)
        error.column = field(sluice_diag_column)
        error.constraint = field(sluice_diag_constraint)
        return error
    }
}
