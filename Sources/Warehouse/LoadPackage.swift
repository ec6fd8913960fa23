public import Foundation

/// One run: everything it read, staged and merged, under one package id.
public struct LoadPackage: Sendable, Hashable {
    /// Its id, of version 7, so that packages sort by time: what `_package_id` says in each row that it changed.
    public let id: UUID
    /// The dataset that it loads into.
    public let dataset: String
    /// The name of the source that it loads from.
    public let source: String

    /// What started it: a person, a schedule, a test.
    public let trigger: String

    package init(id: UUID = .version7(), dataset: String, source: String, trigger: String) {
        self.id = id
        self.dataset = dataset
        self.source = source
        self.trigger = trigger
    }

    /// How a package, or a job in it, stands.
    public enum Status: String, Sendable, Codable {
        /// It is at work, or died without a word a moment ago.
        case started
        /// All that it was to read is merged.
        case loaded
        /// Some of it is merged, and the next run goes on: the requests are spent, or an answer did not come out even.
        case partial
        /// It ended with an error; what was merged before stays.
        case failed
        /// It was stopped; what was merged before stays.
        case cancelled
        /// It died without a word, as a later run found.
        case abandoned
        /// A job that this key cannot do.
        case skipped
    }
}

extension UUID {
    /// A UUID of version 7 (RFC 9562): the milliseconds of its making, then chance, so that packages sort by time.
    package static func version7(at date: Date = Date()) -> UUID {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, date.timeIntervalSince1970 * 1_000))
        let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &generator)
        let low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &generator)
        func byte(_ word: UInt64, _ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * place)) }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }
}
