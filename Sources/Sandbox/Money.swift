/// An amount as the API tells it: a decimal number without a currency. Counted in hundredths, so that sums are exact.
struct Money: Hashable, Sendable {
    var cents: Int64

    /// The shortest spelling, as PHP prints a number: `480`, `1299.5`, `19.99`, `0`.
    var decimalText: String {
        let whole = cents / 100
        let rest = cents % 100
        if rest == 0 { return String(whole) }
        if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
        return rest < 10 ? "\(whole).0\(rest)" : "\(whole).\(rest)"
    }

    /// An amount of everyday size: round ones mostly, some with one decimal or two, a few of nothing.
    static func invented(_ random: inout SplitMix64) -> Money {
        switch random.below(20) {
        case 0: Money(cents: 0)
        case 1...3: Money(cents: Int64(random.below(400_000)))
        case 4...6: Money(cents: Int64(random.below(9_000)) * 100 + 99)
        case 7...9: Money(cents: Int64(random.below(40_000)) * 50)
        case 10: Money(cents: Int64(1 + random.below(25_000_000)))
        default: Money(cents: Int64(1 + random.below(600)) * 1_000)
        }
    }
}
