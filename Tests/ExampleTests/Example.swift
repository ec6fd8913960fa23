import Foundation
import Testing

/// A program of the example package, run as a child in the package's folder: the one that is built beside this test bundle, or the
/// one of the package itself in the folder that `SLUICE_EXAMPLES` names.
struct Example {
    struct Run: Sendable {
        let status: Int32
        /// Standard output and standard error.
        let output: String
    }

    static let package = "\(#filePath.components(separatedBy: "/Tests/")[0])/Examples/Loaders"

    private let path: String

    init(_ name: String) throws {
        let beside = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder =
            ProcessInfo.processInfo.environment["SLUICE_EXAMPLES"]
            ?? URL(fileURLWithPath: beside).deletingLastPathComponent().path
        path = "\(folder)/\(name)"
        try #require(FileManager.default.isExecutableFile(atPath: path), "the example is not built: \(path)")
    }

    /// - Parameter environment: the whole of it, but for the path.
    func run(_ arguments: [String], _ environment: [String: String]) async throws -> Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.currentDirectoryURL = URL(fileURLWithPath: Self.package)
        process.arguments = arguments
        process.environment = environment.merging(
            ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]) { own, _ in own }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            // Reading and waiting block, and must not do so on the cooperative pool.
            Thread.detachNewThread {
                do {
                    try process.run()
                    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
                    process.waitUntilExit()
                    continuation.resume(
                        returning: Run(
                            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self)))
                } catch {
                    continuation.resume(throwing: ExampleError(path: path, reason: "\(error)"))
                }
            }
        }
    }
}

struct ExampleError: Error {
    let path: String
    let reason: String
}
