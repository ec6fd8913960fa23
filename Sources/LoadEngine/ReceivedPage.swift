import RESTSource
package import Warehouse

/// Which page it is: of what, of which span, and its number in the request.
package struct PagePlace: Sendable, Hashable {
    /// Empty for the requests that find out the kind of the key.
    package let resource: String
    package let span: Span?
    /// From 1. A span is mostly read by first pages, each of which begins where the one before ended.
    package let number: Int

    package init(resource: String, span: Span? = nil, number: Int = 1) {
        self.resource = resource
        self.span = span
        self.number = number
    }
}

/// A page that came, as an event tells of it: what it was for, how much it was and what it cost.
package struct ReceivedPage: Sendable, Hashable {
    /// What the page was asked for.
    package enum Purpose: Sendable, Hashable {
        case records
        /// The records that default answers may leave out, read first.
        case separate
        /// Whether rows that did not come are really gone.
        case check
        /// One record of its own, for what only such an answer carries.
        case details
        /// No page of the API but rejected records that are brought again.
        case replay
    }

    package let place: PagePlace
    package let purpose: Purpose
    package let records: Int
    /// How many records there are where the page comes from: in the span from where it begins (``countsRest``), in the list,
    /// or in all that are read one by one.
    package let total: Int?
    /// Whether `total` counts all that is left of the span, and not only a stretch inside of it.
    package let countsRest: Bool
    /// Which of the lists that make up a resource it belongs to, from 0, and how many there are.
    package let list: Int
    package let lists: Int
    package let bytes: Int
    package let attempts: Int
    package let duration: Duration

    package init(
        _ place: PagePlace, purpose: Purpose = .records, records: Int, total: Int?, countsRest: Bool = true,
        list: Int = 0, lists: Int = 1, bytes: Int, attempts: Int = 1, duration: Duration = .zero
    ) {
        self.place = place
        self.purpose = purpose
        self.records = records
        self.total = total
        self.countsRest = countsRest
        self.list = list
        self.lists = lists
        self.bytes = bytes
        self.attempts = attempts
        self.duration = duration
    }
}

extension ReceivedPage {
    init(
        _ page: Page, _ place: PagePlace, purpose: Purpose = .records, total: Int?, countsRest: Bool = true,
        list: Int = 0, lists: Int = 1
    ) {
        self.init(
            place, purpose: purpose, records: page.recordCount, total: total, countsRest: countsRest, list: list,
            lists: lists, bytes: page.byteCount, attempts: page.attempts, duration: page.duration)
    }
}
