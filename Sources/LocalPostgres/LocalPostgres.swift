import Foundation
import Glibc

/// A private PostgreSQL server on a Unix socket, in a folder that only its user can enter.
///
/// It runs as an ordinary user when this program runs as root, and listens on no port unless `listen_addresses` is set.
package struct LocalPostgres: Sendable {
    /// As the server says it: `15.18`.
    package let version: String
    package let dataDirectory: String
    package let socketDirectory: String

    private let folder: ClusterFolder
    private let programs: ServerPrograms

    /// Only a part of the socket's name, as long as nothing listens on a port.
    private let port: Int
    static let usualPort = 5432
    private static let user = "postgres"

    // MARK: - Clusters

    /// A server for the time of the body. Nothing of it is left afterwards: no process, no file, not even when this process
    /// is killed. Data is not safe in it, so it is fast.
    @discardableResult
    package nonisolated(nonsending) static func withTemporaryCluster<Result>(
        settings: [String: String] = [:], _ body: nonisolated(nonsending) (LocalPostgres) async throws -> Result
    ) async throws -> Result {
        let programs = try await ServerPrograms.find(forDataOfVersion: nil)
        let folder = try ClusterFolder.temporary()
        let server = try LocalPostgres(
            folder: folder, programs: programs, port: settings["port"].flatMap { Int($0) } ?? usualPort)
        let watchdog = try Watchdog(removing: folder.path, stoppingWith: server.stopCommand(mode: "immediate"))
        do {
            try await server.initialize(arguments: ["--no-sync"])
            try await server.launch(settings: Self.throwawaySettings.merging(settings) { $1 })
            let result = try await body(server)
            await watchdog.end()
            return result
        } catch {
            await watchdog.end()
            throw error
        }
    }

    /// A server whose data stays in the directory, made there the first time. It is stopped at the end, unless it was running
    /// before.
    @discardableResult
    package nonisolated(nonsending) static func withCluster<Result>(
        at directory: String, settings: [String: String] = [:],
        _ body: nonisolated(nonsending) (LocalPostgres) async throws -> Result
    ) async throws -> Result {
        let (server, wasRunning) = try await find(at: directory, settings: settings)
        let result: Result
        do {
            result = try await body(server)
        } catch {
            if !wasRunning {
                // The body's own error is what matters; a server that stays is found again by the next start.
                try? await server.stop()
            }
            throw error
        }
        if !wasRunning { try await server.stop() }
        return result
    }

    /// Starts the server of a directory, or finds it running, and leaves it running when this program ends.
    package static func start(at directory: String, settings: [String: String] = [:]) async throws -> LocalPostgres {
        try await find(at: directory, settings: settings).server
    }

    /// Stops a server from ``start(at:settings:)``; one that is not running stays so. Clients are disconnected, data is safe.
    ///
    /// Throws when the server runs on: whoever means to remove its data must not.
    package func stop() async throws {
        let outcome = try await stopCommand(mode: "fast").run()
        if outcome.status != 0, try await isRunning() {
            throw LocalPostgresError.stopFailed(directory: folder.path, output: outcome.output.lastLines)
        }
        // Removes only an empty one: the socket is gone when the server is.
        if socketDirectory != folder.path { rmdir(socketDirectory) }
    }

    /// Crashes the server and starts it again, as a power cut would: nobody is asked, and unlogged tables come back empty.
    package func restartImmediately() async throws {
        let outcome = try await programs.command(
            "pg_ctl",
            [
                "restart", "--pgdata=\(folder.data)", "--mode=immediate", "--wait", "--timeout=60",
                "--log=\(folder.log)",
            ],
            as: folder.account, in: folder.path
        ).run()
        guard outcome.status == 0 else {
            let log = try? String(contentsOfFile: folder.log, encoding: .utf8)
            throw LocalPostgresError.startFailed(directory: folder.path, log: (log ?? outcome.output).lastLines)
        }
    }

    // MARK: - Use

    /// For libpq and for people: `postgresql://postgres@/leads?host=/tmp/sluice-Ab12Cd&port=5432`. Holds no secret.
    package func connectionString(database: String = "postgres") -> String {
        let safe = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/-._~"))
        let host = socketDirectory.addingPercentEncoding(withAllowedCharacters: safe) ?? socketDirectory
        let name = database.addingPercentEncoding(
            withAllowedCharacters: safe.subtracting(CharacterSet(charactersIn: "/")))
        return "postgresql://\(Self.user)@/\(name ?? database)?host=\(host)&port=\(port)"
    }

    /// A line to paste into a shell of the user that runs this program.
    package func psqlCommand(database: String = "postgres") -> String {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let isInPath = path.contains { FileManager.default.isExecutableFile(atPath: "\($0)/psql") }
        let program = isInPath ? "psql" : "\(programs.directory)/psql".shellQuoted
        return "\(program) \(connectionString(database: database).shellQuoted)"
    }

    // MARK: - Start and stop

    private init(folder: ClusterFolder, programs: ServerPrograms, port: Int = usualPort) throws {
        self.folder = folder
        self.port = port
        self.programs = programs
        version = programs.version
        dataDirectory = folder.data
        socketDirectory = try folder.socketDirectory()
    }

    private static func find(
        at directory: String, settings: [String: String]
    ) async throws -> (server: LocalPostgres, wasRunning: Bool) {
        let folder = try ClusterFolder.kept(at: directory)
        try await folder.checkReachable()
        let programs = try await ServerPrograms.find(forDataOfVersion: ClusterFolder.dataVersion(at: folder.path))
        let server = try LocalPostgres(folder: folder, programs: programs)
        if !folder.isInitialized { try await server.initialize(arguments: []) }
        if try await server.isRunning() { return (server, true) }
        try await server.launch(settings: settings)
        return (server, false)
    }

    private func initialize(arguments: [String]) async throws {
        let options = [
            "--pgdata=\(folder.data)", "--username=\(Self.user)", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            "--no-instructions",
        ]
        let outcome = try await programs.command("initdb", options + arguments, as: folder.account, in: folder.path)
            .run()
        guard outcome.status == 0 else {
            throw LocalPostgresError.initializationFailed(directory: folder.path, output: outcome.output.lastLines)
        }
    }

    /// Returns when the server takes connections; `pg_ctl` watches its status file and its process.
    private func launch(settings: [String: String]) async throws {
        var all = settings
        // On no port, unless that is what somebody is after.
        all["listen_addresses"] = settings["listen_addresses"] ?? ""
        all["unix_socket_directories"] = socketDirectory
        all["port"] = String(port)
        let options = all.sorted { $0.key < $1.key }.map { "-c " + "\($0.key)=\($0.value)".shellQuoted }
        let outcome = try await programs.command(
            "pg_ctl",
            [
                "start", "--pgdata=\(folder.data)", "--log=\(folder.log)", "--wait", "--timeout=60",
                "--options=\(options.joined(separator: " "))",
            ], as: folder.account, in: folder.path
        ).run()
        guard outcome.status == 0 else {
            let log = try? String(contentsOfFile: folder.log, encoding: .utf8)
            throw LocalPostgresError.startFailed(directory: folder.path, log: (log ?? outcome.output).lastLines)
        }
    }

    private func isRunning() async throws -> Bool {
        let command = programs.command(
            "pg_ctl", ["status", "--pgdata=\(folder.data)"], as: folder.account, in: folder.path)
        return try await command.run().status == 0
    }

    private func stopCommand(mode: String) -> Command {
        programs.command(
            "pg_ctl", ["stop", "--pgdata=\(folder.data)", "--mode=\(mode)", "--wait", "--timeout=60"],
            as: folder.account,
            in: folder.path)
    }

    private static let throwawaySettings = [
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB",
        "max_wal_size": "4GB", "log_min_messages": "warning",
    ]
}
