/// The part of a day's requests that some resources may use in all, as data: what matters less must not leave what matters
/// most without.
public struct RequestShare: Sendable, Hashable {
    /// Resources whose share has the same name have it together.
    package let name: String

    /// Of the key's daily limit; between 0 and 1.
    package let fraction: Double

    /// Whether it bounds the requests of a single run too (`--max-requests`): for what comes before that which matters most.
    /// What comes after that may have all that a run has left.
    package let boundsRuns: Bool

    /// Names a share of the day's requests.
    ///
    /// - Parameters:
    ///   - name: resources whose share has the same name have it together.
    ///   - fraction: of the key's daily limit; between 0 and 1.
    ///   - boundsRuns: whether it bounds the requests of a single run too (``LoadOptions/maximumRequests``).
    public init(_ name: String, fraction: Double, boundsRuns: Bool = false) {
        self.name = name
        self.fraction = fraction
        self.boundsRuns = boundsRuns
    }

    /// In requests: at least one, so that nothing is shut out by a small limit.
    func requests(of limit: Int) -> Int {
        max(1, Int((Double(limit) * fraction).rounded(.up)))
    }
}
