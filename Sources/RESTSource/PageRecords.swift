package import JSON

/// The records of a page, one after the other: the elements of its array, or the one record of an answer that had none.
package struct PageRecords: Sequence {
    private let value: JSONValue
    private let isArray: Bool

    init(array: JSONValue) {
        value = array
        isArray = true
    }

    init(one record: JSONValue) {
        value = record
        isArray = false
    }

    package func makeIterator() -> Iterator {
        isArray ? Iterator(elements: value.elements.makeIterator(), one: nil) : Iterator(elements: nil, one: value)
    }

    package struct Iterator: IteratorProtocol {
        fileprivate var elements: JSONElements.Iterator?
        fileprivate var one: JSONValue?

        package mutating func next() -> JSONValue? {
            if let element = elements?.next() { return element }
            defer { one = nil }
            return one
        }
    }
}
