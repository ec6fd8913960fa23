import Foundation
import Glibc
import Sandbox
import Testing

/// The built program as a child process: the one beside this test bundle.
///
/// Its environment holds nothing of ours but the path, and its working directory is empty, so that no `sluice.yaml` and no
/// `PG…` of the machine decides a test. Every run looks for the secrets of this test in all that was printed.
struct Program: Sendable {
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// Standard error as its one sentence, without the program's name and the exit status.
        var sentence: String {
            errors.wholeMatch(of: /sluice: (.*?)(?: \(exit status \d+\))?\n/).map { String($0.output.1) } ?? errors
        }

        var json: [String: Any] {
            get throws {
                let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
                return try #require(object as? [String: Any])
            }
        }
    }

    /// The key of a sandbox, and what HTTP makes of it.
    static let token = SandboxOptions().token
    static let secret = SandboxOptions().secret
    static let databasePassword = "swordfish-9d1c5e"
    static let secrets = [token, secret, Data("\(token):\(secret)".utf8).base64EncodedString(), databasePassword]

    let directory: String
    var environment: [String: String]

    /// - Parameter sandbox: whose address and key the environment holds.
    init(in directory: String, database: String? = nil, sandbox: Sandbox? = nil) {
        self.directory = directory
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": directory,
            "XDG_DATA_HOME": directory, "WHATCONVERTS_TOKEN": Self.token, "WHATCONVERTS_SECRET": Self.secret,
            // Where nothing listens, for tests in which nothing should be asked.
            "WHATCONVERTS_BASE_URL": sandbox?.baseURL ?? "http://127.0.0.1:1/",
        ]
        environment["DATABASE_URL"] = database
    }

    func with(_ changes: [String: String?]) -> Program {
        var program = self
        for (name, value) in changes { program.environment[name] = value }
        return program
    }

    func run(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws -> Outcome {
        try await start(arguments).end(sourceLocation: sourceLocation)
    }

    /// - Parameters:
    ///   - output: where standard output goes instead of to be read by the test.
    ///   - errors: the same for standard error.
    func start(_ arguments: [String], output: FileHandle? = nil, errors: FileHandle? = nil) throws -> RunningProgram {
        // This process ignores SIGPIPE, as its sandbox's sockets want it, and a child would too.
        try RunningProgram(
            path: "/usr/bin/env", arguments: ["--default-signal=PIPE", Self.path] + arguments, environment: environment,
            directory: directory, output: output, errors: errors)
    }

    static var path: String {
        get throws {
            let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let path = URL(fileURLWithPath: bundle).deletingLastPathComponent().appending(path: "sluice").path
            try #require(
                FileManager.default.isExecutableFile(atPath: path), "the program is not built beside the tests: \(path)"
            )
            return path
        }
    }
}

/// A program that runs, with its output going to files, which never fill up as a pipe does.
struct RunningProgram: Sendable {
    let processID: Int32
    private let ended: AsyncStream<Int32>
    private let files: (output: String, errors: String)

    init(
        path: String, arguments: [String], environment: [String: String], directory: String, output: FileHandle? = nil,
        errors: FileHandle? = nil
    ) throws {
        let name = UUID().uuidString
        files = ("\(directory)/\(name).out", "\(directory)/\(name).err")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = FileHandle.nullDevice
        let outputFile = try Self.file(files.output)
        process.standardOutput = output ?? outputFile
        let errorsFile = try Self.file(files.errors)
        process.standardError = errors ?? errorsFile
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(
                process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        self.ended = ended
        processID = process.processIdentifier
    }

    /// What it printed so far, and its command line as others see it.
    var printed: String {
        get throws { try String(contentsOfFile: files.output, encoding: .utf8) }
    }

    var complained: String {
        get throws { try String(contentsOfFile: files.errors, encoding: .utf8) }
    }

    var commandLine: String {
        get throws { try String(contentsOfFile: "/proc/\(processID)/cmdline", encoding: .utf8) }
    }

    var openFiles: Int {
        get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/fd").count }
    }

    func send(_ signal: Int32) { kill(processID, signal) }

    /// False as soon as it has ended, by itself or by a signal.
    var isRunning: Bool { ![nil, "Z", "X"].contains(state) }

    /// Whether SIGSTOP holds it.
    var isStopped: Bool { state == "T" }

    /// The letter that the kernel gives its state (proc(5)); nil when there is no such process any more.
    private var state: String? {
        guard let text = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[end...].dropFirst(2).first.map(String.init)
    }

    /// Its exit status; minus the signal if one ended it.
    func status() async throws -> Int32 {
        for await status in ended { return status }
        throw CancellationError()
    }

    func end(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Program.Outcome {
        let outcome = Program.Outcome(
            status: try await status(), output: try printed,
            errors: try String(contentsOfFile: files.errors, encoding: .utf8))
        for secret in Program.secrets {
            #expect(!(outcome.output + outcome.errors).contains(secret), sourceLocation: sourceLocation)
        }
        return outcome
    }

    private static func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
}

extension String {
    /// The same server and role, another parameter of the connection string.
    func replacingDatabase(by name: String) throws -> String {
        var parts = try #require(URLComponents(string: self))
        parts.path = "/\(name)"
        return try #require(parts.string)
    }

    /// The same server and database, as another user, who has the same password unless it is given.
    func replacingUser(by user: String, password: String? = nil) throws -> String {
        var parts = try #require(URLComponents(string: self))
        parts.user = user
        parts.password = password ?? parts.password
        return try #require(parts.string)
    }
}
