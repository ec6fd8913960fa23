import Foundation
import LoadEngine
import Postgres
import RESTSource
import Warehouse

/// What a load would be set up with, each part tried on its own.
struct CheckSetup: Sendable {
    private(set) var lines: [CheckLine] = []
    private(set) var options = LoadOptions(dataset: Settings.presumedDataset)
    private(set) var credentials: Credentials?
    private(set) var baseURL: BaseURL?
    private(set) var migrations: MigrationFolder?
    private(set) var database: ConnectionSettings?
    private(set) var databaseError: (any Error)?
    /// Whether any settings could be read.
    private(set) var hasSettings = true

    init(_ command: CheckCommand) {
        let settings = settings(command)
        defer { lines.append(folder(needed: !command.noMigrate)) }
        guard let settings else {
            hasSettings = false
            lines += ["settings", "key", "base URL"].map { .skipped($0, "not tried: the settings cannot be read") }
            return
        }
        do {
            options = try command.flags.options(settings)
            lines.append(.passed("settings", settings.places(flags: command.flags)))
        } catch {
            options = LoadOptions(dataset: settings.dataset(command.flags.dataset))
            lines.append(.failed("settings", error))
        }
        do {
            credentials = try settings.credentials()
            lines.append(
                .passed(
                    "key", "the token and the secret are set (\(settings.place(.token)), \(settings.place(.secret)))"))
        } catch {
            lines.append(.failed("key", error))
        }
        do {
            let url = try settings.baseURL(flag: command.flags.baseURL)
            baseURL = url
            lines.append(.passed("base URL", url.description))
        } catch {
            lines.append(.failed("base URL", error))
        }
        do {
            // With --local it is found when it is started.
            database = command.local ? ConnectionSettings("") : try settings.database()
        } catch {
            databaseError = error
        }
    }

    private mutating func folder(needed: Bool) -> CheckLine {
        do {
            let folder = try MigrationFolder.locate()
            migrations = folder
            return .passed("migrations", "found in \(folder.path)")
        } catch {
            return needed
                ? .failed("migrations", error)
                : .skipped("migrations", "not found, and not needed with --no-migrate")
        }
    }

    /// What can be read of them: when the file cannot, the environment alone, so that the rest is tried all the same.
    private mutating func settings(_ command: CheckCommand) -> Settings? {
        do {
            return try Settings(file: command.config.config)
        } catch {
            lines.append(.failed("configuration", error))
        }
        do {
            return try Settings(file: nil, readsFile: false)
        } catch {
            return nil
        }
    }
}

extension Settings {
    /// Each setting that is not left at its default, and where it comes from. Secret ones are never shown.
    fileprivate func places(flags: LoadFlags) -> String {
        let given = flags.given
        let set = Setting.allCases.compactMap { setting -> String? in
            if let flag = given[setting] { return "\(setting.rawValue) from \(flag)" }
            guard let value = string(setting) else { return nil }
            // An address may hold a password until it is checked; then a line of its own shows it.
            return setting.isSecret || setting == .baseURL
                ? "\(setting.rawValue) from \(place(setting))" : "\(setting.rawValue) = \(value) from \(place(setting))"
        }
        return set.isEmpty ? "all are defaults" : set.joined(separator: "; ") + "; all others are defaults"
    }
}

extension LoadFlags {
    /// The settings that flags decide.
    fileprivate var given: [Setting: String] {
        var given: [Setting: String] = [:]
        if baseURL != nil { given[.baseURL] = "--base-url" }
        if dataset != nil { given[.dataset] = "--dataset" }
        if since != nil { given[.since] = "--since" }
        if lookback != nil { given[.lookback] = "--lookback" }
        if maxRequests != nil { given[.maximumRequests] = "--max-requests" }
        if dailyLimit != nil { given[.dailyLimit] = "--daily-limit" }
        if maxRejected != nil { given[.maximumRejected] = "--max-rejected" }
        if leaseTTL != nil { given[.leaseTimeToLive] = "--lease-ttl" }
        if contract != nil { given[.contract] = "--contract" }
        if customerJourney { given[.customerJourney] = "--customer-journey" }
        if perProfile { given[.perProfile] = "--per-profile" }
        return given
    }
}
