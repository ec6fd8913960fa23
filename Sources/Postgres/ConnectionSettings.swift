/// Where the server is and how patient to be with it.
package struct ConnectionSettings: Sendable {
    /// A libpq URI (`postgres://user@host/database`) or its `key=value` form. Empty leaves everything to libpq's own
    /// environment variables (`PGHOST`, `PGPASSWORD`, …), service and password files. May hold a password.
    package var connectionString: String
    /// Shown in `pg_stat_activity`; an `application_name` in the connection string or `PGAPPNAME` wins.
    package var applicationName: String
    /// For the whole attempt, DNS excepted; times the number of hosts if several are named. A `connect_timeout` in the
    /// connection string wins.
    package var connectTimeout: Duration
    /// Set at the start of each transaction, for that transaction only, so that a pooler may lie between. It does
    /// not hold for ``Connection/query(_:)``, which has no transaction to set it in.
    package var statementTimeout: Duration?

    package init(
        _ connectionString: String,
        applicationName: String = "sluice",
        connectTimeout: Duration = .seconds(10),
        statementTimeout: Duration? = nil
    ) {
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
    }

    /// Fails for a connection string that cannot be read, before anything is tried with it.
    package func check() throws(PostgresError) {
        _ = try ConnectionOptions(connectionString)
    }

    /// Host, port, database and user as libpq will use them, environment and defaults included; never the password.
    package var redacted: String {
        guard let options = try? ConnectionOptions(connectionString) else { return "an unreadable connection string" }
        let named = ["host", "hostaddr", "port", "dbname", "user"].compactMap { keyword -> String? in
            options[keyword].map { "\(keyword)=\($0)" }
        }
        return named.joined(separator: " ")
    }
}

// A password must not leave through a print, a dump or a failed test's message either.
extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { redacted }
    package var debugDescription: String { redacted }
    package var customMirror: Mirror { Mirror(self, children: ["redacted": redacted]) }
}
