import Configuration
import Foundation
import LocalPostgres
import Postgres
import RESTSource
import SystemPackage
import WhatConverts
import LoadEngine

/// Where a run's settings come from: flags first, then the environment, then `sluice.yaml`, then defaults.
///
/// Secrets have no flags. Each can also be the name of a file that holds it, as containers mount them.
struct Settings: Sendable {
    private let config: ConfigReader
    private let environment: [String: String]
    private let file: String

    /// Reads `sluice.yaml` in the working directory, or the file that is named; a named file must be there.
    static func load(file: String?) async throws -> Settings {
        let environment = ProcessInfo.processInfo.environment
        let path = file ?? environment["SLUICE_CONFIG"] ?? "sluice.yaml"
        let isNamed = file != nil || environment["SLUICE_CONFIG"] != nil
        do {
            let yaml = try await FileProvider<YAMLSnapshot>(filePath: FilePath(path), allowMissing: !isNamed)
            return Settings(
                config: ConfigReader(providers: [EnvironmentVariablesProvider(), yaml]), environment: environment,
                file: path)
        } catch {
            throw SettingsError.unreadable(file: path, reason: "\(error)")
        }
    }

    // MARK: - The API

    func credentials() throws -> Credentials {
        try Credentials(
            token: secret("whatconverts.token", variable: "WHATCONVERTS_TOKEN"),
            secret: secret("whatconverts.secret", variable: "WHATCONVERTS_SECRET"))
    }

    func baseURL(flag: String?) throws -> BaseURL {
        try BaseURL(
            flag ?? config.string(forKey: "whatconverts.base_url") ?? Source.whatConverts.defaultBaseURL)
    }

    private func secret(_ key: ConfigKey, variable: String) throws -> String {
        if let value = config.string(forKey: key, isSecret: true), !value.isEmpty { return value }
        if let path = environment["\(variable)_FILE"] { return try Self.contents(of: path, variable: "\(variable)_FILE") }
        throw SettingsError.missing(variable: variable, file: file)
    }

    private static func contents(of path: String, variable: String) throws -> String {
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else { throw SettingsError.emptyFile(variable: variable, path: path) }
            return text
        } catch let error as SettingsError {
            throw error
        } catch {
            throw SettingsError.unreadableSecret(variable: variable, path: path)
        }
    }

    // MARK: - The database

    /// Whether a database is named anywhere.
    var namesDatabase: Bool {
        config.string(forKey: "database.url", isSecret: true) != nil || environment["DATABASE_URL_FILE"] != nil
            || ["PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE", "PGUSER", "PGPORT"].contains { environment[$0] != nil }
    }

    func database() throws -> ConnectionSettings {
        guard namesDatabase else { throw SettingsError.noDatabase }
        if let url = config.string(forKey: "database.url", isSecret: true), !url.isEmpty { return ConnectionSettings(url) }
        if let path = environment["DATABASE_URL_FILE"] {
            return ConnectionSettings(try Self.contents(of: path, variable: "DATABASE_URL_FILE"))
        }
        return ConnectionSettings("")
    }

    // MARK: - The load

    func string(_ name: String) -> String? {
        environment["SLUICE_\(name.uppercased())"] ?? config.string(forKey: ConfigKey(["load", name]))
    }

    func integer(_ name: String) throws -> Int? {
        guard let text = string(name) ?? config.int(forKey: ConfigKey(["load", name])).map({ String($0) }) else {
            return nil
        }
        guard let value = Int(text) else { throw SettingsError.badValue(name: name, expected: "a whole number") }
        return value
    }

    func boolean(_ name: String) throws -> Bool? {
        if let text = environment["SLUICE_\(name.uppercased())"] {
            guard let value = Bool(text.lowercased()) else {
                throw SettingsError.badValue(name: name, expected: "true or false")
            }
            return value
        }
        return config.bool(forKey: ConfigKey(["load", name]))
    }

    /// `leads.spam`: whether a default answer holds spam; nil to find out.
    func defaultHoldsSpam() throws -> Bool? {
        switch config.string(forKey: "leads.spam") {
        case nil, "auto": return nil
        case "included": return true
        case "separate": return false
        default: throw SettingsError.badValue(name: "leads.spam", expected: "auto, included or separate")
        }
    }
}

/// Why the settings are not good enough to begin with.
enum SettingsError: Error, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case missing(variable: String, file: String)
    case unreadableSecret(variable: String, path: String)
    case emptyFile(variable: String, path: String)
    case noDatabase
    case badValue(name: String, expected: String)

    var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file) cannot be read as YAML: \(reason)"
        case .missing(let variable, _):
            "\(variable) is not set. Make a key under Integrations > API Keys and export it, or name a file that holds it in "
                + "\(variable)_FILE. To try Sluice without an account, run `sluice demo`"
        case .unreadableSecret(let variable, let path):
            "\(variable) names \(path), which cannot be read"
        case .emptyFile(let variable, let path):
            "\(variable) names \(path), which is empty"
        case .noDatabase:
            "no database is named. Set DATABASE_URL=postgresql://user@host/database (or libpq's own PGHOST, PGDATABASE, …), "
                + "use --local for a private PostgreSQL that stays, or run `sluice demo`"
        case .badValue(let name, let expected):
            "the setting \(name) should be \(expected)"
        }
    }
}
