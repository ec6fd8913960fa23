public import JSON

/// The rule by which an endpoint is walked, as data.
public enum Pagination: Sendable, Hashable {
    /// Numbered pages, counted from 1: the names of the page and size parameters, the largest size the API takes, and
    /// where the answer says how many records there are in all.
    ///
    /// The page size in force may be smaller than the one that was asked for, without a word: never take a page for the
    /// last because it is short.
    case numbered(page: String, size: String, maximum: Int, total: JSONPath)

    /// One answer holds everything; neither page nor size is sent.
    case single
}
