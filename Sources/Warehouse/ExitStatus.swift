/// What a run's process leaves with: what to do next, for a person and for an orchestrator.
///
/// It is recorded with the load package, so that whoever reads the books later is told the same.
public enum ExitStatus: Int32, Sendable, CaseIterable {
    /// All went well; maybe nothing was new.
    case loaded = 0
    /// What should not happen: please report it.
    case bug = 1
    /// The requests of the day, or those of the run, are spent: go on later.
    case requestsSpent = 10
    /// A list or a span did not come out even, or deletions were held back.
    case incomplete = 11
    /// More records did not fit than allowed, and their batch was not merged.
    case tooManyRejected = 12
    /// Another run holds the dataset: nothing was touched, let it end.
    case datasetHeld = 20
    /// What the load was told cannot be right: a person must change it.
    case configuration = 21
    /// The API does not take the key.
    case keyRefused = 22
    /// The tables, the files of migrations or the records are not as they are declared, or the books are those of a newer
    /// version.
    case schemaDiffers = 23
    /// The API cannot be reached, or is not the API: try again later.
    case sourceUnreachable = 24
    /// The database cannot be reached or written to: try again later.
    case databaseUnreachable = 25
    /// SIGINT stopped the program.
    case interrupted = 130
    /// SIGTERM stopped the program.
    case terminated = 143

    /// What it means, in a few words.
    public var meaning: String {
        switch self {
        case .loaded: "loaded, or nothing new"
        case .bug: "a bug"
        case .requestsSpent: "the requests are spent"
        case .incomplete: "incomplete, or deletions held back"
        case .tooManyRejected: "more records rejected than allowed"
        case .datasetHeld: "another run holds the dataset"
        case .configuration: "the configuration is wrong"
        case .keyRefused: "the key was refused"
        case .schemaDiffers: "the schema differs from what is declared"
        case .sourceUnreachable: "the API cannot be reached, or is not the API"
        case .databaseUnreachable: "the database cannot be reached or used"
        case .interrupted: "stopped by SIGINT"
        case .terminated: "stopped by SIGTERM"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .loaded: "nothing is to be done"
        case .bug: "please report it, with the message; what was merged is right, and the next load goes on from there"
        case .requestsSpent:
            "run it again when there are requests left; it goes on from where it stopped, and `sluice plan` says how long that takes"
        case .incomplete:
            "see what the summary says, or `sluice status`: what was merged is right, and the next load tries again; deletions "
                + "that are meant are let through by `sluice load --allow-deletes`"
        case .tooManyRejected:
            "`sluice rejected` says what does not fit, and why; `sluice load --max-rejected N` loads the rest all the same"
        case .datasetHeld: "wait for the other run, or take turns with `sluice load --wait`"
        case .configuration: "mend the setting that the message names; `sluice check` says where each one comes from"
        case .keyRefused:
            "check the token, the secret and the base URL; `sluice check` says where they come from, and what the API answers"
        case .schemaDiffers:
            "the message says what differs: for altered tables `sluice schema check` prints the SQL, a broken contract takes "
                + "`sluice schema promote` or another `--contract`, and newer books take the newer sluice"
        case .sourceUnreachable:
            "run it again when the API answers; the message says what it did instead, and `sluice check` whether it answers now"
        case .databaseUnreachable:
            "run it again when the server takes connections and writes; the message says what is missing or in the way, and "
                + "`sluice check` which grants"
        case .interrupted, .terminated: "run it again; it goes on from where it stopped"
        }
    }
}
