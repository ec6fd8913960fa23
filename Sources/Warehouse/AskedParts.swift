/// Which parts of a record were asked for, and so may be compared, written and cleared.
package struct AskedParts: Sendable, Hashable {
    /// The parts that come only when they are asked for.
    package let parts: Set<String>

    /// Whether the fields that come with every record belong to it; not when only some details are read again.
    package let includesBase: Bool

    /// Whether `extra` belongs to it. Where a record's details are read on their own, they hold all that the list holds, and
    /// `extra` is theirs: else one reading would clear what the other keeps.
    package let includesExtra: Bool

    package init(_ parts: Set<String> = [], includesBase: Bool = true, includesExtra: Bool = true) {
        self.parts = parts
        self.includesBase = includesBase
        self.includesExtra = includesExtra
    }

    package func contains(_ part: String?) -> Bool {
        part.map(parts.contains) ?? includesBase
    }
}
