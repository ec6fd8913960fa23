/// By what a record is recognised that the table holds already: half of the SHA-256 of its bytes, salted with what decides
/// how they become a row.
///
/// Two words, so that keeping and comparing one costs no memory of its own.
package struct Fingerprint: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    /// How many bytes it has in the table.
    package static let byteCount = 16

    /// Nil when there are not as many bytes as a fingerprint has.
    package init?(_ bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64) = (0, 0)
        var count = 0
        for byte in bytes {
            words = (words.0 << 8 | words.1 >> 56, words.1 << 8 | UInt64(byte))
            count += 1
        }
        guard count == Self.byteCount else { return nil }
        (high, low) = words
    }

    /// The first bytes of a checksum that is at least as long.
    init(of checksum: UnsafeRawBufferPointer) {
        high = UInt64(bigEndian: checksum.loadUnaligned(as: UInt64.self))
        low = UInt64(bigEndian: checksum.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// Its bytes, in the order of the checksum.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian), body)
    }
}
