import NIOCore
import NIOPosix
package import Postgres
import Synchronization

/// A proxy between clients and their PostgreSQL server for the time of the body: a network that fails when the test says so.
///
/// It listens on a Unix socket of its own, over which libpq does not encrypt, so it sees the messages that pass and can cut
/// a connection exactly between two of them.
///
/// - Parameter server: settings in URI form, such as those of ``withDatabase(_:)``.
@discardableResult
package nonisolated(nonsending) func withPostgresProxy<Result>(
    to server: ConnectionSettings, _ body: nonisolated(nonsending) (PostgresProxy) async throws -> Result
) async throws -> Result {
    try await withTemporaryDirectory { directory in
        let proxy = PostgresProxy(to: try PostgresProxyRoute(to: server, through: directory))
        let listener = try await proxy.listen()
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(proxy))
        } catch {
            result = .failure(error)
        }
        await proxy.close(listener)
        return try result.get()
    }
}

package struct PostgresProxyError: Error, CustomStringConvertible {
    package let description: String
}

/// See ``withPostgresProxy(to:_:)``. All its connections live on one event loop, so that nothing comes in between when one
/// is cut: the answer to a message behind which the connection was cut never arrives.
package final class PostgresProxy: Sendable {
    package enum Side: String, Sendable {
        case client, server
    }

    private struct Cut {
        var messages: Int
        var side: Side
        var all: Bool
    }

    private struct State {
        var cut: Cut?
        var cuts: [String: Int] = [:]
        var isStalled = false
        var isRefusing = false
        var isClosed = false
        var lastNumber = 0
        /// Of each connection the sides that are open: the client's, the server's.
        var connections: [Int: [any Channel]] = [:]
    }

    private let route: PostgresProxyRoute
    private let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    private let state = Mutex(State())

    fileprivate init(to route: PostgresProxyRoute) {
        self.route = route
    }

    // MARK: - For the test

    /// How to connect through the proxy: as to the server, but for the host and the port.
    package func settings(database: String? = nil) -> ConnectionSettings { route.settings(database: database) }

    /// Cuts once, right after a message of the side has passed: the next one, or the one after so many others. The start-up
    /// counts too, and so does a cancel request, which has a connection of its own.
    ///
    /// The message has been handed on completely by then; what came with it and after it is lost, in both directions. A cut
    /// that has not struck yet is replaced.
    ///
    /// - Parameter all: whether all connections are cut and not only the one that the message came on.
    package func cut(after messages: Int, from side: Side, all: Bool = false) {
        state.withLock { $0.cut = Cut(messages: messages, side: side, all: all) }
    }

    /// How often a cut has struck after each kind of message: `["client CopyData": 2, "server ReadyForQuery": 1]`.
    package var cuts: [String: Int] { state.withLock { $0.cuts } }

    /// Holds back everything, in both directions, also that a side has hung up: as if the network swallowed all packets. When
    /// it ends, all that was held goes on its way.
    package func stall(_ isStalled: Bool) {
        let channels = state.withLock { state in
            state.isStalled = isStalled
            return isStalled ? [] : state.connections.values.flatMap(\.self)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(PostgresProxyRelay.Order.goOn) }
    }

    /// Hangs up on new connections at once; those that are open stay.
    package func refuse(_ isRefusing: Bool) { state.withLock { $0.isRefusing = isRefusing } }

    /// How many connections are open, as long as one of their sides is.
    package var connectionCount: Int { state.withLock { $0.connections.count } }

    // MARK: - For the relays

    var isStalled: Bool { state.withLock { $0.isStalled } }

    func isCounting(_ side: Side) -> Bool { state.withLock { $0.cut?.side == side } }

    /// Counts a message that has passed, and cuts if it is the one.
    func count(_ message: String, from side: Side, on number: Int) {
        let struck: [any Channel] = state.withLock { state in
            guard let cut = state.cut, cut.side == side else { return [] }
            guard cut.messages <= 0 else {
                state.cut?.messages -= 1
                return []
            }
            state.cut = nil
            state.cuts["\(side.rawValue) \(message)", default: 0] += 1
            return cut.all ? state.connections.values.flatMap(\.self) : state.connections[number] ?? []
        }
        for channel in struck { channel.pipeline.fireUserInboundEventTriggered(PostgresProxyRelay.Order.stop) }
        for channel in struck { channel.close(promise: nil) }
    }

    // MARK: - Connections

    fileprivate func listen() async throws -> any Channel {
        try await ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { self.connect($0) }
            .bind(unixDomainSocketPath: route.listeningPath)
            .get()
    }

    /// Returns when all is closed, whether or not the task was cancelled.
    fileprivate func close(_ listener: any Channel) async {
        let channels = state.withLock { state in
            state.isClosed = true
            return state.connections.values.flatMap(\.self) + [listener]
        }
        for channel in channels { channel.close(promise: nil) }
        // A close future never fails.
        for channel in channels { try? await channel.closeFuture.get() }
    }

    /// Finds the server for a client that was accepted; when this fails, the client is hung up on.
    private func connect(_ client: any Channel) -> EventLoopFuture<Void> {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        do {
            try enter(client, number)
        } catch {
            return client.eventLoop.makeFailedFuture(error)
        }
        let bootstrap = ClientBootstrap(group: client.eventLoop)
            .channelOption(.autoRead, value: false)
            .channelInitializer { server in
                server.eventLoop.makeCompletedFuture { try self.enter(server, number) }
            }
        return route.connect(bootstrap).flatMapThrowing { server in
            try PostgresProxyRelay.join(client, server, number, of: self)
        }
    }

    private func enter(_ channel: any Channel, _ number: Int) throws {
        try state.withLock { state in
            guard !state.isRefusing, !state.isClosed else {
                throw PostgresProxyError(description: "the proxy takes no connections")
            }
            state.connections[number, default: []].append(channel)
        }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { state in
                state.connections[number]?.removeAll { $0 === channel }
                if state.connections[number]?.isEmpty == true { state.connections[number] = nil }
            }
        }
    }
}
