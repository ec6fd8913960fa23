import LoadEngine
import Postgres
import RESTSource
import Warehouse
import WhatConverts

/// One load of WhatConverts as the program does it, with a progress line on the way.
struct Load: Sendable {
    let database: ConnectionSettings
    let baseURL: BaseURL
    let credentials: Credentials
    let options: LoadOptions
    let migrations: MigrationFolder?
    var clock = LoadClock()
    var retry = RetryPolicy()
    let reporting: Reporting

    func run() async throws -> LoadReport {
        do {
            return try await Progress.following(reporting) { progress in
                try await AsyncHTTPTransport.withTransport(userAgent: "sluice/\(Sluice.version)") { transport in
                    try await Loader(
                        source: .whatConverts, database: database, baseURL: baseURL, credentials: credentials,
                        transport: transport, options: options, migrations: migrations, retry: retry, clock: clock,
                        sluiceVersion: Sluice.version,
                        emit: { progress.take($0) }
                    ).run()
                }
            }
        } catch let error as RESTError {
            throw SourceFailure(error: error, baseURL: baseURL)
        }
    }
}
