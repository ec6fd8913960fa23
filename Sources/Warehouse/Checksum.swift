internal import Crypto

/// SHA-256, for whatever must be recognised again: migrations, records, keys.
package enum Checksum {
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { sha256($0) }
    }

    package static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return Array(hash.finalize())
    }

    /// The bytes as lower-case hexadecimal digits.
    package static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
    }

    /// A checksum that begins with a salt, hashed once and kept for the many things that are to carry it.
    ///
    /// ```swift
    /// let salted = Checksum.Salted(with: Array("leads/1".utf8))
    /// let fingerprint = salted.fingerprint(of: record)
    /// ```
    package struct Salted: Sendable {
        private let start: SHA256

        /// The salt's length is hashed with it, so that no salt followed by a record can look like another pair.
        package init(with salt: [UInt8]) {
            var hash = SHA256()
            withUnsafeBytes(of: UInt64(salt.count).littleEndian) { hash.update(bufferPointer: $0) }
            salt.withUnsafeBytes { hash.update(bufferPointer: $0) }
            start = hash
        }

        package func fingerprint(of bytes: UnsafeRawBufferPointer) -> Fingerprint {
            var hash = start
            hash.update(bufferPointer: bytes)
            return hash.finalize().withUnsafeBytes { Fingerprint(of: $0) }
        }
    }
}
