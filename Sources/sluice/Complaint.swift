import Books
import Foundation
import LoadEngine
import LocalPostgres
import Logging
import Postgres
import RESTSource
import Warehouse

/// An error as a person reads it: one sentence that says what happened, to what, and what to do.
///
/// Most errors say it themselves. What is added here is what only the program knows: its flags and variables, and that
/// nobody wants to read the SQL that a server refused.
struct Complaint {
    let sentence: String
    let status: ExitStatus

    init(sentence: String, status: ExitStatus) {
        self.sentence = sentence
        self.status = status
    }

    /// Of a run that did what it could, and that was not all.
    init(status: ExitStatus) {
        self.init(sentence: "\(status.meaning): \(status.advice)", status: status)
    }

    init(_ error: any Error) {
        let status = ExitStatus(error)
        let sentence =
            switch error {
            case let error as PostgresError: Self.sentence(error)
            case BaseURLError.insecure:
                "\(error). A sandbox in a network of containers is named by \(Setting.httpHost.variable)"
            case LocalPostgresError.unusableDirectory:
                "\(error); XDG_DATA_HOME says where it is kept"
            case MigrationError.failed(_, _, _, let cause, _) where cause.isConnectionFailure: Self.sentence(cause)
            case MigrationError.failedOutside(_, _, _, _, let cause, _) where cause.isConnectionFailure:
                Self.sentence(cause)
            default: "\(error)"
            }
        self.init(
            sentence: status == .bug ? "unexpected: \(sentence). This is a bug in sluice; please report it" : sentence,
            status: status)
    }

    /// As it stands on a terminal, which obeys nothing that the API or the server says in it.
    var line: String { "sluice: \(RecordText.escaped(sentence)) (exit status \(status.rawValue))" }

    /// As the log ranks it.
    var level: Logger.Level {
        switch status {
        case .bug: .critical
        case .requestsSpent, .incomplete, .tooManyRejected: .warning
        default: .error
        }
    }

    private struct Document: Encodable {
        let error: String
        let exit_status: Int32
    }

    /// What `--json` prints for an error.
    var json: String {
        do {
            return try JSONText.encode(Document(error: sentence, exit_status: status.rawValue))
        } catch {
            return #"{ "exit_status" : \#(status.rawValue) }"#
        }
    }

    // MARK: - PostgreSQL

    private static func sentence(_ error: PostgresError) -> String {
        let said = error.message
        if error.kind == .connection { return said }
        if error.isConnectionFailure {
            return "the server ended the connection: \(said). Run it again when the server is back"
        }
        switch ExitStatus.Refusal(error) {
        case .missingRight:
            return
                "the role may not do what is needed: \(said). Have the owner of the tables grant it, or use the role that "
                + "ran `sluice migrate`"
        case .missingTable:
            return
                "the tables are not as this version of sluice declares them: \(said). Run `sluice migrate`, or undo what "
                + "was changed by hand"
        case .constraint:
            return
                "a constraint or a trigger that was added to the tables refuses what is to be written: \(said)"
                + "\(error.constraint.map { " (constraint \($0))" } ?? ""). Let it allow the rows, or remove it"
        case .readOnly:
            return "the database takes no writes: \(said). Name the primary server, and not a standby"
        case .outOfResources:
            return "the server is out of room: \(said). What was merged stays; run it again when there is room"
        case .conflict:
            return "other sessions hold what is needed: \(said). Run it again when they are done"
        case .usage:
            return said
        case nil:
            return error.description
        }
    }
}

/// The API did not answer as it should, and where that was.
struct SourceFailure: Error, CustomStringConvertible {
    let error: RESTError
    let baseURL: BaseURL

    var description: String { "\(error). \(mend)" }

    private var mend: String {
        let address = "the base URL (--base-url or WHATCONVERTS_BASE_URL), now \(baseURL)"
        return switch error.kind {
        case .unreachable, .timeout: "Check the network and \(address)"
        case .notJSON, .malformedJSON, .wrongShape, .redirected, .badRequest: "Check \(address): is that the API?"
        case .rateLimited: "Run it again later"
        case .serverError, .cutShort, .apiMessage: "Run it again later; if it stays so, check \(address)"
        case .refused, .tooLarge, .invalidRequest: "Check the key and \(address)"
        }
    }
}
