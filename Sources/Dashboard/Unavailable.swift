import Postgres

/// Why the database cannot be read just now, in words that name no host and no user.
enum Unavailable: Error, Sendable, CustomStringConvertible {
    case unreachable
    case tooSlow
    case busy
    case notPermitted
    case noBooks
    case stopping

    /// - Returns: nil for what is no state of the database but a mistake of ours.
    init?(_ error: PostgresError) {
        if error.isConnectionFailure {
            self = .unreachable
            return
        }
        switch error.sqlState {
        case "57014", "55P03", "25P03": self = .tooSlow
        case "42501": self = .notPermitted
        case "42P01", "42703", "3F000": self = .noBooks
        case let state? where state.hasPrefix("53") || state.hasPrefix("57") || state.hasPrefix("58"):
            self = .unreachable
        // A connection string that cannot be read: the start had refused it, were it not from a file that changed.
        case nil where error.kind == .usage && error.message.hasPrefix("the connection string"): self = .unreachable
        default: return nil
        }
    }

    var description: String {
        switch self {
        case .unreachable:
            "the database cannot be reached; this server asks it again at each request, and its log says more"
        case .tooSlow: "the database took too long to answer, or something there is locked; try again"
        case .busy: "too many requests wait for the database; try again"
        case .notPermitted: "the role may not read the books; grant it usage of schema sluice and select on its tables"
        case .noBooks:
            "there are no books of this version in the database yet; `sluice migrate` or the first load makes them"
        case .stopping: "the server is stopping"
        }
    }
}
