import Dispatch
import Foundation

/// The local API, as a process of its own, as an API is.
struct SandboxProcess: Sendable {
    let baseURL: String
    let token: String
    let secret: String
    private let child: ChildProcess

    private struct Announcement: Decodable {
        let base_url: String
        let token: String
        let secret: String
    }

    static func withSandbox(
        _ sluice: Sluice, leads: Int, newest: String, _ body: (SandboxProcess) async throws -> Void
    ) async throws {
        let sandbox = try await start(sluice, leads: leads, newest: newest)
        defer { sandbox.child.end() }
        try await body(sandbox)
    }

    private static func start(_ sluice: Sluice, leads: Int, newest: String) async throws -> SandboxProcess {
        let program = Program(
            name: sluice.path,
            arguments: ["sandbox", "--leads", "\(leads)", "--port", "0", "--json", "--newest", newest])
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "sandbox").async {
                continuation.resume(with: Result { try startBlocking(program, sluice.workspace) })
            }
        }
    }

    /// It has invented its leads and listens when it announces itself.
    private static func startBlocking(_ program: Program, _ workspace: Workspace) throws -> SandboxProcess {
        let output = Pipe()
        let errors = try workspace.newFile()
        let child = try program.spawn(
            in: workspace, output: output.fileHandleForWriting, errors: errors.handle)
        do {
            // Ours must go, or the end of the output would never come.
            try output.fileHandleForWriting.close()
            var text = Data()
            while true {
                let more = output.fileHandleForReading.availableData
                text += more
                if let announcement = try? JSONDecoder().decode(Announcement.self, from: text) {
                    return SandboxProcess(
                        baseURL: announcement.base_url, token: announcement.token, secret: announcement.secret,
                        child: child)
                }
                guard !more.isEmpty else { throw BenchFailure("the sandbox did not start: \(try errors.text())") }
            }
        } catch {
            child.end()
            throw error
        }
    }

    func cpu() throws -> Double { try ProcessTimes.seconds(of: child.pid) }

    /// Changes a part of the leads, and says how many.
    func change(fraction: Double, in workspace: Workspace) async throws -> Int {
        struct Answer: Decodable { let changed: Int }
        guard let url = URL(string: "/sandbox/leads/change?fraction=\(fraction)", relativeTo: URL(string: baseURL))
        else {
            throw BenchFailure("\(baseURL) is no address")
        }
        let script = "import sys, urllib.request as r; print(r.urlopen(sys.argv[1], data=b'').read().decode())"
        let outcome = try await Program(name: "python3", arguments: ["-c", script, url.absoluteString])
            .run(in: workspace)
        return try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8)).changed
    }
}
