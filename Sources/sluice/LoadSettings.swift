import ArgumentParser
import Foundation
import LoadEngine

/// The options of a load, as flags; what is not given is looked for in the environment and in `sluice.yaml`.
struct LoadFlags: ParsableArguments {
    @Option(name: .customLong("resource"), help: "Load this resource only; may be given more than once.")
    var resources: [String] = []

    @Option(
        name: .customLong("lead"),
        help: ArgumentHelp("Load one lead by its id, through its own endpoint.", valueName: "id"))
    var leads: [Int64] = []

    @Option(help: "How far back the backfill goes: a date such as 2024-01-01 (default: the oldest account).")
    var since: String?

    @Option(help: "Read up to this date instead of now; everything from --since on is read again.")
    var until: String?

    @Option(help: ArgumentHelp("Read this many days again, whatever look-back is due.", valueName: "days"))
    var lookback: Int?

    @Option(help: "The schema that the tables are in (default: whatconverts).")
    var dataset: String?

    @Option(help: ArgumentHelp("Where the API is, for a white-label host or a sandbox.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The most requests that this run may send.", valueName: "n"))
    var maxRequests: Int?

    @Option(
        help: ArgumentHelp("A batch with more rejected records than this (and than 1 %) is not merged (default: 100).", valueName: "n"))
    var maxRejected: Int?

    @Flag(help: "Read everything again and compare columns, not fingerprints; repairs what was edited by hand.")
    var full = false

    @Flag(help: "Mark rows as deleted even when they are many at once.")
    var allowDeletes = false

    @Flag(help: "Fill the dataset with this key and host from now on, though it was filled from another.")
    var acceptOrigin = false

    @Flag(help: "Ask for the journey of each lead (Elite plans; smaller pages).")
    var customerJourney = false

    @Flag(help: "Read profile by profile, so that an agency key gets custom fields and field mappings too.")
    var perProfile = false

    @Flag(help: "Wait while another run holds the dataset, instead of leaving.")
    var wait = false

    @Option(help: ArgumentHelp("How long a run's hold on the dataset lasts without a heartbeat.", valueName: "seconds"))
    var leaseTTL: Int?

    @Option(help: .hidden)
    var pageSize: Int?

    func validate() throws {
        for (name, value) in [
            ("--lookback", lookback), ("--max-requests", maxRequests), ("--lease-ttl", leaseTTL), ("--page-size", pageSize),
        ] where value.map({ $0 < 1 }) ?? false {
            throw ValidationError("\(name) must be at least 1")
        }
        if let maxRejected, maxRejected < 0 { throw ValidationError("--max-rejected must not be negative") }
        _ = try since.map { try Self.date($0, flag: "--since") }
        _ = try until.map { try Self.date($0, flag: "--until") }
    }

    func options(_ settings: Settings) throws -> LoadOptions {
        var options = LoadOptions(dataset: dataset ?? settings.string("dataset") ?? "whatconverts")
        options.resources = resources.isEmpty ? nil : Set(resources)
        options.singles = leads.map { String($0) }
        options.since = try (since ?? settings.string("since")).map { try Self.date($0, flag: "since") }
        options.until = try until.map { try Self.date($0, flag: "--until") }
        options.lookback = try (lookback ?? settings.integer("lookback")).map { .seconds($0 * 86_400) }
        options.maximumRequests = try maxRequests ?? settings.integer("max_requests")
        options.maximumRejected = try maxRejected ?? settings.integer("max_rejected") ?? options.maximumRejected
        options.isFull = full
        options.allowsMassDeletion = allowDeletes
        options.acceptsOrigin = acceptOrigin
        if try customerJourney || settings.boolean("customer_journey") ?? false {
            options.parts.insert("customer_journey")
        }
        options.readsByScope = try perProfile || settings.boolean("per_profile") ?? false
        options.defaultHoldsSeparateRecords = try settings.defaultHoldsSpam()
        options.trigger = settings.string("trigger") ?? "manual"
        options.waitsForTurn = wait
        if let leaseTTL { options.leaseTimeToLive = .seconds(leaseTTL) }
        options.pageSize = pageSize
        return options
    }

    /// Reads `2024-01-01` or `2024-01-01T10:00:00Z`.
    static func date(_ text: String, flag: String) throws -> Date {
        for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle().year().month().day()] {
            if let date = try? style.parse(text) { return date }
        }
        throw ValidationError("\(flag) should be a date such as 2024-01-01 or an instant such as 2024-01-01T10:00:00Z")
    }
}
