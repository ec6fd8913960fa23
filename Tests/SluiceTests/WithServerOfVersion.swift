import Foundation
import Glibc

/// A server of a version that cannot be installed beside the others, for the time of the body: it lets everybody in, tells
/// its version and closes the connection at the first statement.
///
/// It speaks as the manual's chapter "Frontend/Backend Protocol" says, as far as that is needed.
func withServer(ofVersion version: String, _ body: (UInt16) async throws -> Void) async throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutableBytes(of: &address) { bytes in
        guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
        return bind(listener, pointer, size) == 0 && listen(listener, 8) == 0
            && getsockname(listener, pointer, &size) == 0
    }
    guard isListening else {
        close(listener)
        throw POSIXError(.EADDRNOTAVAIL)
    }
    let thread = DispatchQueue(label: "server of version \(version)")
    thread.async {
        while true {
            let client = accept(listener, nil, nil)
            if client < 0 { return }
            greet(client, version)
            close(client)
        }
    }
    defer {
        // Wakes the thread, which then ends.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
    try await body(UInt16(bigEndian: address.sin_port))
}

private func greet(_ client: Int32, _ version: String) {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    guard read(client, &buffer, buffer.count) > 0 else { return }
    let answer =
        message("R", [0, 0, 0, 0]) + message("S", Array("server_version\0\(version)\0".utf8))
        + message("S", Array("client_encoding\0UTF8\0".utf8)) + message("Z", [UInt8(ascii: "I")])
    _ = answer.withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
    _ = read(client, &buffer, buffer.count)
}

private func message(_ type: Unicode.Scalar, _ body: [UInt8]) -> [UInt8] {
    [UInt8(ascii: type)] + withUnsafeBytes(of: UInt32(body.count + 4).bigEndian, Array.init) + body
}
