import Foundation

/// Where `initdb`, `postgres` and `pg_ctl` are.
struct ServerPrograms: Sendable {
    let directory: String
    /// `15.18`
    let version: String

    /// In this order: `SLUICE_POSTGRES_BIN`, which is not second-guessed; the version that wrote the data, if there
    /// is any; PATH; `pg_config --bindir`; Debian's folders, the highest version first.
    static func find(
        forDataOfVersion dataVersion: String?, environment: [String: String] = ProcessInfo.processInfo.environment,
        debianFolder: String = "/usr/lib/postgresql"
    ) async throws -> ServerPrograms {
        var candidates: [String] = []
        if let chosen = environment["SLUICE_POSTGRES_BIN"], !chosen.isEmpty {
            candidates = [chosen]
        } else {
            let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
            if let dataVersion { candidates.append("\(debianFolder)/\(dataVersion)/bin") }
            candidates += path
            if let config = path.map({ "\($0)/pg_config" }).first(where: isProgram) {
                let outcome = try await Command(program: config, arguments: ["--bindir"], directory: "/").run()
                candidates.append(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: debianFolder)) ?? []
            candidates += versions.compactMap(Int.init).sorted(by: >).map { "\(debianFolder)/\($0)/bin" }
        }
        let needed = ["initdb", "postgres", "pg_ctl"]
        guard let directory = candidates.first(where: { folder in needed.allSatisfy { isProgram("\(folder)/\($0)") } })
        else {
            let isChosen = environment["SLUICE_POSTGRES_BIN"]?.isEmpty == false
            throw LocalPostgresError.notFound(
                searched: isChosen ? candidates : ["PATH", "pg_config --bindir", "\(debianFolder)/*/bin"])
        }
        let outcome = try await Command(
            program: "\(directory)/postgres", arguments: ["--version"], directory: "/"
        ).run()
        // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
        let words = outcome.output.split(whereSeparator: \.isWhitespace)
        return ServerPrograms(directory: directory, version: words.count > 2 ? String(words[2]) : "unknown")
    }

    private static func isProgram(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// The command that runs one of the programs as the account.
    func command(_ program: String, _ arguments: [String], as account: ServerAccount?, in folder: String) -> Command {
        let program = "\(directory)/\(program)"
        guard let account else { return Command(program: program, arguments: arguments, directory: folder) }
        return Command(
            program: "/usr/bin/setpriv",
            arguments: ["--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--", program]
                + arguments,
            directory: folder)
    }
}
