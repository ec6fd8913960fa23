internal import HummingbirdCore
internal import NIOCore

/// How the bytes of an answer reach the client.
enum Delivery: Equatable {
    case whole
    /// In small pieces, over about so long.
    case slow(milliseconds: Int)
    /// Half of the body, then the connection is closed.
    case cut
}

extension ResponseBody {
    /// - Parameter channel: the connection the answer goes out on.
    init(_ answer: SandboxAnswer, on channel: any Channel) {
        switch answer.delivery {
        case .whole: self.init(byteBuffer: answer.body)
        case .slow(let milliseconds): self = .slow(answer.body, milliseconds: milliseconds)
        case .cut: self = .cut(answer.body, on: channel)
        }
    }

    private static func slow(_ body: ByteBuffer, milliseconds: Int) -> ResponseBody {
        let size = max(1, body.readableBytes / 20)
        let pieces = (body.readableBytes + size - 1) / size
        return ResponseBody(contentLength: body.readableBytes) { writer in
            var rest = body
            while let piece = rest.readSlice(length: min(size, rest.readableBytes)), piece.readableBytes > 0 {
                try await writer.write(piece)
                try await Task.sleep(for: .milliseconds(milliseconds) / pieces)
            }
            try await writer.finish(nil)
        }
    }

    /// An error is Hummingbird's way to close a connection without the end of the body. It drops what the system has not
    /// taken by then, so that comes first.
    private static func cut(_ body: ByteBuffer, on channel: any Channel) -> ResponseBody {
        ResponseBody(contentLength: body.readableBytes) { writer in
            var rest = body
            if let half = rest.readSlice(length: body.readableBytes / 2) { try await writer.write(half) }
            while try await channel.getOption(.bufferedWritableBytes).get() > 0 {
                try await Task.sleep(for: .milliseconds(1))
            }
            throw ConnectionCut()
        }
    }
}

private struct ConnectionCut: Error {}
