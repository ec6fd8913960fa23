/// The walk of a list that has only numbered pages: tell it which page came, it says what to ask next and, in the end,
/// whether the list was read whole.
///
/// Numbered pages shift while one reads: a record that comes or goes moves its neighbours across page borders. So a
/// reading counts only when the total was the same on every page and as many distinct keys came as it says; else the
/// list is read again from page 1.
///
/// Two traps for callers. When ``Step/page(_:reading:)`` names a new reading, what the earlier one brought is void for
/// telling which records are gone. And a record whose key cannot be read still needs a distinct stand-in among the keys,
/// or its list never counts as complete.
package struct Paginator: Sendable {
    package enum Step: Sendable, Hashable {
        /// Ask for this page; pages count from 1, readings too.
        case page(Int, reading: Int)
        case finished(Verdict)
    }

    package enum Verdict: Sendable, Hashable {
        /// As many distinct keys came as the API counts.
        case complete(total: Int)
        /// No reading came out even; both numbers are the last reading's.
        case incomplete(received: Int, total: Int)
    }

    /// What to do now.
    package private(set) var next: Step = .page(1, reading: 1)

    /// The distinct keys of the reading under way; after the verdict, those of the last reading.
    package private(set) var keys: Set<String> = []

    private let maximumReadings: Int
    private var total: Int?
    private var rowsReceived = 0

    package init(maximumReadings: Int = 3) {
        precondition(maximumReadings > 0)
        self.maximumReadings = maximumReadings
    }

    /// Takes the page that ``next`` asked for, with the total that its answer named and the keys of its records.
    package mutating func take(page: Int, total: Int, keys pageKeys: some Sequence<String>) {
        guard case .page(let expected, let reading) = next, expected == page else {
            preconditionFailure("page \(page) was not asked for")
        }
        if page == 1 {
            keys = []
            rowsReceived = 0
            self.total = total
        }
        let rowsBefore = rowsReceived
        for key in pageKeys {
            keys.insert(key)
            rowsReceived += 1
        }

        let totalHeld = total == self.total
        if totalHeld, keys.count == total {
            next = .finished(.complete(total: total))
        } else if totalHeld, rowsReceived > rowsBefore, rowsReceived < total {
            next = .page(page + 1, reading: reading)
        } else if reading < maximumReadings {
            // As many rows as the total, not all distinct: nothing can lie beyond them. This also ends the walk of an API
            // that answers with page 1 whatever is asked.
            next = .page(1, reading: reading + 1)
        } else {
            next = .finished(.incomplete(received: keys.count, total: total))
        }
    }
}
