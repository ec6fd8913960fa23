/// How many digits a decimal number has before and behind its point, exponent worked in.
///
/// PostgreSQL's `numeric` holds up to 131,072 digits before the point and 16,383 behind it (manual, "Numeric Types"); more
/// before it is an error there, and more behind it would be rounded in silence.
struct NumberShape: Sendable, Equatable {
    let integerDigits: Int
    let fractionDigits: Int

    /// Nil when the bytes are no decimal number.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        let integers = Self.digits(bytes, &index)
        var fractions = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            fractions = Self.digits(bytes, &index)
            guard fractions > 0 else { return nil }
        }
        guard integers > 0 else { return nil }
        var exponent = 0
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            var sign = 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                sign = bytes[index] == UInt8(ascii: "-") ? -1 : 1
                index += 1
            }
            let start = index
            guard Self.digits(bytes, &index) > 0 else { return nil }
            for byte in bytes[start..<index] {
                // An exponent beyond a million is out of reach whatever its other digits are.
                exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
            }
            exponent *= sign
        }
        guard index == bytes.count else { return nil }
        integerDigits = max(0, integers + exponent)
        fractionDigits = max(0, fractions - exponent)
    }

    var fitsNumeric: Bool {
        integerDigits <= 131_072 && fractionDigits <= 16_383
    }

    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
        let start = index
        while index < bytes.count, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") {
            index += 1
        }
        return index - start
    }
}
