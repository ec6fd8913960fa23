import Foundation

/// The rows of a sandbox's leads as COPY files, made by a program that has nothing in common with Sluice.
struct FlatFiles: Sendable {
    let folder: String
    let leads: Int
    let fields: Int

    static let tables = ["leads", "lead_fields"]

    private struct Counts: Decodable {
        let leads: Int
        let lead_fields: Int
    }

    static func write(
        from sandbox: SandboxProcess, until newest: String, named name: String, script: String, workspace: Workspace
    ) async throws -> FlatFiles {
        let folder = try workspace.newFolder(name)
        let outcome = try await Program(
            name: "python3", arguments: [script, sandbox.baseURL, folder, "--since", "2015-01-01", "--until", newest],
            environment: ["SLUICE_BENCH_KEY": "\(sandbox.token):\(sandbox.secret)"]
        ).run(in: workspace)
        let counts = try JSONDecoder().decode(Counts.self, from: Data(outcome.output.utf8))
        return FlatFiles(folder: folder, leads: counts.leads, fields: counts.lead_fields)
    }

    func path(_ table: String) -> String { "\(folder)/\(table)" }
}
