internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// The one place that knows Hummingbird: receives requests, and sends what the router answers.
///
/// Built on Hummingbird's server alone, not on its `Application`, which writes a `Date` header of its own over ours.
struct HTTPServer: Sendable {
    private static let largestBody = 1 << 20

    let router: SandboxRouter

    /// Listens until the task is cancelled; all connections are closed when it returns.
    ///
    /// - Parameter onListening: called with the port as soon as requests are answered.
    func run(host: String, port: Int, onListening: @escaping @Sendable (Int) async -> Void) async throws {
        let handler = HTTP1Channel { request, writer, channel in
            let quirks = await router.store.quirks
            let response = await respond(to: request, quirks, on: channel)
            try await writer.write(response: response.head, body: response.body)
        }
        let server = handler.server(
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() })
        try await server.run()
    }

    private func respond(to request: Request, _ quirks: Quirks, on channel: any Channel) async -> Response {
        let answer: SandboxAnswer
        do {
            let body = try await request.body.collect(upTo: Self.largestBody)
            answer = await router.answer(SandboxRequest(request, body: body))
        } catch {
            answer = SandboxAnswer(
                APIError(status: 413, message: "The body of the request is too large."), quirks: quirks)
        }
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        headers[.date] = UTCTime(Date().addingTimeInterval(Double(quirks.clockOffsetSeconds))).rfc1123
        if let seconds = answer.retryAfter { headers[.retryAfter] = String(seconds) }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(answer, on: channel))
    }
}

extension SandboxRequest {
    fileprivate init(_ request: Request, body: ByteBuffer) {
        let target = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            method: request.method.rawValue, path: String(target[0]), query: target.count > 1 ? String(target[1]) : "",
            authorization: request.headers[.authorization], body: Array(body.readableBytesView))
    }
}
