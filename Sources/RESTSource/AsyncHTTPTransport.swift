internal import AsyncHTTPClient
private import Glibc
private import JSON
private import NIOCore
private import NIOHTTP1

/// HTTP/1.1 over AsyncHTTPClient, with kept-alive connections.
///
/// Lives in ``withTransport(userAgent:limits:isolation:_:)`` alone, which closes the connections at its end.
package struct AsyncHTTPTransport: HTTPTransport {
    package struct Limits: Sendable {
        /// Name look-up, TCP and TLS together.
        package var connect: Duration = .seconds(10)
        /// A pause in which no byte comes.
        package var read: Duration = .seconds(60)
        /// The whole request. A body that dribbles is given up at its first bytes after this.
        package var request: Duration = .seconds(300)
        /// The largest body that is taken into memory.
        package var bodyBytes = 128 << 20
        /// How many connections are kept to one host: at least as many as requests are sent at once.
        package var connections = 20

        package init() {}
    }

    private let client: HTTPClient
    private let limits: Limits
    private let userAgent: String

    /// - Parameter userAgent: who asks, `sluice/1.0`.
    package static func withTransport<R>(
        userAgent: String, limits: Limits = Limits(), isolation: isolated (any Actor)? = #isolation,
        _ body: (AsyncHTTPTransport) async throws -> R
    ) async throws -> R {
        try await HTTPClient.withHTTPClient(configuration: configuration(limits)) { client in
            try await body(AsyncHTTPTransport(client: client, limits: limits, userAgent: userAgent))
        }
    }

    private static func configuration(_ limits: Limits) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connect), read: TimeAmount(limits.read)))
        // HTTP/2 would carry all requests over one connection with small flow-control windows: slow for large bodies.
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connections
        // A refused connection is told at once; whether to try again is the retry policy's matter.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    package func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let deadline = ContinuousClock.now + limits.request
        let response = try await head(of: request)
        let status = Int(response.status.code)
        let body = try await collect(response, status: status, deadline: deadline)
        return HTTPResponse(
            status: status, headers: HTTPHeaderFields(response.headers.lazy.map { ($0.name, $0.value) }), body: body)
    }

    private func head(of request: HTTPRequest) async throws(TransportError) -> HTTPClientResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        if let credentials = request.credentials {
            outgoing.headers.add(name: "authorization", value: credentials.authorizationHeader)
        }
        outgoing.headers.add(name: "accept", value: request.accept)
        outgoing.headers.add(name: "accept-encoding", value: "identity")
        outgoing.headers.add(name: "user-agent", value: userAgent)
        do {
            return try await client.execute(outgoing, timeout: TimeAmount(limits.request))
        } catch {
            throw Self.transportError(error) ?? .unreachable(Self.reason(error))
        }
    }

    /// The body in one array, each chunk copied once: the room is reserved from the length that the head promises.
    private func collect(
        _ response: HTTPClientResponse, status: Int, deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> [UInt8] {
        let promised = response.headers.first(name: "content-length").flatMap { Int($0) }
        guard promised ?? 0 <= limits.bodyBytes else { throw .tooLarge(status: status, limit: limits.bodyBytes) }
        var body: [UInt8] = []
        body.reserveCapacity((promised ?? 0) + JSONDocument.padding)
        do {
            for try await chunk in response.body {
                guard body.count + chunk.readableBytes <= limits.bodyBytes else {
                    throw TransportError.tooLarge(status: status, limit: limits.bodyBytes)
                }
                guard ContinuousClock.now < deadline else {
                    throw TransportError.timeout("no complete answer within \(limits.request)")
                }
                chunk.withUnsafeReadableBytes { body.append(contentsOf: $0) }
            }
        } catch {
            throw Self.transportError(error) ?? .cutShort(status: status)
        }
        return body
    }

    /// What an error means wherever it happens; `nil` when that depends on how far the answer had come.
    private static func transportError(_ error: any Error) -> TransportError? {
        if Task.isCancelled || error is CancellationError { return .cancelled }
        if let error = error as? TransportError { return error }
        switch error as? HTTPClientError {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            return .timeout("no connection in time")
        case .readTimeout: return .timeout("no byte came in time")
        case .deadlineExceeded: return .timeout("no answer in time")
        default: return nil
        }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? HTTPClientError {
            return error == .remoteConnectionClosed
                ? "the connection was closed before the answer" : error.shortDescription
        }
        // NIO puts the system's own words between others that say less.
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)).lowercased() }
        let text = String(describing: error)
        // NIOConnectionError, of a module that nothing else here needs.
        return text.hasPrefix("DNS error") ? "its host name is unknown" : text
    }
}

extension AsyncHTTPTransport: CustomReflectable {
    /// Without the client: its connections remember the last request, with the header that holds the key.
    package var customMirror: Mirror { Mirror(self, children: ["limits": limits, "userAgent": userAgent]) }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) {
        self = .nanoseconds(Int64(duration / .nanoseconds(1)))
    }
}
