import Postgres
import RESTSource
import Warehouse

extension Loader {
    /// Loads a source into a database: one run, from taking the dataset to the end of its load package.
    ///
    /// ```swift
    /// let report = try await Loader.load(
    ///     .whatConverts, into: "postgresql://loader@db/warehouse", token: token, secret: secret, migrations: "migrations")
    /// ```
    ///
    /// Run it as often as you like, also after a run that died: what is there is not written again, and what was begun is
    /// gone on with. A second run on the same dataset at the same time throws, and has touched nothing; ``LoadOptions`` can make
    /// it wait. When the task is cancelled, the transaction at hand is rolled back, the package is recorded as cancelled,
    /// and `CancellationError` is thrown.
    ///
    /// What goes wrong with one resource does not end the others: it stands in the report, with its consequence. What ends
    /// the whole load is thrown, as an error whose description is meant for a person; what follows from either is an
    /// `ExitStatus`:
    ///
    /// ```swift
    /// do {
    ///     status = try await Loader.load(…).exitStatus
    /// } catch {
    ///     status = ExitStatus(ofEngine: error) ?? .bug
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - source: what is loaded.
    ///   - database: where to, as libpq takes it: a URI or `key=value`. Empty leaves it to libpq's environment (`PGHOST`, …).
    ///     PostgreSQL 15 or newer. A run takes a handful of connections, and a pooler in transaction mode may lie between.
    ///   - baseURL: where the API is; nil: where the source says. `https`, but for this machine.
    ///   - token: the user part of the key. Never printed or stored; its hash, with the host's name, keeps count of requests.
    ///   - secret: the secret part of the key. Never printed or stored.
    ///   - options: what is loaded and how; nil: all of it, into the schema that is called like the source.
    ///   - migrations: the folder that holds the folder `sluice` (this package's own `migrations/sluice`: copy or link it) and
    ///     one that is called like the source. What is pending in them is applied first. nil: the tables are there already.
    ///   - onEvent: told what happens, from any task; it should return at once.
    /// - Returns: what became of each resource.
    public static func load(
        _ source: Source, into database: String, from baseURL: String? = nil, token: String, secret: String,
        options: LoadOptions? = nil, migrations: String? = nil,
        onEvent: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) async throws -> LoadReport {
        let baseURL = try BaseURL(baseURL ?? source.defaultBaseURL)
        let credentials = try Credentials(token: token, secret: secret)
        return try await AsyncHTTPTransport.withTransport(userAgent: "sluice/\(SluiceVersion.current)") { transport in
            try await Loader(
                source: source, database: ConnectionSettings(database), baseURL: baseURL, credentials: credentials,
                transport: transport, options: options ?? LoadOptions(dataset: source.name),
                migrations: migrations.map { MigrationFolder(path: $0) }, emit: onEvent
            ).run()
        }
    }
}
