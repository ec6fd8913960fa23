/// The elements of an array, in order.
@usableFromInline
package struct JSONElements: Sequence {
    @usableFromInline let first: JSONValue
    /// How many there are.
    @usableFromInline package let count: Int

    @inlinable
    init(first: JSONValue, count: Int) {
        self.first = first
        self.count = count
    }

    @inlinable package var underestimatedCount: Int { count }
    @inlinable package func makeIterator() -> Iterator { Iterator(next: first, remaining: count) }

    @usableFromInline
    package struct Iterator: IteratorProtocol {
        @usableFromInline var upcoming: JSONValue
        @usableFromInline var remaining: Int

        @inlinable
        init(next: JSONValue, remaining: Int) {
            self.upcoming = next
            self.remaining = remaining
        }

        @inlinable
        package mutating func next() -> JSONValue? {
            guard remaining > 0 else { return nil }
            let element = upcoming
            remaining -= 1
            upcoming = element.nextSibling
            return element
        }
    }
}
