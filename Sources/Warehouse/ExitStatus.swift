/// What a run's process leaves with: what to do next, for a person and for an orchestrator.
///
/// It is recorded with the load package, so that whoever reads the books later is told the same.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case loaded = 0
    case bug = 1
    case requestsSpent = 10
    case incomplete = 11
    case tooManyRejected = 12
    case datasetHeld = 20
    case configuration = 21
    case keyRefused = 22
    case schemaDiffers = 23
    case sourceUnreachable = 24
    case databaseUnreachable = 25
    case interrupted = 130
    case terminated = 143

    /// What it means, in a few words.
    package var meaning: String {
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
    package var advice: String {
        switch self {
        case .loaded: "nothing is to be done"
        case .bug: "please report it, with the message; what was merged is right, and the next load goes on from there"
        case .requestsSpent: "run it again when there are requests left; it goes on from where it stopped"
        case .incomplete:
            "see what the summary says, or `sluice status`: what was merged is right, and the next load tries again; deletions "
                + "that are meant are let through by `sluice load --allow-deletes`"
        case .tooManyRejected:
            "`sluice rejected` says what does not fit, and why; `sluice load --max-rejected N` loads the rest all the same"
        case .datasetHeld: "wait for the other run, or take turns with `sluice load --wait`"
        case .configuration: "mend the setting that the message names; `sluice check` tries them all"
        case .keyRefused: "check the token, the secret and the base URL; `sluice check` tries them"
        case .schemaDiffers: "`sluice schema check` says what differs and prints the SQL that mends it"
        case .sourceUnreachable: "run it again when the API answers; `sluice check` says what does not"
        case .databaseUnreachable:
            "run it again when the server takes connections and writes; `sluice check` says what is missing"
        case .interrupted, .terminated: "run it again; it goes on from where it stopped"
        }
    }
}
