import NIOCore

/// Hands what one side of a connection sends on to the other.
///
/// It reads again only when the other side has taken what was read before, so neither can flood the proxy. Lives on the
/// event loop of the proxy, as do both channels.
final class PostgresProxyRelay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// What the proxy tells its channels.
    enum Order {
        /// A stall is over.
        case goOn
        /// Nothing more is to pass, also not what is held; the channels are closed next.
        case stop
    }

    private let side: PostgresProxy.Side
    private let source: any Channel
    private let sink: any Channel
    private let number: Int
    private let proxy: PostgresProxy

    private var reader: PostgresProxyReader
    private var held = CircularBuffer<ByteBuffer>()
    private var hasEnded = false
    private var isStopped = false
    private var isWriting = false
    private var isPumping = false
    /// Kept here because a channel that has closed forgets its relay, which may still hold what came before.
    private var opposite: PostgresProxyRelay?

    private init(
        _ side: PostgresProxy.Side, _ source: any Channel, _ sink: any Channel, _ number: Int, _ proxy: PostgresProxy
    ) {
        self.side = side
        self.source = source
        self.sink = sink
        self.number = number
        self.proxy = proxy
        reader = PostgresProxyReader(side)
    }

    /// Makes the two channels one connection, on their event loop.
    static func join(_ client: any Channel, _ server: any Channel, _ number: Int, of proxy: PostgresProxy) throws {
        let fromClient = PostgresProxyRelay(.client, client, server, number, proxy)
        let fromServer = PostgresProxyRelay(.server, server, client, number, proxy)
        do {
            try client.pipeline.syncOperations.addHandler(fromClient)
            try server.pipeline.syncOperations.addHandler(fromServer)
        } catch {
            // One is closed already; whoever accepted the client closes that.
            server.close(promise: nil)
            throw error
        }
        fromClient.opposite = fromServer
        fromServer.opposite = fromClient
    }

    // MARK: - What the channel says

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { pump() }
    }

    func channelActive(context: ChannelHandlerContext) { pump() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        held.append(Self.unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) { pump() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? Order {
        case .goOn:
            pump()
            opposite?.pump()
        case .stop:
            isStopped = true
            opposite?.isStopped = true
        case nil: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        hasEnded = true
        pump()
    }

    func handlerRemoved(context: ChannelHandlerContext) { opposite = nil }

    /// The channel closes after each error, which is all there is to know.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}

    // MARK: - Handing on

    private func pump() {
        // A write may end before its call returns; the loop goes on then, where a call from its end would nest for ever.
        guard !isPumping else { return }
        isPumping = true
        defer { isPumping = false }
        while !isWriting {
            // When it goes on, it starts here again.
            guard !isStopped, !proxy.isStalled else { return }
            guard let (bytes, message) = nextPiece() else {
                if hasEnded { sink.close(promise: nil) } else { source.read() }
                return
            }
            isWriting = true
            sink.writeAndFlush(bytes).assumeIsolated().whenComplete { self.wrote(message, $0) }
        }
    }

    private func wrote(_ message: String?, _ result: Result<Void, any Error>) {
        switch result {
        case .success:
            isWriting = false
            if let message { proxy.count(message, from: side, on: number) }
            pump()
        case .failure:
            // The sink is closed, and its own relay closes the source when it has handed on the sink's last words.
            isStopped = true
        }
    }

    /// What can be written at once: all there is, or one message when each is counted.
    private func nextPiece() -> (bytes: ByteBuffer, message: String?)? {
        guard let chunk = held.popFirst() else { return nil }
        let isCounting = proxy.isCounting(side)
        var end = 0
        var message: String?
        let bytes = chunk.readableBytesUInt8Span
        repeat { message = reader.read(bytes, at: &end) } while message != nil && !isCounting
        var rest = chunk
        guard let piece = rest.readSlice(length: end) else { return nil }
        if rest.readableBytes > 0 { held.prepend(rest) }
        return (piece, message)
    }
}
