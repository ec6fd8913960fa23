/// The part of a day's requests that some resources may use in all, as data: what matters less must not leave what matters
/// most without.
package struct RequestShare: Sendable, Hashable {
    /// Resources whose share has the same name have it together.
    package let name: String

    /// Of the key's daily limit; between 0 and 1.
    package let fraction: Double

    package init(_ name: String, fraction: Double) {
        self.name = name
        self.fraction = fraction
    }

    /// In requests: at least one, so that nothing is shut out by a small limit.
    func requests(of limit: Int) -> Int {
        max(1, Int((Double(limit) * fraction).rounded(.up)))
    }
}
