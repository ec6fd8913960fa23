package import RESTSource

/// Why a load cannot begin or go on, beside what the API, the database or the books say themselves.
package enum LoadError: Error, Sendable, CustomStringConvertible {
    case unknownResource(String, known: [String])
    case unknownPart(String, known: [String])
    /// Single records are asked for, and no resource has an endpoint for them.
    case noSingles(source: String)
    /// A number among the options that nothing can be done with.
    case tooSmall(option: String, value: Int, least: Int)
    case keyRefused(RESTError)
    /// The run's own limit.
    case requestsSpent(limit: Int)
    /// The key's requests of the day, over all processes.
    case dayIsSpent(limit: Int)
    case shareIsSpent(share: String, limit: Int)
    case tooManyRejected(resource: String, rejected: Int, records: Int)
    case sinceAfterUntil
    /// A contract of `freeze` forbids what came.
    case contractBroken(resource: String, problem: MappingProblem)
    /// A declaration has a name that no table or column can have.
    case unsafeName(String)

    package var description: String {
        switch self {
        case .unknownResource(let name, let known):
            "there is no resource \"\(name)\"; there are \(known.joined(separator: ", "))"
        case .unknownPart(let name, let known):
            "there is no part \"\(name)\" to ask for; "
                + (known.isEmpty
                    ? "the records of this source have none" : "there are \(known.joined(separator: ", "))")
        case .noSingles(let source):
            "single records were asked for, and \(source) has no resource whose records can be read one by one; load its "
                + "resources instead"
        case .tooSmall(let option, let value, let least):
            "\(option) is \(value), and must be at least \(least)"
        case .keyRefused(let error):
            "the API refused the key"
                + (error.message.map { " (it says: \($0))" } ?? error.status.map { " (status \($0))" } ?? "")
                + ". Check the token, the secret and the base URL; a key can be made under Integrations > API Keys"
        case .requestsSpent(let limit):
            "this run may send \(limit) requests, and has; run it again to go on from where it stopped"
        case .dayIsSpent(let limit):
            "the key may send \(limit) requests in a day (UTC), and they are spent or under way; run it again tomorrow to go on "
                + "from where it stopped. If the vendor raised the limit, say so with --daily-limit"
        case .shareIsSpent(let share, let limit):
            "what \(share) may use of the requests, \(limit), is spent; the rest is kept for the others. Run it again later to "
                + "go on"
        case .tooManyRejected(let resource, let rejected, let records):
            "\(resource): \(rejected) of \(records) records of a batch do not fit their columns, which is more than allowed. "
                + "Nothing of the batch was merged; `sluice rejected` shows its rejected records and their reasons. "
                + "Raise --max-rejected to load the others all the same"
        case .contractBroken(let resource, let problem):
            "\(resource): the contract is freeze, and \(problem.path.map { "\($0): " } ?? "")\(problem.reason)"
                + "\(problem.came.map { ", such as \($0)" } ?? ""). "
                + "Nothing of the batch was merged. Give the field a column (`sluice schema promote TABLE.FIELD --type TYPE`, or a newer sluice), or load "
                + "with another contract, such as --contract \(resource)=capture"
        case .unsafeName(let reason):
            "the declarations cannot be used: \(reason)"
        case .sinceAfterUntil:
            "--since lies after --until; there is nothing between them to read"
        }
    }
}
