import Foundation
import LocalPostgres
import TestSupport
import Testing

@testable import Postgres

@Suite(.timeLimit(.minutes(15))) struct ConnectionTests {
    @Test func `a connection knows the server and says who it is`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                #expect(connection.serverVersion >= 150_000)
                let row = try #require(
                    try await connection.query(
                        "select pg_backend_pid(), current_setting('application_name'), current_setting('client_encoding')"
                    ).first)
                let (pid, application, encoding) = try row.decode((Int32, String, String).self)
                #expect(pid == connection.backendPID)
                #expect(application == "sluice")
                #expect(encoding == "UTF8")
            }
        }
    }

    @Test func `it ends with the closure, also on an error, and closing twice is fine`() async throws {
        struct BodyError: Error {}
        try await withDatabase { settings in
            var kept: Connection?
            await #expect(throws: BodyError.self) {
                try await Connection.withConnection(settings) { connection in
                    kept = connection
                    throw BodyError()
                }
            }
            let connection = try #require(kept)
            await connection.close()
            let error = await #expect(throws: PostgresError.self) { try await connection.query("select 1") }
            #expect(error?.isConnectionFailure == true)
        }
    }

    @Test(arguments: [true, false])
    func `the thread and the backend end with the connection`(isClosed: Bool) async throws {
        try await withDatabase { settings in
            weak var thread: ConnectionThread?
            var pid: Int32 = 0
            do {
                let connection = try await Connection.open(settings)
                try await connection.query("select 1")
                thread = connection.thread
                pid = connection.backendPID
                if isClosed { await connection.close() }
            }
            // The running thread is what holds the object.
            while thread != nil { await Task.yield() }
            try await Connection.withConnection(settings) { observer in
                while try await !observer.query("select from pg_stat_activity where pid = \(pid)").isEmpty {
                    await Task.yield()
                }
            }
        }
    }

    @Test func `a connection whose backend was terminated says so`() async throws {
        try await withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await Connection.withConnection(settings) { other in
                try await other.query("select pg_terminate_backend(\(connection.backendPID), 5000)")
            }
            for _ in 0..<2 {
                let error = await #expect(throws: PostgresError.self) { try await connection.query("select 1") }
                #expect(error?.isConnectionFailure == true)
                #expect(error?.isTransient == true)
            }
        }
    }

    @Test func `a backend that is terminated during a statement or a copy is a connection failure`() async throws {
        try await withDatabase { settings in
            let error = await #expect(throws: PostgresError.self) {
                try await Connection.withConnection(settings) { connection in
                    try await connection.transaction {
                        try await $0.query("select pg_terminate_backend(pg_backend_pid())")
                    }
                }
            }
            #expect(error?.kind == .connection)
            #expect(error?.sqlState == SQLState.adminShutdown.rawValue)

            let copyError = await #expect(throws: PostgresError.self) {
                try await Connection.withConnection(settings) { connection in
                    try await connection.query("create table t (n int)")
                    try await Connection.withConnection(settings) { other in
                        try await connection.transaction { transaction in
                            try await transaction.copy(into: "t", columns: ["n"]) { writer in
                                try await writer.write(Array("1\n".utf8))
                                try await other.query("select pg_terminate_backend(\(connection.backendPID), 5000)")
                                for _ in 0..<100_000 { try await writer.write(Array("1\n".utf8)) }
                            }
                        }
                    }
                }
            }
            #expect(copyError?.isConnectionFailure == true)
        }
    }

    // MARK: - No connection

    private func failure(_ settings: ConnectionSettings) async throws -> PostgresError {
        try #require(
            await #expect(throws: PostgresError.self) { try await Connection.withConnection(settings) { _ in } })
    }

    @Test func `an unknown database is named`() async throws {
        try await withDatabase { settings in
            let text = settings.connectionString.replacing(/\/sluice_test_[0-9a-f_]+/, with: "/nowhere")
            let error = try await failure(ConnectionSettings(text))
            #expect(error.kind == .connection)
            #expect(error.sqlState == "3D000")
            #expect(error.message.hasPrefix("there is no database \"nowhere\" on"))
            #expect(!error.isTransient)
        }
    }

    @Test func `a wrong password is told without telling it`() async throws {
        try await withPrivateCluster { server in
            try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
                try await connection.query("create role keeper login password 'right'")
            }
            // Read anew for each connection once the server has been told.
            let rules = "local all postgres trust\nlocal all keeper scram-sha-256\n"
            try rules.write(toFile: "\(server.dataDirectory)/pg_hba.conf", atomically: false, encoding: .utf8)
            try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
                try await connection.query("select pg_reload_conf()")
                while try await connection.query("select from pg_hba_file_rules where 'keeper' = any(user_name)")
                    .isEmpty
                {
                    await Task.yield()
                }
                let address = "host=\(server.socketDirectory) port=5432 dbname=postgres user=keeper"
                // The postmaster takes the signal in its own time.
                var wrong: PostgresError?
                while wrong == nil {
                    do {
                        try await Connection.withConnection(ConnectionSettings("\(address) password=hunter2")) { _ in }
                    } catch let error as PostgresError {
                        wrong = error
                    }
                }
                let error = try #require(wrong)
                #expect(error.sqlState == "28P01")
                #expect(error.message.hasPrefix("the server refused the password of user \"keeper\""))
                #expect(!"\(error)".contains("hunter2"))
                #expect(!error.isTransient)
                try await Connection.withConnection(ConnectionSettings("\(address) password=right")) { _ in }
                let missing = try await failure(ConnectionSettings("\(address) passfile=/nonexistent"))
                #expect(missing.message.hasPrefix("the server asks for a password of user \"keeper\""))
            }
        }
    }

    @Test(arguments: [
        ("host=/nonexistent-directory dbname=x", "no server answers at /nonexistent-directory"),
        ("postgres://u:hunter2@127.0.0.1:1/x", "no server answers at 127.0.0.1, port 1"),
        ("postgres://u:hunter2@no-such-host.invalid/x", "the host name \"no-such-host.invalid\" is unknown"),
    ])
    func `a server that is not there is told with what to check`(address: String, message: String) async throws {
        let error = try await failure(ConnectionSettings(address))
        #expect(error.kind == .connection)
        #expect(error.message.hasPrefix(message))
        #expect(error.isTransient)
        #expect(!"\(error)".contains("hunter2"))
    }

    @Test func `a server that does not answer is given up in time`() async throws {
        try await withSilentServer { port in
            let settings = ConnectionSettings("postgres://u@127.0.0.1:\(port)/x", connectTimeout: .milliseconds(100))
            let error = try await failure(settings)
            #expect(error.kind == .connection)
            #expect(error.message.hasPrefix("127.0.0.1, port \(port), did not answer within"))
        }
    }

    @Test func `an attempt to connect can be cancelled`() async throws {
        try await withSilentServer { port in
            let task = Task { try await Connection.open(ConnectionSettings("postgres://u@127.0.0.1:\(port)/x")) }
            await Task.yield()
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { _ = try await task.value }
            #expect(error?.kind == .cancelled)
        }
    }

    /// A port that takes connections and never says a word.
    private func withSilentServer(_ body: (UInt16) async throws -> Void) async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) | listen(listener, 8) | getsockname(listener, $0, &length)
            }
        }
        #expect(status == 0)
        try await body(UInt16(bigEndian: address.sin_port))
    }
}
