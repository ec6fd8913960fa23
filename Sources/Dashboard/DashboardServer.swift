import Glibc
import Logging
package import Postgres
import ServiceLifecycle
import UnixSignals

/// The dashboard, its API and its metrics: what the books say, over HTTP.
///
/// It reads, and a role that may only select is enough. It starts loads only by the command that its operator named, as a child that
/// holds none of its secrets.
///
///     try await DashboardServer(database: database, options: options).run { port in … }
package struct DashboardServer: Sendable {
    private let database: ConnectionSettings
    private let options: DashboardOptions

    package init(database: ConnectionSettings, options: DashboardOptions) {
        self.database = database
        self.options = options
    }

    /// Serves until the process is told to stop by SIGTERM or SIGINT, or the task is cancelled. Then it takes no connection any more, ends
    /// the requests that are under way and the load that it started, and returns within ten seconds.
    ///
    /// - Parameter onListening: called with the port once requests are answered.
    package func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: service(onListening: onListening))],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = options.limits.shutdown
        try await ServiceGroup(configuration: configuration).run()
    }

    /// The same to be run with others, or without signals.
    func service(onListening: @escaping @Sendable (Int) async -> Void) -> any Service {
        let pool = DatabasePool(database, logger: options.logger)
        let runs = Runs(command: options.runCommand, logger: options.logger)
        let connections = OpenConnections(limit: min(options.limits.connections, OpenFiles.raisedLimit() / 2))
        let dispatcher = Dispatcher(options, pool: pool, runs: runs, connections: connections)
        return Serving(
            server: HTTPServer(
                options: options, dispatcher: dispatcher, connections: connections, onListening: onListening),
            runs: runs, pool: pool, patience: options.limits.shutdown - .milliseconds(500))
    }

    private var quietLogger: Logger {
        var logger = options.logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}

/// The server and what it started, which stop side by side.
private struct Serving: Service {
    let server: HTTPServer
    let runs: Runs
    let pool: DatabasePool
    let patience: Duration

    func run() async throws {
        async let ended: Void = runs.run()
        async let stopped: Void = stopRuns()
        let serving: Result<Void, any Error>
        do {
            try await server.run()
            // It also ends when the system takes its socket away; to live on then would look like serving.
            guard Task.isShuttingDownGracefully || Task.isCancelled else { throw DashboardError.noLongerListening }
            serving = .success(())
        } catch {
            serving = .failure(error)
            await runs.stop(within: patience)
        }
        if case .success = serving { await stopped }
        await ended
        await pool.close()
        try serving.get()
    }

    private func stopRuns() async {
        // Throws when it is cancelled, where the child has to end all the same.
        try? await gracefulShutdown()
        await runs.stop(within: patience)
    }
}

/// How many files, and so connections, the process may have open.
private enum OpenFiles {
    /// Raises the soft limit to the hard one, and returns it.
    static func raisedLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        var raised = limit
        raised.rlim_cur = raised.rlim_max
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        return Int(clamping: limit.rlim_cur)
    }
}
