/// Why there is no private server.
package enum LocalPostgresError: Error, Sendable, CustomStringConvertible {
    /// No server programs on this machine; `searched` are the places.
    case notFound(searched: [String])
    /// Started by root, and there is no user to run the server as.
    case noUnprivilegedUser
    /// The directory cannot be used by the user that the server runs as.
    case unusableDirectory(String, reason: String)
    /// `initdb` failed; its last lines.
    case initializationFailed(directory: String, output: String)
    /// The server did not start, or did not get ready; the last lines of its log.
    case startFailed(directory: String, log: String)

    /// `pg_ctl` could not stop the server; its last lines.
    case stopFailed(directory: String, output: String)

    package var description: String {
        switch self {
        case .notFound(let searched):
            "no PostgreSQL server on this machine (searched \(searched.joined(separator: ", "))); install it, on Debian and "
                + "Ubuntu with `apt-get install postgresql`, or set SLUICE_POSTGRES_BIN to the folder that holds initdb and postgres"
        case .noUnprivilegedUser:
            "a PostgreSQL server refuses to run as root, and there is neither a user postgres nor nobody to run it as; "
                + "start this program as an ordinary user"
        case .unusableDirectory(let directory, let reason):
            "cannot keep a PostgreSQL server in \(directory): \(reason)"
        case .initializationFailed(let directory, let output):
            "initdb could not make a cluster in \(directory): \(output)"
        case .startFailed(let directory, let log):
            "the PostgreSQL server in \(directory) did not start: \(log)"
        case .stopFailed(let directory, let output):
            "the PostgreSQL server in \(directory) could not be stopped and runs on: \(output)"
        }
    }
}
