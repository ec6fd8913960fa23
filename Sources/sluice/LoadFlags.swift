import ArgumentParser
import Foundation
import LoadEngine

/// The options of a load, as flags; what is not given is looked for in the environment and in `sluice.yaml`.
struct LoadFlags: ParsableArguments {
    @Option(
        name: .customLong("resource"),
        help: ArgumentHelp("Load this resource only, such as leads; may be given more than once.", valueName: "name"))
    var resources: [String] = []

    @Option(
        name: .customLong("lead"),
        help: ArgumentHelp(
            "Load one lead by its id, through its own endpoint; may be given more than once.", valueName: "id"))
    var leads: [Int64] = []

    @Option(
        help: ArgumentHelp(
            "How far back the first load goes, such as 2024-01-01 (default: the oldest account).", valueName: "date"),
        transform: LoadFlags.date)
    var since: Date?

    @Option(
        help: ArgumentHelp("Read up to this date instead of now.", valueName: "date"), transform: LoadFlags.date)
    var until: Date?

    @Option(help: ArgumentHelp("Read this many days again, whatever look-back is due.", valueName: "days"))
    var lookback: Int?

    @Option(help: ArgumentHelp("The schema that the tables are in (default: whatconverts).", valueName: "name"))
    var dataset: String?

    @Option(help: ArgumentHelp("Where the API is, for a white-label host or a sandbox.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The most requests that this run may send.", valueName: "n"))
    var maxRequests: Int?

    @Option(
        help: ArgumentHelp(
            "The requests that the key may send in a day, over all processes (default: 10000, or 1000 for a profile's key).",
            valueName: "n"))
    var dailyLimit: Int?

    @Option(
        help: ArgumentHelp(
            "A batch with more rejected records than this (and than 1 %) is not merged (default: 100).", valueName: "n")
    )
    var maxRejected: Int?

    @Option(
        help: ArgumentHelp(
            "What becomes of unknown fields (columns) and of values that do not fit (data_type): evolve, capture, freeze, "
                + "discard_value, discard_row; such as columns=evolve,leads.data_type=freeze (default: columns=capture,"
                + "data_type=reject).", valueName: "contract"))
    var contract: String?

    @Flag(help: "Read everything again and compare columns, not fingerprints; repairs what was edited by hand.")
    var full = false

    @Flag(help: "Mark rows as deleted even when they are many at once.")
    var allowDeletes = false

    @Flag(help: "Fill the dataset with this key and host from now on, though it was filled from another.")
    var acceptOrigin = false

    @Flag(help: "Wait while another run holds the dataset, instead of leaving.")
    var wait = false

    @Flag(help: "Ask for the journey of each lead (Elite plans; smaller pages).")
    var customerJourney = false

    @Flag(help: "Read profile by profile, so that an agency key gets custom fields and field mappings too.")
    var perProfile = false

    @Option(
        help: ArgumentHelp(
            "How long a run's hold on the dataset lasts without a heartbeat (default: 30).", valueName: "seconds"))
    var leaseTTL: Int?

    @Option(help: .hidden)
    var pageSize: Int?

    /// For tests whose pages are small.
    @Option(help: .hidden)
    var directCopyFrom: Int?

    /// For tests that do not want to wait between two attempts.
    @Option(help: .hidden)
    var retryBase = 500

    /// For tests that live through several days.
    @Option(help: .hidden)
    var clockOffset = 0

    func validate() throws {
        for (name, value) in [
            ("--lookback", lookback), ("--max-requests", maxRequests), ("--daily-limit", dailyLimit),
            ("--lease-ttl", leaseTTL), ("--page-size", pageSize),
        ] where value.map({ $0 < 1 }) ?? false {
            throw ValidationError("\(name) must be at least 1")
        }
        if let maxRejected, maxRejected < 0 { throw ValidationError("--max-rejected must not be negative") }
    }

    func options(_ settings: Settings) throws -> LoadOptions {
        var options = LoadOptions(dataset: settings.dataset(dataset))
        options.resources = resources.isEmpty ? nil : Set(resources)
        options.singles = leads.map { String($0) }
        options.since = try since ?? settings.date(.since)
        options.until = until
        options.lookback = try (lookback ?? settings.integer(.lookback, atLeast: 1)).map { .seconds($0 * 86_400) }
        options.maximumRequests = try maxRequests ?? settings.integer(.maximumRequests, atLeast: 1)
        options.dailyLimit = try dailyLimit ?? settings.integer(.dailyLimit, atLeast: 1)
        options.maximumRejected =
            try maxRejected ?? settings.integer(.maximumRejected, atLeast: 0) ?? options.maximumRejected
        options.contracts = try settings.contracts(flag: contract)
        options.isFull = full
        options.allowsMassDeletion = allowDeletes
        options.acceptsOrigin = acceptOrigin
        options.waitsForTurn = wait
        if try customerJourney || settings.boolean(.customerJourney) ?? false {
            options.parts.insert("customer_journey")
        }
        options.readsByScope = try perProfile || settings.boolean(.perProfile) ?? false
        options.defaultHoldsSeparateRecords = try settings.defaultHoldsSpam()
        options.trigger = settings.string(.trigger) ?? "manual"
        options.packageID = try settings.uuid(.packageID)
        if let seconds = try leaseTTL ?? settings.integer(.leaseTimeToLive, atLeast: 1) {
            options.leaseTimeToLive = .seconds(seconds)
        }
        options.pageSize = pageSize
        options.directCopyFrom = directCopyFrom ?? options.directCopyFrom
        return options
    }
}

extension LoadFlags {
    @Sendable static func date(_ text: String) throws -> Date {
        guard let date = Date(text: text) else { throw ValidationError("it should be \(Date.expectedText)") }
        return date
    }
}
