import RESTSource
public import Warehouse

/// Which page it is: of what, of which span, and its number in the request.
public struct PagePlace: Sendable, Hashable {
    /// Empty for the requests that find out the kind of the key.
    public let resource: String
    /// The span that is read; nil for lists and for single records.
    public let span: Span?
    /// From 1. A span is mostly read by first pages, each of which begins where the one before ended.
    public let number: Int

    package init(resource: String, span: Span? = nil, number: Int = 1) {
        self.resource = resource
        self.span = span
        self.number = number
    }
}

/// A page that came, as an event tells of it: what it was for, how much it was and what it cost.
public struct ReceivedPage: Sendable, Hashable {
    /// What the page was asked for.
    public enum Purpose: Sendable, Hashable {
        /// Its records, which become rows.
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

    /// Which page it is.
    public let place: PagePlace
    /// What it was asked for.
    public let purpose: Purpose
    /// How many records it holds.
    public let records: Int
    /// How many records there are where the page comes from: in the span from where it begins (``countsRest``), in the list,
    /// or in all that are read one by one.
    public let total: Int?
    /// Whether `total` counts all that is left of the span, and not only a stretch inside of it.
    public let countsRest: Bool
    /// Which of the lists that make up a resource it belongs to, from 0.
    public let list: Int
    /// How many lists make up the resource.
    public let lists: Int
    /// The bytes of the answer, as they were parsed.
    public let bytes: Int
    /// The requests that it took, the last one included.
    public let attempts: Int
    /// How long it took, from the request to the parsed answer.
    public let duration: Duration

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
