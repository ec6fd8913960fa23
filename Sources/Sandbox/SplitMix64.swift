/// The generator behind all invented data: small, fast, and the same on every platform.
///
/// Swift's own generators are not reproducible, and a sandbox must serve the same bytes for the same seed. Each lead draws
/// from streams of its own, so that a change to one part of it (the journey, the contact) leaves the other parts alone.
struct SplitMix64 {
    /// What is drawn for: two streams of one lead are independent.
    enum Stream: UInt64 {
        case agency, timeline, core, person, contact, attribution, device, details, clicks, maps, analysis, mapped,
            journey, style, changes
    }

    private var state: UInt64

    init(seed: UInt64, stream: Stream, sequence: Int = 0, revision: Int = 0) {
        var state = Self.mix(seed &+ 0x9e37_79b9_7f4a_7c15)
        state = Self.mix(state ^ (stream.rawValue &+ 1) &* 0xd1b5_4a32_d192_ed03)
        state = Self.mix(state ^ UInt64(truncatingIfNeeded: sequence) &* 0x8cb9_2ba7_2f3d_8dd7)
        if revision != 0 {
            state = Self.mix(state ^ UInt64(truncatingIfNeeded: revision) &* 0xaef1_7502_108e_f2d9)
        }
        self.state = state
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        return Self.mix(state)
    }

    /// A number from 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True `permille` times in a thousand.
    mutating func chance(_ permille: Int) -> Bool {
        below(1_000) < permille
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[below(choices.count)]
    }

    /// `count` lower-case hexadecimal digits.
    mutating func hex(_ count: Int) -> String {
        draw(count, from: "0123456789abcdef")
    }

    /// `count` characters of the kind that click ids are made of.
    mutating func token(_ count: Int) -> String {
        draw(count, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    }

    private mutating func draw(_ count: Int, from alphabet: StaticString) -> String {
        let size = alphabet.utf8CodeUnitCount
        return String(unsafeUninitializedCapacity: count) { buffer in
            for position in 0..<count {
                buffer[position] = alphabet.utf8Start[below(size)]
            }
            return count
        }
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
