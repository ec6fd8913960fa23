/// Why no connection could be made, in words that say what to do.
///
/// libpq gives one text; the server's code is found in it because the verbose form writes `FATAL:  28P01: message`.
struct ConnectFailure {
    let error: PostgresError

    init(message: String, _ options: ConnectionOptions) {
        let host = options["host"] ?? options["hostaddr"] ?? "the local socket"
        let port = options["port"] ?? "5432"
        let user = options["user"] ?? "the current user"
        let database = options["dbname"] ?? user
        let server = Self.serverError(in: message)
        let text: String
        switch server?.state {
        case .invalidPassword?:
            text = "the server refused the password of user \"\(user)\"; check PGPASSWORD or the connection string"
        case .invalidAuthorization?:
            text =
                "the server does not let user \"\(user)\" in: \(server?.message ?? ""); check user, host and TLS, and the "
                + "server's pg_hba.conf"
        case .unknownDatabase?:
            text =
                "there is no database \"\(database)\" on \(host); create it (createdb \(database)) or name another one"
        case .tooManyConnections?:
            text = "the server takes no more connections; try again, or raise its max_connections"
        case .some:
            text = "the server turned the connection away: \(server?.message ?? "")"
        case nil:
            if message.contains("could not translate host name") {
                text = "the host name \"\(host)\" is unknown; check it, and the network's name service"
            } else if message.contains("Connection refused") || message.contains("No such file or directory") {
                text = "no server answers at \(host), port \(port); check that it runs and listens there"
            } else if message.contains("no password supplied") {
                text =
                    "the server asks for a password of user \"\(user)\" and there is none; set PGPASSWORD or a password file"
            } else {
                text = "cannot connect to \(host), port \(port): \(message.trimmedLines)"
            }
        }
        error = PostgresError(kind: .connection, message: text, sqlState: server?.state.rawValue)
    }

    private init(error: PostgresError) { self.error = error }

    static func timeout(_ options: ConnectionOptions, limit: Duration) -> ConnectFailure {
        let host = options["host"] ?? options["hostaddr"] ?? "the local socket"
        let seconds = limit.components.seconds
        return ConnectFailure(
            error: PostgresError(
                kind: .connection,
                message:
                    "\(host), port \(options["port"] ?? "5432"), did not answer within \(seconds) s; check the address, and "
                    + "firewalls on the way"))
    }

    /// The last `FATAL:  XXXXX: message`; with several hosts there may be several, and the severity may be translated.
    private static func serverError(in message: String) -> (state: SQLState, message: String)? {
        var found: (SQLState, String)?
        for line in message.split(separator: "\n") {
            var rest = line[...]
            while let separator = rest.firstRange(of: ":  ") {
                rest = rest[separator.upperBound...]
                let code = rest.prefix(5)
                let isCode = code.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
                guard code.count == 5, isCode, rest.dropFirst(5).hasPrefix(": ") else { continue }
                found = (SQLState(rawValue: String(code)), String(rest.dropFirst(7)))
                break
            }
        }
        return found
    }
}

extension String {
    /// The lines as one, without the indentation that libpq puts before its advice.
    var trimmedLines: String {
        split(separator: "\n").map { line in
            let start = line.firstIndex { !$0.isWhitespace } ?? line.endIndex
            return String(line[start...])
        }.joined(separator: "; ")
    }
}
