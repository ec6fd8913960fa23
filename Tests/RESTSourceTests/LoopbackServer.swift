import NIOCore
import NIOPosix
import Synchronization

/// A server on a port of its own that says byte for byte what a test tells it to, so that it can also break the rules.
struct LoopbackServer: Sendable {
    let port: Int
    let log = Log()

    var baseURL: String { "http://127.0.0.1:\(port)/api/" }

    /// What the server saw: the requests, and how many were under way at once.
    final class Log: Sendable {
        private struct State {
            var requests: [Request] = []
            var underWay = 0
            var mostUnderWay = 0
            var connections = 0
        }
        private let state = Mutex(State())

        var requests: [Request] { state.withLock { $0.requests } }
        var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }
        var connections: Int { state.withLock { $0.connections } }

        fileprivate func connect() { state.withLock { $0.connections += 1 } }

        /// Notes the request; its number, from 1.
        fileprivate func begin(_ request: Request) -> Int {
            state.withLock { state in
                state.requests.append(request)
                state.underWay += 1
                state.mostUnderWay = max(state.mostUnderWay, state.underWay)
                return state.requests.count
            }
        }

        fileprivate func end() { state.withLock { $0.underWay -= 1 } }
    }

    struct Request: Sendable {
        let text: String

        /// Path and query, as they came over the wire.
        var target: String { String(text.split(separator: " ").dropFirst().first ?? "") }

        func header(_ name: String) -> String? {
            let line = text.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
            return line.map { String($0.dropFirst(name.count + 1)).trimmingPrefix(" ") }.map(String.init)
        }
    }

    /// One request's turn to be answered.
    struct Exchange: Sendable {
        let request: Request
        /// Counts the requests to the server, from 1.
        let number: Int
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

        func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

        /// A page, or another body of JSON.
        func answer(_ body: String) async throws -> After { try await answer(200, body) }

        /// An answer that keeps to the rules of HTTP.
        func answer(
            _ status: Int = 200, type: String? = "application/json; charset=utf-8", headers: [String] = [],
            _ body: String = ""
        ) async throws -> After {
            var lines = ["HTTP/1.1 \(status) Whatever", "Content-Length: \(body.utf8.count)"] + headers
            if let type { lines.append("Content-Type: \(type)") }
            try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
            return .keepOpen
        }
    }

    enum After { case keepOpen, close }

    /// Serves `answer` on a free port while `body` runs.
    static func serving<R: Sendable>(
        _ answer: @escaping @Sendable (Exchange) async throws -> After,
        _ body: (LoopbackServer) async throws -> R
    ) async throws -> R {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        guard let port = listener.channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        let server = LoopbackServer(port: port)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await withThrowingDiscardingTaskGroup { connections in
                    try await listener.executeThenClose { inbound in
                        for try await connection in inbound {
                            connections.addTask { await server.serve(connection, answer) }
                        }
                    }
                }
            }
            let result: R
            do {
                result = try await body(server)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
            // The listener's own end by cancellation is no failure of the test.
            _ = await group.nextResult()
            return result
        }
    }

    /// One connection, one request after the other. Clients break off in these tests, so its errors mean nothing.
    private func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        _ answer: @Sendable (Exchange) async throws -> After
    ) async {
        log.connect()
        try? await connection.executeThenClose { inbound, outbound in
            var received = ""
            for try await chunk in inbound {
                received += String(buffer: chunk)
                guard received.hasSuffix("\r\n\r\n") else { continue }
                let request = Request(text: received)
                received = ""
                let number = log.begin(request)
                let after: After
                do {
                    defer { log.end() }
                    after = try await answer(Exchange(request: request, number: number, outbound: outbound))
                }
                if after == .close { return }
            }
        }
    }
}
