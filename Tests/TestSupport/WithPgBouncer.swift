import Foundation
import Glibc
import LocalPostgres
package import Postgres

package struct PgBouncerError: Error, CustomStringConvertible {
    package let description: String
}

/// A PgBouncer between the test and the server, on a Unix socket of its own, for the time of the body.
///
/// - Parameter server: settings in URI form, such as those of ``withDatabase(_:)``.
@discardableResult
package nonisolated(nonsending) func withPgBouncer<Result>(
    to server: ConnectionSettings, poolMode: String = "transaction", poolSize: Int = 1,
    _ body: nonisolated(nonsending) (ConnectionSettings) async throws -> Result
) async throws -> Result {
    let folders =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init) + ["/usr/sbin"]
    guard
        let program = folders.map({ "\($0)/pgbouncer" }).first(where: {
            FileManager.default.isExecutableFile(atPath: $0)
        })
    else { throw PgBouncerError(description: "this test needs PgBouncer; install it with `apt-get install pgbouncer`") }

    return try await withTemporaryDirectory { directory in
        // PgBouncer refuses to run as root, and its user must be able to make the socket.
        guard chmod(directory, 0o777) == 0 else { throw PgBouncerError(description: "cannot open \(directory)") }
        let (database, configuration) = try pgBouncerConfiguration(
            server, poolMode: poolMode, poolSize: poolSize, directory: directory)
        let file = "\(directory)/pgbouncer.ini"
        try configuration.write(toFile: file, atomically: false, encoding: .utf8)

        var arguments = ["--quiet", file]
        if geteuid() == 0 { arguments = ["--user=\(getpwnam("postgres") == nil ? "nobody" : "postgres")"] + arguments }
        let script = #""$@" </dev/null & server=$!; read -r _; kill -TERM $server; wait $server"#
        let watchdog = try Watchdog(script: script, arguments: [program] + arguments)

        let settings = ConnectionSettings("postgresql://bouncer@/\(database)?host=\(directory)&port=6432")
        let result: Swift.Result<Result, any Error>
        do {
            try await waitUntilReady(settings, log: "\(directory)/log")
            result = .success(try await body(settings))
        } catch {
            result = .failure(error)
        }
        await watchdog.end()
        return try result.get()
    }
}

private func pgBouncerConfiguration(
    _ server: ConnectionSettings, poolMode: String, poolSize: Int, directory: String
) throws -> (database: String, text: String) {
    guard let url = URLComponents(string: server.connectionString) else {
        throw PgBouncerError(description: "withPgBouncer needs settings in URI form")
    }
    let items = Dictionary((url.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { $1 }
    let host = items["host"] ?? url.host ?? "/var/run/postgresql"
    let port = items["port"] ?? url.port.map(String.init) ?? "5432"
    let password = url.password.map { " password='\($0.replacing("'", with: "''"))'" } ?? ""
    let database = String(url.path.dropFirst())
    let text = """
        [databases]
        \(database) = host='\(host)' port=\(port) user='\(url.user ?? "postgres")'\(password)

        [pgbouncer]
        listen_addr =
        listen_port = 6432
        unix_socket_dir = \(directory)
        auth_type = any
        pool_mode = \(poolMode)
        default_pool_size = \(poolSize)
        logfile = \(directory)/log

        """
    return (database, text)
}

/// PgBouncer says nowhere that it is ready, so this tries to connect, at growing intervals.
private func waitUntilReady(_ settings: ConnectionSettings, log: String) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    var pause: Duration = .milliseconds(5)
    while true {
        do {
            return try await Connection.withConnection(settings) { connection in
                _ = try await connection.query("select 1")
            }
        } catch {
            guard ContinuousClock.now < deadline else {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                throw PgBouncerError(description: "PgBouncer does not answer: \(error); \(text.suffix(500))")
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(100))
        }
    }
}
