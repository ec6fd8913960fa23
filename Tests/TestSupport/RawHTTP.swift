import Foundation
import Glibc
import Synchronization

/// A TCP connection to a port of this machine, for requests that no HTTP client would send.
///
/// Blocking calls run on threads of their own; nothing waits longer than the patience of the connection.
package final class RawConnection: Sendable {
    private let socket: Int32
    private let isClosed = Mutex(false)

    package struct Failure: Error {
        package let step: String
        package let code: Int32
    }

    package init(port: Int, patience seconds: Int = 20) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure(step: "socket", code: errno) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafeBytes(of: &address) { bytes in
            connect(socket, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard connected == 0 else {
            let code = errno
            close()
            throw Failure(step: "connect", code: code)
        }
    }

    deinit { close() }

    package func close() {
        isClosed.withLock { isClosed in
            if !isClosed { _ = Glibc.close(socket) }
            isClosed = true
        }
    }

    /// - Returns: false when the other side has closed the connection.
    @discardableResult
    package func send(_ bytes: [UInt8]) async -> Bool {
        await onThread { [socket] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
    }

    /// What comes until the other side closes the connection; nil when nothing comes for the time of its patience.
    package func receiveAll() async -> [UInt8]? {
        await onThread { [socket] in
            var received: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = recv(socket, &piece, piece.count, 0)
                if count == 0 || (count < 0 && errno == ECONNRESET) { return received }
                if count < 0 { return nil }
                received += piece[..<count]
            }
        }
    }

    private func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }
}

/// An answer over HTTP, as its bytes tell it.
package struct RawAnswer: Sendable {
    package let status: Int
    /// By their names in lower case; what came more than once is joined by commas.
    package let headers: [String: String]
    package let body: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        self.status = status
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { headers[parts[0].lowercased()] = [headers[parts[0].lowercased()], parts[1]].compactMap(\.self).joined(separator: ", ") }
        }
        self.headers = headers
        body = Array(bytes[end.upperBound...])
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    package var json: [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
    }

    /// Sends one request over a connection of its own.
    ///
    /// - Returns: nil when the connection was closed without an answer.
    package static func to(
        _ method: String, _ target: String, port: Int, headers: [String: String] = [:], body: String? = nil
    ) async throws -> RawAnswer? {
        let connection = try RawConnection(port: port)
        defer { connection.close() }
        var fields = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if let body { fields["Content-Length"] = String(body.utf8.count) }
        fields.merge(headers) { $1 }
        let head = "\(method) \(target) HTTP/1.1\r\n" + fields.map { "\($0.key): \($0.value)\r\n" }.joined() + "\r\n"
        await connection.send(Array((head + (body ?? "")).utf8))
        return await connection.receiveAll().flatMap { RawAnswer($0) }
    }
}
