/// The members of an object, in the order of the document; a key that stands there twice comes twice.
@usableFromInline
package struct JSONMembers: Sequence {
    @usableFromInline
    package typealias Element = (key: JSONValue, value: JSONValue)

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
        package mutating func next() -> Element? {
            guard remaining > 0 else { return nil }
            let key = upcoming
            let value = key.nextSibling
            remaining -= 1
            upcoming = value.nextSibling
            return (key, value)
        }
    }
}
