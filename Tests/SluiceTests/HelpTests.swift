import Foundation
import TestSupport
import Testing

struct HelpTests {
    @Test(arguments: [
        [], ["demo"], ["load"], ["plan"], ["check"], ["migrate"], ["status"], ["sandbox"], ["serve"], ["health"],
        ["roles"], ["rejected"],
        ["rejected", "list"], ["schema"],
        ["schema", "check"],
        ["schema", "fields"], ["schema", "promote"], ["schema", "generate"],
        ["rejected", "show"], ["rejected", "replay"], ["rejected", "purge"],
    ])
    func `help explains each subcommand and is no error`(subcommand: [String]) async throws {
        try await withTemporaryDirectory { directory in
            let help = try await Program(in: directory).start(subcommand + ["--help"]).end()
            #expect(help.status == 0)
            #expect(help.errors == "")
            #expect(help.output.contains("USAGE: sluice \(subcommand.joined(separator: " "))"))
        }
    }

    @Test func `the program's help names every exit status`() async throws {
        try await withTemporaryDirectory { directory in
            let help = try await Program(in: directory).run("--help").output
            for status in [0, 1, 10, 11, 12, 20, 21, 22, 23, 24, 25, 130, 143] {
                #expect(help.contains(" \(status) ") || help.contains(" \(status), "), "\(status)")
            }
        }
    }

    @Test(arguments: [
        (["lode"], "Unexpected argument 'lode'"),
        (["load", "--lookbak", "3"], "Unknown option '--lookbak'"),
        (["load", "--lookback", "0"], "--lookback must be at least 1"),
        (["load", "--since", "soon"], "a date such as 2024-01-01"),
        (["load", "--secret", "x"], "Unknown option '--secret'"),
        (["demo", "--leads", "0"], "between 1 and 1000000"),
    ])
    func `flags that cannot be read are a wrong configuration`(arguments: [String], sentence: String) async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory).start(arguments).end()
            #expect(refused.status == 21)
            #expect(refused.output == "")
            #expect(refused.errors.hasPrefix("sluice: "))
            #expect(refused.errors.contains(sentence))
            #expect(refused.errors.hasSuffix("--help' for more information (exit status 21)\n"))
            #expect(refused.errors.count { $0 == "\n" } == 1)
        }
    }

    @Test(arguments: [["--progress", "json"], ["--log-format=json"]])
    func `wrong flags are a JSON line where the log is JSON`(flags: [String]) async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory).start(["load", "--lookback", "0"] + flags).end()
            #expect(refused.status == 21)
            let line = try JSONSerialization.jsonObject(with: Data(refused.errors.utf8)) as? [String: Any]
            #expect(line?["exit_status"] as? Int == 21)
            #expect((line?["message"] as? String)?.hasPrefix("--lookback must be at least 1. See ") == true)
        }
    }

    @Test func `wrong flags are one JSON document when JSON is asked for`() async throws {
        try await withTemporaryDirectory { directory in
            let refused = try await Program(in: directory).run("load", "--json", "--lookback", "0")
            #expect(try refused.json["exit_status"] as? Int == 21)
            #expect(try refused.json["error"] as? String == "--lookback must be at least 1")
        }
    }
}
