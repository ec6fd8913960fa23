package import Postgres

/// The dashboard: what the books say, over HTTP.
package struct DashboardServer: Sendable {
    private let database: ConnectionSettings

    package init(database: ConnectionSettings) {
        self.database = database
    }
}
