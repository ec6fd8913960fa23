package import Logging

/// How the dashboard is served.
package struct DashboardOptions: Sendable {
    package var address: ListenAddress
    /// What opens the doors.
    package var access: Access
    /// Names that a request may ask for in its `Host`, beside those of loopback.
    package var allowedHosts: [String] = []
    /// Run by `/bin/sh -c` for `POST /api/runs`; nil: loads cannot be started from here.
    package var runCommand: String?
    /// The dataset that the run command loads.
    package var dataset: String
    package var version: String
    package var logger: Logger
    package var limits = Limits()

    package init(address: ListenAddress, access: Access, dataset: String, version: String, logger: Logger) {
        self.address = address
        self.access = access
        self.dataset = dataset
        self.version = version
        self.logger = logger
    }

    /// How much and how long a request may be. Nobody needs more, and whoever takes more takes it from the others.
    package struct Limits: Sendable {
        package var body = 64 << 10
        package var target = 4 << 10
        package var headers = 32 << 10
        package var headerCount = 100
        /// For the head to arrive, and between two requests of a connection.
        package var idle: Duration = .seconds(15)
        /// For the body to arrive.
        package var arrival: Duration = .seconds(10)
        /// To make the answer.
        package var answer: Duration = .seconds(20)
        /// From the head of a request until its answer is sent.
        package var request: Duration = .seconds(45)
        package var connections = 1_000
        /// For what is under way when the server is told to stop.
        package var shutdown: Duration = .seconds(9)

        package init() {}
    }
}
