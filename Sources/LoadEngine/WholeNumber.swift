/// Whole numbers as some languages write them, whose numbers all have a point: `5.0`.
enum WholeNumber {
    /// What stands before a point that only zeros follow; nil when there is no such point.
    static func withoutZeros(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard let point = text.firstIndex(of: UInt8(ascii: ".")), point + 1 < text.count,
            text[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") })
        else { return nil }
        return UnsafeBufferPointer(rebasing: text[..<point])
    }
}
