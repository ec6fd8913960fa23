import Foundation
import Glibc
import Sandbox
import Testing

/// What came over a bare TCP connection until the server closed it: the bytes that an HTTP client would judge first.
struct RawReply: Sendable {
    let head: String
    let body: [UInt8]
    /// How many times something came.
    let pieces: Int

    var contentLength: Int? {
        let line = head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        return line.flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) }
    }
}

struct RawConnectionError: Error {
    let step: String
    let code: Int32
}

extension SandboxClient {
    /// A `GET` whose connection is left to the server to close. Fails when nothing comes for a minute.
    ///
    /// - Parameters:
    ///   - path: what follows `/api/v1/`.
    ///   - asksToClose: the server is asked to close the connection after the answer, which it else keeps.
    func rawGet(_ path: String, asksToClose: Bool = false) async throws -> RawReply {
        let port = try #require(URL(string: sandbox.baseURL)?.port.flatMap { UInt16(exactly: $0) })
        let key = Data("\(sandbox.token):\(sandbox.secret)".utf8).base64EncodedString()
        let request =
            "GET /api/v1/\(path) HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Basic \(key)\r\n"
            + (asksToClose ? "Connection: close\r\n" : "") + "\r\n"
        // Blocking calls have no place among the tasks.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try exchange(request, port: port) })
            }
        }
    }
}

private func exchange(_ request: String, port: UInt16) throws -> RawReply {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard connection >= 0 else { throw RawConnectionError(step: "socket", code: errno) }
    defer { close(connection) }
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))

    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafeBytes(of: &address) { bytes in
        connect(
            connection, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard connected == 0 else { throw RawConnectionError(step: "connect", code: errno) }
    let sent = Array(request.utf8)
    guard send(connection, sent, sent.count, Int32(MSG_NOSIGNAL)) == sent.count else {
        throw RawConnectionError(step: "send", code: errno)
    }

    var received: [UInt8] = []
    var pieces = 0
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = recv(connection, &piece, piece.count, 0)
        guard count >= 0 else { throw RawConnectionError(step: "receive", code: errno) }
        if count == 0 { break }
        received += piece[..<count]
        pieces += 1
    }
    let end = received.firstRange(of: Array("\r\n\r\n".utf8)) ?? received.endIndex..<received.endIndex
    return RawReply(
        head: String(decoding: received[..<end.lowerBound], as: UTF8.self), body: Array(received[end.upperBound...]),
        pieces: pieces)
}
