import Postgres

/// Which rejected records are meant: those that wait, of everything, or of what is narrowed to.
package struct RejectedChoice: Sendable {
    package var dataset: String?
    package var resource: String?
    /// What the reason contains, in capital letters or not.
    package var reason: String?
    /// What the record's checksum begins with, in hexadecimal digits.
    package var checksum: String?
    /// Those that have become rows meanwhile, too.
    package var includesReplayed = false

    package init(
        dataset: String? = nil, resource: String? = nil, reason: String? = nil, checksum: String? = nil,
        includesReplayed: Bool = false
    ) {
        self.dataset = dataset
        self.resource = resource
        self.reason = reason
        self.checksum = checksum
        self.includesReplayed = includesReplayed
    }

    /// What follows `where`.
    var condition: Statement {
        """
        (\(dataset)::text is null or dataset = \(dataset))
            and (\(resource)::text is null or resource = \(resource))
            and (\(reason)::text is null or strpos(lower(reason), lower(\(reason))) > 0)
            and (\(checksum)::text is null or starts_with(encode(body_sha256, 'hex'), lower(\(checksum))))
            and (\(includesReplayed)::boolean or replayed_by is null)
        """
    }
}
