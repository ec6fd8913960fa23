import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The one place of the dashboard that knows Hummingbird: receives requests within their limits, and sends what is answered.
struct HTTPServer: Service {
    let options: DashboardOptions
    let dispatcher: Dispatcher
    let connections: OpenConnections
    /// Told the port as soon as requests are answered.
    let onListening: @Sendable (Int) async -> Void

    func run() async throws {
        let address = options.address
        let limits = options.limits
        let channel = HTTP1Channel(
            responder: { request, writer, channel in
                try await respond(to: request, writer, on: channel)
            },
            configuration: .init(
                additionalChannelHandlers: [ConnectionCounter(connections)],
                idleTimeout: TimeAmount(limits.idle),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headers, maxHeaderListSize: limits.headers,
                    maxHeaderFieldCount: limits.headerCount)))
        var quiet = options.logger
        quiet.logLevel = max(quiet.logLevel, .warning)
        let server = channel.server(
            configuration: ServerConfiguration(address: .hostname(address.host, port: address.port), backlog: 1_024),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? address.port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
        do {
            try await server.run()
        } catch let error as IOError {
            throw DashboardError.cannotListen(address, reason: .init(error))
        } catch let error where !(error is CancellationError) {
            throw DashboardError.cannotListen(address, reason: .other("\(error)"))
        }
    }

    // MARK: - A request

    private func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws
    {
        let began = ContinuousClock.now
        // However slowly it comes or is taken, it has an end.
        let end = channel.eventLoop.scheduleTask(in: TimeAmount(options.limits.request)) {
            channel.close(mode: .all, promise: nil)
        }
        defer { end.cancel() }
        // Of a stranger nothing is read beyond the head, and a connection is at work, which nobody may close for another one,
        // only when somebody who is let in has sent all of a request.
        let isStranger = dispatcher.isStranger(IncomingRequest(request.head, body: .bytes([])))
        let body = isStranger ? .bytes([]) : try await self.body(of: request, on: channel)
        if !isStranger { connections.beginsWork(channel) }
        defer { if !isStranger { connections.endsWork(channel) } }
        let incoming = IncomingRequest(request.head, body: body)
        var answer = await dispatcher.answer(incoming)
        if body.isTooLarge || (isStranger && Self.hasBody(request)) {
            // Nobody reads the rest of it. Closed at once, its sender might not see the answer.
            answer.headers[.connection] = "close"
            channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(mode: .all, promise: nil) }
        }
        let sends = request.method != .head && answer.status != .notModified
        try await writer.write(
            response: answer.head(),
            body: sends ? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) : ResponseBody())
        log(incoming, answer, began)
    }

    private func body(of request: Request, on channel: any Channel) async throws -> IncomingRequest.Body {
        guard Self.hasBody(request) else { return .bytes([]) }
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if let length, length > options.limits.body { return .tooLarge }
        let late = channel.eventLoop.scheduleTask(in: TimeAmount(options.limits.arrival)) {
            channel.close(mode: .all, promise: nil)
        }
        defer { late.cancel() }
        do {
            let buffer = try await request.body.collect(upTo: options.limits.body)
            return .bytes(Array(buffer.readableBytesView))
        } catch is NIOTooManyBytesError {
            return .tooLarge
        }
    }

    private static func hasBody(_ request: Request) -> Bool {
        request.headers.contains(.contentLength) || request.headers.contains(.transferEncoding)
    }

    /// Without the query, in which somebody might look for a person, and without what a terminal would obey.
    private func log(_ request: IncomingRequest, _ answer: Answer, _ began: ContinuousClock.Instant) {
        func plain(_ text: some StringProtocol, _ length: Int) -> String {
            String(text.unicodeScalars.prefix(length).map { (0x21...0x7E).contains($0.value) ? Character($0) : "?" })
        }
        let milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
        options.logger.info(
            "\(plain(request.method, 20)) \(plain(request.path, 200)) \(answer.status.code) \(milliseconds) ms")
    }
}

extension DashboardError.Reason {
    fileprivate init(_ error: IOError) {
        switch error.errnoCode {
        case EADDRINUSE: self = .inUse
        case EACCES, EPERM: self = .notPermitted
        case EADDRNOTAVAIL: self = .noSuchAddress
        default: self = .other("\(error)")
        }
    }
}
