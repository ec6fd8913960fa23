import Dispatch
import Foundation

/// A program run to its end.
struct Command: Sendable {
    var program: String
    var arguments: [String]
    var directory: String

    struct Outcome: Sendable {
        let status: Int32
        /// Both output streams, as they came.
        let output: String

        /// What a person needs of it.
        var lastLines: String { output.lastLines }
    }

    /// Waits on a thread of Dispatch, since reading and waiting block.
    func run() async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "command \(program)").async {
                continuation.resume(with: Result { try runBlocking() })
            }
        }
    }

    private func runBlocking() throws -> Outcome {
        let process = process()
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        ended.wait()
        return Outcome(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
    }

    func process() -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        // PGDATA, PGPORT and their like are meant for another server, and messages are to be in one language.
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        return process
    }
}

extension String {
    var lastLines: String {
        split(separator: "\n").suffix(8).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; ")
    }

    /// As one word of a shell.
    var shellQuoted: String { "'" + replacingOccurrences(of: "'", with: "'\\''") + "'" }
}
