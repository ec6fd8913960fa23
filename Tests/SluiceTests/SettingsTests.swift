import ArgumentParser
import Foundation
import LoadEngine
import Postgres
import TestSupport
import Testing

@testable import sluice

struct SettingsTests {
    private func settings(
        _ environment: [String: String] = [:], yaml: String? = nil
    ) async throws -> Settings {
        try await withTemporaryDirectory { directory in
            var environment = environment
            environment["SLUICE_CONFIG"] = try yaml.map { text in
                try text.write(toFile: "\(directory)/sluice.yaml", atomically: false, encoding: .utf8)
                return "\(directory)/sluice.yaml"
            }
            return try Settings(file: nil, environment: environment)
        }
    }

    @Test func `the environment wins over the file`() async throws {
        let yaml = "load:\n  dataset: from_file\n  lookback: 7\n"
        let settings = try await settings(["SLUICE_DATASET": "from_environment"], yaml: yaml)
        #expect(settings.string(.dataset) == "from_environment")
        #expect(try settings.integer(.lookback, atLeast: 1) == 7)
    }

    @Test func `flags win over both`() async throws {
        let settings = try await settings(["SLUICE_DATASET": "from_environment", "SLUICE_MAX_REQUESTS": "5"])
        let flags = try LoadFlags.parse(["--dataset", "from_flag"])
        let options = try flags.options(settings)
        #expect(options.dataset == "from_flag")
        #expect(options.maximumRequests == 5)
        #expect(options.maximumRejected == 100)
    }

    @Test func `an empty variable counts as one that is not set`() async throws {
        let settings = try await settings(["SLUICE_DATASET": "", "DATABASE_URL": "", "PGHOST": ""])
        #expect(settings.string(.dataset) == nil)
        #expect(throws: SettingsError.self) { try settings.database() }
    }

    @Test func `a secret can lie in a file, whose line end is not part of it`() async throws {
        try await withTemporaryDirectory { directory in
            let file = "\(directory)/url"
            try "  postgresql:///mounted \n".write(toFile: file, atomically: false, encoding: .utf8)
            let settings = try Settings(file: nil, environment: ["DATABASE_URL_FILE": file])
            #expect(try settings.database().connectionString == "postgresql:///mounted")
        }
    }

    @Test func `a variable wins over its file`() async throws {
        let settings = try Settings(
            file: nil, environment: ["DATABASE_URL_FILE": "/nowhere", "DATABASE_URL": "postgresql:///direct"])
        #expect(try settings.database().connectionString == "postgresql:///direct")
    }

    @Test func `a secret file that is missing or empty is named`() async throws {
        #expect(throws: SettingsError.self) {
            try Settings(file: nil, environment: ["WHATCONVERTS_SECRET_FILE": "/nowhere"])
        }
        try await withTemporaryDirectory { directory in
            let file = "\(directory)/empty"
            try " \n".write(toFile: file, atomically: false, encoding: .utf8)
            do {
                _ = try Settings(file: nil, environment: ["WHATCONVERTS_SECRET_FILE": file])
                Issue.record("an empty secret was taken")
            } catch {
                #expect(
                    "\(error)" == "WHATCONVERTS_SECRET_FILE names \(file), which is empty; write the secret into it")
            }
        }
    }

    @Test func `libpq's own variables name a database`() async throws {
        let settings = try await settings(["PGHOST": "db"])
        #expect(try settings.database().connectionString == "")
    }

    @Test(arguments: [
        ("load:\n  datset: x\n", "line 2: there is no setting load.datset"),
        ("lead:\n  spam: auto\n", "there is no setting lead.spam"),
        ("dataset: whatconverts\n", "look at line 1"),
        ("load:\n  dataset: [a, b]\n", "look at line 2"),
        ("load:\n  dataset: 'p4ssw0rd\n", "is not the YAML"),
        ("- p4ssw0rd\n", "look at line 1"),
    ])
    func `a file that says something else is refused, without its contents`(yaml: String, sentence: String) async throws
    {
        do {
            _ = try await settings(yaml: yaml)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains(sentence))
            #expect(!"\(error)".contains("p4ssw0rd"))
        }
    }

    @Test(arguments: ["", "# nothing yet\n", "load:\n"])
    func `a file that says nothing is fine`(yaml: String) async throws {
        let settings = try await settings(yaml: yaml)
        #expect(settings.string(.dataset) == nil)
    }

    @Test func `a file that is named must be there, and sluice.yaml need not`() throws {
        #expect(throws: SettingsError.self) { try Settings(file: "/nowhere.yaml", environment: [:]) }
        #expect(throws: Never.self) { try Settings(file: nil, environment: [:]) }
    }

    @Test(arguments: [
        (Setting.lookback, "soon", "a whole number"), (.lookback, "0", "at least 1"),
        (.maximumRejected, "-1", "at least 0"),
        (.perProfile, "perhaps", "true or false"), (.since, "gestern", "2024-01-01"),
        (.spam, "sometimes", "auto, included"),
        (.leaseTimeToLive, "30s", "a whole number"),
    ])
    func `a bad value names its variable and what is expected`(setting: Setting, value: String, expected: String)
        async throws
    {
        let settings = try await settings([setting.variable: value])
        do {
            _ = try LoadFlags.parse([]).options(settings)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".hasPrefix("\(setting.variable) should be "))
            #expect("\(error)".contains(expected))
        }
    }

    @Test(arguments: [("auto", nil), ("included", true), ("separate", false)])
    func `whether a default answer holds spam can be set`(value: String, expected: Bool?) async throws {
        let options = try LoadFlags.parse([]).options(try await settings(["SLUICE_SPAM": value]))
        #expect(options.defaultHoldsSeparateRecords == expected)
    }
}
