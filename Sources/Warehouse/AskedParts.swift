/// Which parts of a record were asked for, and so may be compared, written and cleared.
package struct AskedParts: Sendable, Hashable {
    /// The parts that come only when they are asked for.
    package let parts: Set<String>

    /// Whether the fields that come with every record belong to it; not when only some details are read again.
    package let includesBase: Bool

    package init(_ parts: Set<String> = [], includesBase: Bool = true) {
        self.parts = parts
        self.includesBase = includesBase
    }

    package func contains(_ part: String?) -> Bool {
        part.map(parts.contains) ?? includesBase
    }
}
