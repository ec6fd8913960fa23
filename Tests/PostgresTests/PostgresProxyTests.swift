import Foundation
import Postgres
import Testing

@testable import TestSupport

@Suite(.timeLimit(.minutes(15))) struct PostgresProxyTests {
    /// A table `t`, and a connection to the server past the proxy.
    private func withProxy(_ body: (PostgresProxy, Connection) async throws -> Void) async throws {
        try await withDatabase { database in
            try await Connection.withConnection(database) { observer in
                try await observer.query("create table t (n int, word text)")
                try await withPostgresProxy(to: database) { try await body($0, observer) }
            }
        }
    }

    private func rowCount(_ observer: Connection) async throws -> Int? {
        try await observer.query("select count(*) from t").first?.decode(0, as: Int.self)
    }

    /// Only then is it certain what became of its transaction.
    private func waitForEnd(of pid: Int32, _ observer: Connection) async throws {
        while try await !observer.query("select from pg_stat_activity where pid = \(pid)").isEmpty {
            await Task.yield()
        }
    }

    private func waitForNoConnection(_ proxy: PostgresProxy) async {
        while proxy.connectionCount > 0 { await Task.yield() }
    }

    // MARK: - What passes

    @Test func `statements and errors pass, also to another database`() async throws {
        try await withProxy { proxy, observer in
            try await Connection.withConnection(proxy.settings()) { connection in
                #expect(proxy.connectionCount == 1)
                try await connection.query("insert into t values (\(7))")
                #expect(try await observer.query("select n from t").first?.decode(0, as: Int.self) == 7)
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.query("select 1 / \(0)::int")
                }
                #expect(error?.sqlState == "22012")
            }
            await waitForNoConnection(proxy)
            try await Connection.withConnection(proxy.settings(database: "template1")) { connection in
                let name = try await connection.query("select current_database()").first
                #expect(try name?.decode(0, as: String.self) == "template1")
            }
            let error = await #expect(throws: PostgresError.self) {
                try await Connection.open(proxy.settings(database: "no such place?"))
            }
            #expect(error?.sqlState == "3D000")
            #expect(proxy.cuts.isEmpty)
        }
    }

    @Test func `megabytes pass in both directions, counted or not`() async throws {
        try await withProxy { proxy, _ in
            let line = "7\t\(String(repeating: "x", count: 997))\n"
            let lines = Array(String(repeating: line, count: 5_000).utf8)
            try await Connection.withConnection(proxy.settings()) { connection in
                for side in [nil, PostgresProxy.Side.client, .server] {
                    if let side { proxy.cut(after: .max, from: side) }
                    let rows = try await connection.transaction { transaction in
                        try await transaction.copy(into: "t", columns: ["n", "word"]) { try await $0.write(lines) }
                    }
                    #expect(rows == 5_000)
                    let all = try await connection.query("select word from t limit 5000")
                    #expect(all.count == 5_000)
                    let text = try await connection.query("select repeat('x', 5000000)").first
                    #expect(try text?.decode(0, as: String.self).utf8.count == 5_000_000)
                }
            }
        }
    }

    @Test func `a cancellation passes`() async throws {
        try await withProxy { proxy, observer in
            try await Connection.withConnection(proxy.settings()) { connection in
                let task = Task { try await connection.query("select pg_sleep(30)") }
                while try await observer.query(
                    "select from pg_stat_activity where pid = \(connection.backendPID) and wait_event = 'PgSleep'"
                ).isEmpty { await Task.yield() }
                task.cancel()
                let error = await #expect(throws: PostgresError.self) { try await task.value }
                #expect(error?.kind == .cancelled)
                #expect(try await connection.query("select 1").count == 1)
            }
        }
    }

    @Test func `the last words of a backend pass before its end does`() async throws {
        try await withProxy { proxy, observer in
            let connection = try await Connection.open(proxy.settings())
            try await observer.query("select pg_terminate_backend(\(connection.backendPID))")
            let error = await #expect(throws: PostgresError.self) { try await connection.query("select 1") }
            #expect(error?.sqlState == SQLState.adminShutdown.rawValue)
            await waitForNoConnection(proxy)
        }
    }

    // MARK: - Cuts

    @Test(arguments: Array(["Query", "Parse", "Bind", "Describe", "Execute", "Sync", "Query"].enumerated()))
    func `a transaction is cut after any message`(number: Int, kind: String) async throws {
        try await withProxy { proxy, observer in
            let connection = try await Connection.open(proxy.settings())
            proxy.cut(after: number, from: .client)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try await $0.query("insert into t values (\(number))") }
            }
            #expect(error?.kind == .connection)
            #expect(proxy.cuts == ["client \(kind)": 1])
            try await waitForEnd(of: connection.backendPID, observer)
            // The last one is the commit, which the server has received and carries out; only its answer is lost.
            #expect(try await rowCount(observer) == (number == 6 ? 1 : 0))
            await waitForNoConnection(proxy)
            // It strikes once.
            try await Connection.withConnection(proxy.settings()) { connection in
                try await connection.transaction { try await $0.query("insert into t values (\(number))") }
            }
        }
    }

    @Test(arguments: 0...4)
    func `what was sent together with the last message does not pass`(number: Int) async throws {
        try await withProxy { proxy, observer in
            let connection = try await Connection.open(proxy.settings())
            proxy.cut(after: number, from: .client)
            await #expect(throws: PostgresError.self) { try await connection.query("insert into t values (\(number))") }
            try await waitForEnd(of: connection.backendPID, observer)
            // Without the Sync, which comes last, the server commits nothing.
            #expect(try await rowCount(observer) == (number == 4 ? 1 : 0))
        }
    }

    @Test(
        arguments: Array(["CommandComplete", "ReadyForQuery", "ParseComplete", "BindComplete", "NoData"].enumerated()))
    func `an answer is cut after any message`(number: Int, kind: String) async throws {
        try await withProxy { proxy, observer in
            let connection = try await Connection.open(proxy.settings())
            proxy.cut(after: number, from: .server)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try await $0.query("insert into t values (\(number))") }
            }
            #expect(error?.kind == .connection)
            #expect(proxy.cuts == ["server \(kind)": 1])
            try await waitForEnd(of: connection.backendPID, observer)
            #expect(try await rowCount(observer) == 0)
        }
    }

    @Test func `a copy is cut in its midst and keeps none of its rows`() async throws {
        try await withProxy { proxy, observer in
            let connection = try await Connection.open(proxy.settings())
            // After begin, copy and ten pieces of the data.
            proxy.cut(after: 11, from: .client)
            let piece = Array(String(repeating: "7\tword\n", count: 36_000).utf8)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try await transaction.copy(into: "t", columns: ["n", "word"]) { writer in
                        for _ in 0..<100 { try await writer.write(piece) }
                    }
                }
            }
            #expect(error?.kind == .connection)
            #expect(proxy.cuts == ["client CopyData": 1])
            try await waitForEnd(of: connection.backendPID, observer)
            #expect(try await rowCount(observer) == 0)
        }
    }

    @Test func `a connection is cut while it begins`() async throws {
        try await withProxy { proxy, _ in
            for side in [PostgresProxy.Side.client, .server] {
                proxy.cut(after: 0, from: side)
                let error = await #expect(throws: PostgresError.self) { try await Connection.open(proxy.settings()) }
                #expect(error?.kind == .connection)
            }
            #expect(proxy.cuts == ["client StartupMessage": 1, "server Authentication": 1])
        }
    }

    @Test(arguments: [true, false])
    func `one connection is cut, or all are`(all: Bool) async throws {
        try await withProxy { proxy, _ in
            let connections = [
                try await Connection.open(proxy.settings()), try await Connection.open(proxy.settings()),
            ]
            proxy.cut(after: 0, from: .client, all: all)
            let error = await #expect(throws: PostgresError.self) { try await connections[0].query("select 1") }
            #expect(error?.kind == .connection)
            #expect(proxy.cuts == ["client Parse": 1])
            if all {
                let other = await #expect(throws: PostgresError.self) { try await connections[1].query("select 1") }
                #expect(other?.kind == .connection)
                await waitForNoConnection(proxy)
            } else {
                #expect(try await connections[1].query("select 1").count == 1)
            }
        }
    }

    // MARK: - Stalls and refusals

    @Test func `a stalled statement waits, and goes on afterwards`() async throws {
        try await withProxy { proxy, observer in
            try await Connection.withConnection(proxy.settings()) { connection in
                proxy.stall(true)
                let task = Task { try await connection.query("insert into t values (1)") }
                for _ in 0..<50 { #expect(try await rowCount(observer) == 0) }
                #expect(proxy.connectionCount == 1)
                proxy.stall(false)
                _ = try await task.value
                #expect(try await rowCount(observer) == 1)
            }
        }
    }

    @Test func `the server learns of a client that left during a stall when the stall is over`() async throws {
        try await withProxy { proxy, observer in
            let connection = try await Connection.open(proxy.settings())
            proxy.stall(true)
            await connection.close()
            for _ in 0..<50 {
                let rows = try await observer.query(
                    "select from pg_stat_activity where pid = \(connection.backendPID)")
                #expect(rows.count == 1)
            }
            proxy.stall(false)
            try await waitForEnd(of: connection.backendPID, observer)
            await waitForNoConnection(proxy)
        }
    }

    @Test func `nobody can connect during a stall`() async throws {
        try await withProxy { proxy, _ in
            proxy.stall(true)
            var settings = proxy.settings()
            settings.connectTimeout = .milliseconds(200)
            let error = await #expect(throws: PostgresError.self) { try await Connection.open(settings) }
            #expect(error?.kind == .connection)
        }
    }

    @Test func `new connections are refused and old ones stay`() async throws {
        try await withProxy { proxy, _ in
            try await Connection.withConnection(proxy.settings()) { connection in
                proxy.refuse(true)
                let error = await #expect(throws: PostgresError.self) { try await Connection.open(proxy.settings()) }
                #expect(error?.kind == .connection)
                #expect(try await connection.query("select 1").count == 1)
                proxy.refuse(false)
                try await Connection.withConnection(proxy.settings()) { _ = try await $0.query("select 1") }
            }
        }
    }

    // MARK: - The end

    @Test(arguments: [true, false])
    func `nothing is left of it, also after an error`(isStalled: Bool) async throws {
        struct BodyError: Error {}
        try await withDatabase { database in
            try await Connection.withConnection(database) { observer in
                var kept: (proxy: PostgresProxy, connection: Connection)?
                await #expect(throws: BodyError.self) {
                    try await withPostgresProxy(to: database) { proxy in
                        kept = (proxy, try await Connection.open(proxy.settings()))
                        proxy.stall(isStalled)
                        throw BodyError()
                    }
                }
                let (proxy, connection) = try #require(kept)
                #expect(proxy.connectionCount == 0)
                let url = try #require(URLComponents(string: proxy.settings().connectionString))
                let folder = try #require(url.queryItems?.first { $0.name == "host" }?.value)
                #expect(!FileManager.default.fileExists(atPath: folder))
                #expect(try !String(contentsOfFile: "/proc/net/unix", encoding: .utf8).contains(folder))
                let error = await #expect(throws: PostgresError.self) { try await connection.query("select 1") }
                #expect(error?.kind == .connection)
                try await waitForEnd(of: connection.backendPID, observer)
            }
        }
    }

    // MARK: - Messages

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func `messages are told apart in chunks of any size`(size: Int) {
        let client: [(kind: String, bytes: [UInt8])] = [
            ("GSSENCRequest", [0, 0, 0, 8, 4, 210, 22, 48]), ("SSLRequest", [0, 0, 0, 8, 4, 210, 22, 47]),
            ("StartupMessage", [0, 0, 0, 15, 0, 3, 0, 0] + Array("user\0x\0".utf8)),
            ("Query", Array("Q\0\0\0\u{7}ab\0".utf8)), ("Sync", Array("S\0\0\0\u{4}".utf8)),
            ("CopyData", Array("d\0\0\u{1}\0".utf8) + [UInt8](repeating: 0x53, count: 252)), ("y", [0x79, 0, 0, 0, 4]),
        ]
        let server: [(kind: String, bytes: [UInt8])] = [
            ("EncryptionResponse", [0x4E]), ("EncryptionResponse", [0x4E]),
            ("Authentication", Array("R\0\0\0\u{8}\0\0\0\0".utf8)),
            ("NoticeResponse", Array("N\0\0\0\u{6}ab".utf8)), ("ReadyForQuery", Array("Z\0\0\0\u{5}I".utf8)),
        ]
        for (side, messages) in [(PostgresProxy.Side.client, client), (.server, server)] {
            var reader = PostgresProxyReader(side)
            var ends: [String] = []
            let bytes = messages.flatMap(\.bytes)
            for start in stride(from: 0, to: bytes.count, by: size) {
                let chunk = Array(bytes[start..<min(start + size, bytes.count)])
                var position = 0
                while let kind = reader.read(chunk.span, at: &position) { ends.append("\(kind) \(start + position)") }
                #expect(position == chunk.count)
            }
            var sum = 0
            let expected = messages.map { message in
                sum += message.bytes.count
                return "\(message.kind) \(sum)"
            }
            #expect(ends == expected)
        }
    }
}
