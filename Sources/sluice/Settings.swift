import Configuration
import Foundation
import LoadEngine
import Postgres
import RESTSource
import Warehouse
import WhatConverts

/// Where a run's settings come from: flags first, then the environment, then `sluice.yaml`, then defaults.
///
/// An empty variable counts as one that is not set: that is how compose files and CI systems say so.
struct Settings: Sendable {
    private let config: ConfigReader
    private let environment: [String: String]
    private let file: String

    /// Reads `sluice.yaml` in the working directory, or the file that is named; a named file must be there.
    ///
    /// - Parameter readsFile: false to take the environment alone, because the file cannot be read.
    init(
        file named: String?, environment: [String: String] = ProcessInfo.processInfo.environment,
        readsFile: Bool = true
    ) throws(SettingsError) {
        let environment = environment.filter { !$0.value.isEmpty }
        let named = named ?? environment["SLUICE_CONFIG"]
        file = named ?? "sluice.yaml"
        self.environment = environment
        var variables: [AbsoluteConfigKey: ConfigValue] = [:]
        for setting in Setting.allCases {
            guard let value = try Self.value(of: setting, in: environment) else { continue }
            variables[AbsoluteConfigKey(setting.key)] = ConfigValue(.string(value), isSecret: setting.isSecret)
        }
        config = ConfigReader(providers: [
            InMemoryProvider(name: "environment", values: variables),
            InMemoryProvider(
                name: file, values: readsFile ? try SettingsFile.read(file, mustExist: named != nil) : [:]),
        ])
    }

    private static func value(of setting: Setting, in environment: [String: String]) throws(SettingsError) -> String? {
        if let value = environment[setting.variable] { return value }
        let variable = "\(setting.variable)_FILE"
        guard setting.isSecret, let path = environment[variable] else { return nil }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw .unreadableSecret(variable: variable, path: path)
        }
        guard !text.isEmpty else { throw .emptySecret(variable: variable, path: path) }
        return text
    }

    // MARK: - The API

    func credentials() throws -> Credentials {
        guard let token = string(.token) else { throw SettingsError.noKey(missing: .token) }
        guard let secret = string(.secret) else { throw SettingsError.noKey(missing: .secret) }
        return try Credentials(token: token, secret: secret)
    }

    func baseURL(flag: String?) throws -> BaseURL {
        try BaseURL(
            flag ?? string(.baseURL) ?? Source.whatConverts.defaultBaseURL, httpHost: string(.httpHost))
    }

    // MARK: - The database

    /// What libpq reads by itself.
    private static let libpqVariables = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE"]

    /// Fails when no database is named anywhere: libpq's own default, a database called like the user on the local socket, is
    /// hardly ever what was meant.
    func database() throws(SettingsError) -> ConnectionSettings {
        if let url = string(.database) { return ConnectionSettings(url) }
        guard Self.libpqVariables.contains(where: { environment[$0] != nil }) else { throw .noDatabase }
        return ConnectionSettings("")
    }

    /// The roles that a dataset of ours is worked with.
    func roles(dataset: String, prefix: String? = nil) throws(RolesError) -> RoleStatements {
        RoleStatements(
            try Roles(prefix: prefix ?? string(.rolePrefix) ?? Roles.defaultPrefix), dataset: dataset,
            declared: Source.whatConverts.resources.map(\.table))
    }

    // MARK: - Values

    /// Where a setting comes from, when no flag decides it: its variable, the file, or the default.
    func place(_ setting: Setting) -> String {
        if environment[setting.variable] != nil { return setting.variable }
        if setting.isSecret, environment["\(setting.variable)_FILE"] != nil { return "\(setting.variable)_FILE" }
        return string(setting) == nil ? "the default" : file
    }

    /// The dataset of whoever names none: that of the source.
    static let presumedDataset = Source.whatConverts.name

    /// The dataset that a flag names, or the settings, or nobody.
    func dataset(_ flag: String?) -> String { flag ?? string(.dataset) ?? Self.presumedDataset }

    func string(_ setting: Setting) -> String? {
        config.string(forKey: setting.key, isSecret: setting.isSecret)
    }

    func integer(_ setting: Setting, atLeast minimum: Int) throws(SettingsError) -> Int? {
        try value(setting, expected: "a whole number, at least \(minimum)") { text in
            Int(text).flatMap { $0 < minimum ? nil : $0 }
        }
    }

    func boolean(_ setting: Setting) throws(SettingsError) -> Bool? {
        try value(setting, expected: "true or false") { text in
            switch text.lowercased() {
            case "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        }
    }

    /// One of some words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ setting: Setting
    ) throws(SettingsError) -> Choice? where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue)
        return try value(
            setting, expected: "\(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
        ) { Choice(rawValue: $0.lowercased()) }
    }

    func date(_ setting: Setting) throws(SettingsError) -> Date? {
        try value(setting, expected: Date.expectedText) { Date(text: $0) }
    }

    func uuid(_ setting: Setting) throws(SettingsError) -> UUID? {
        try value(setting, expected: "a UUID such as 0198c2a7-5b1e-7c3d-9f00-3b1d2c4e5f60") { UUID(uuidString: $0) }
    }

    /// `leads.spam`: whether a default answer holds spam; nil to find out.
    func defaultHoldsSpam() throws(SettingsError) -> Bool? {
        enum Spam: String { case auto, included, separate }
        let spam = try value(.spam, expected: "auto, included or separate") { Spam(rawValue: $0) }
        return switch spam {
        case nil, .auto: nil
        case .included: true
        case .separate: false
        }
    }

    /// What becomes of unknown fields and of values that do not fit.
    func contracts(flag: String?) throws -> Contracts {
        guard let text = flag ?? string(.contract) else { return Contracts() }
        return try Contracts(text, resources: Source.whatConverts.resources.map(\.name))
    }

    private func value<Value>(
        _ setting: Setting, expected: String, _ read: (String) -> Value?
    ) throws(SettingsError) -> Value? {
        guard let text = string(setting) else { return nil }
        if let value = read(text) { return value }
        let place = environment[setting.variable] != nil ? setting.variable : "\(setting.rawValue) in \(file)"
        throw .badValue(place: place, expected: expected)
    }
}

extension Date {
    static let expectedText = "a date such as 2024-01-01 or an instant such as 2024-01-01T10:00:00Z"

    /// Reads a date, which begins at midnight UTC, or an instant.
    init?(text: String) {
        for style in [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle().year().month().day()] {
            if let date = try? style.parse(text) {
                self = date
                return
            }
        }
        return nil
    }
}
