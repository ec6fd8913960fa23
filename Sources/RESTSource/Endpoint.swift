public import JSON

/// Where and how to ask for records: a path below the base URL, the fixed part of the query, and where the records lie in
/// the answer.
public struct Endpoint: Sendable, Hashable {
    /// The path relative to the base URL. `users/{user_id}` has a placeholder, filled from the
    /// columns of the resource's key.
    package let path: String

    /// Where the array of records lies in the answer.
    package let records: JSONPath

    package let pagination: Pagination

    /// What is sent with every request to this endpoint.
    package let query: [QueryItem]

    /// Names an endpoint.
    ///
    /// - Parameters:
    ///   - path: below the base URL, without a slash before it. `users/{user_id}` has a placeholder, filled from the column
    ///     of that name.
    ///   - records: where the array of records lies in the answer.
    ///   - pagination: how to get at more than the first answer; without it one answer holds everything.
    ///   - query: what is sent with every request.
    public init(
        _ path: String, records: JSONPath, pagination: Pagination = .single, query: [QueryItem] = []
    ) {
        self.path = path
        self.records = records
        self.pagination = pagination
        self.query = query
    }
}
