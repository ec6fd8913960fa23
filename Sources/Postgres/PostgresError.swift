/// Everything that can go wrong between this program and the server.
///
/// The description says what happened and to what, and never shows a value: `detail` and `context` may quote
/// rows ("Key (lead_id)=(5) already exists"), so they are fields for code to look at, not text for a log.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// What failed, by what a caller can do about it.
    package enum Kind: Hashable, Sendable {
        /// No connection could be made, or the one there was is gone; a new one may work.
        case connection
        /// The server refused the statement and is still there.
        case server(SQLState)
        /// The task was cancelled; the server was told and has stopped.
        case cancelled
        /// A column does not hold what the caller asked for.
        case decoding
        /// The call itself is wrong, whatever the server would say.
        case usage
    }

    package var kind: Kind
    package var message: String
    /// The server's code; connection failures have one when the server was reached and turned us away.
    package var sqlState: String?
    /// May quote values of rows; see the type.
    package var detail: String?
    package var hint: String?
    /// Where in the statement or the COPY it happened; may quote values of rows.
    package var context: String?
    package var schema: String?
    package var table: String?
    package var column: String?
    package var constraint: String?
    /// The SQL with its `$n`, never the values.
    package var statement: String?

    package init(kind: Kind, message: String, sqlState: String? = nil, statement: String? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.statement = statement
    }

    /// Whether the connection is gone (or never was): later statements on it fail too, a new one may not.
    package var isConnectionFailure: Bool {
        if kind == .connection { return true }
        guard let sqlState else { return false }
        return sqlState.hasPrefix("08") || Self.shutdowns.contains(SQLState(rawValue: sqlState))
    }

    /// Whether the same work may succeed when it is tried again, on a new connection if need be.
    package var isTransient: Bool {
        guard let sqlState else { return kind == .connection }
        let state = SQLState(rawValue: sqlState)
        return state.codeClass == "08" || Self.shutdowns.contains(state) || Self.conflicts.contains(state)
    }

    /// Whether the server refused the data and not the statement: class 22 (data exception) or 54 (a limit of
    /// the server). Another record may well be accepted.
    package var isRefusedValue: Bool {
        guard case .server(let state) = kind else { return false }
        return state.codeClass == "22" || state.codeClass == "54"
    }

    /// Whether the task's own cancellation is behind it.
    package var isCancellation: Bool { kind == .cancelled }

    package var description: String {
        var text = message
        var facts: [String] = []
        if let sqlState { facts.append("SQLSTATE \(sqlState)") }
        if let table { facts.append("table \(schema.map { "\($0)." } ?? "")\(table)") }
        // The message of a decoding error begins with it.
        if let column, kind != .decoding { facts.append("column \(column)") }
        if let constraint { facts.append("constraint \(constraint)") }
        if !facts.isEmpty { text += " (\(facts.joined(separator: ", ")))" }
        if let hint { text += "; \(hint)" }
        if let statement { text += " [\(Self.abbreviated(statement))]" }
        return text
    }

    private static let shutdowns: Set<SQLState> = [.adminShutdown, .crashShutdown, .cannotConnectNow]
    private static let conflicts: Set<SQLState> = [
        .serializationFailure, .deadlockDetected, .tooManyConnections, .lockNotAvailable,
    ]

    /// The message without what it may quote of a row, so that refusals of one kind are told in one text: what stands in double quotes
    /// where a value was read, and sizes where a limit was met. What a trigger says is its author's.
    package var messageWithoutValues: String {
        switch sqlState {
        case let state? where state.hasPrefix("22"): message.replacing(/"[^"]*"/, with: "\"…\"")
        case let state? where state.hasPrefix("54"): message.replacing(/[0-9]+/, with: "…")
        default: message
        }
    }

    /// Enough of a statement to find it in the sources.
    private static func abbreviated(_ statement: String) -> String {
        let words = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count <= 120 ? words : "\(words.prefix(117))..."
    }
}

extension PostgresError {
    package static func cancelled(statement: String? = nil) -> PostgresError {
        PostgresError(kind: .cancelled, message: "cancelled", statement: statement)
    }

    package static func usage(_ message: String, statement: String? = nil) -> PostgresError {
        PostgresError(kind: .usage, message: message, statement: statement)
    }
}
