public import RESTSource
public import Warehouse

/// One kind of thing that the API serves, and the table it lands in.
public struct Resource: Sendable {
    /// The name of the resource and of its table.
    public let name: String

    /// How its records are found.
    package let reading: Reading

    /// The columns of the primary key.
    package let key: [String]

    /// The fields in column order.
    package internal(set) var fields: [Field]

    /// The tables that are filled from parts of the record.
    package internal(set) var children: [Child]

    /// Parts of the record that come only when they are asked for.
    package let parts: [Part]

    /// One record by its key, for `load --lead` and the like. Placeholders in the path are columns of the key.
    package let single: Endpoint?

    /// What is read record by record once in a while, because the list does not carry it.
    package let details: Details?

    /// The kinds of key that may read it; empty: every kind.
    package let keyKinds: [String]

    /// What its reading may use of the day's requests; nil: all.
    package let share: RequestShare?

    /// Whether rows keep the fingerprint of their record: for the resources that are large and mostly unchanged.
    package let keepsFingerprint: Bool

    /// The column that says when a record was changed last, when it has one: a record that comes late must not take the place of
    /// one that was changed after it.
    package let updatedColumn: String?

    /// Raised whenever a field is mapped in another way, so that no fingerprint of the old mapping is believed.
    package let mappingVersion: Int

    /// The indexes of the table beside its key.
    package let indexes: [Index]

    /// What the table holds, in words: its comment.
    package let comment: String?

    /// Declares a resource: one value is all that the engine has to know of it.
    ///
    /// - Parameters:
    ///   - name: its name, and that of its table.
    ///   - comment: what the table holds, in words: its comment in the database.
    ///   - reading: how its records are found.
    ///   - key: the columns of the primary key, each with a field. A record without one of them is rejected.
    ///   - fields: the columns in their order.
    ///   - children: tables that are filled from lists and maps in the record.
    ///   - parts: parts of the record that come only when they are asked for.
    ///   - single: where one record is had by its key (``LoadOptions/singles``). Placeholders in the path are columns of the key.
    ///   - details: what only the answer about a single record carries.
    ///   - keyKinds: the kinds of key that may read it; empty: every kind.
    ///   - share: what its reading may use of the day's requests; nil: all.
    ///   - keepsFingerprint: whether rows keep the fingerprint of their record, so that what did not change is recognised
    ///     before it is mapped: for what is large and mostly unchanged. The table needs `_fingerprint bytea` then.
    ///   - updatedColumn: the column that says when a record was changed last. A rejected record that is brought again later
    ///     does not take the place of a newer one then.
    ///   - mappingVersion: part of each fingerprint, as the fields are: raise it when records are to be mapped anew though no
    ///     declaration of a field changed.
    ///   - indexes: the indexes of the table beside its key.
    public init(
        _ name: String, _ comment: String? = nil, reading: Reading, key: [String], fields: [Field],
        children: [Child] = [], parts: [Part] = [],
        single: Endpoint? = nil, details: Details? = nil, keyKinds: [String] = [], share: RequestShare? = nil,
        keepsFingerprint: Bool = false, updatedColumn: String? = nil, mappingVersion: Int = 1, indexes: [Index] = []
    ) {
        self.name = name
        self.reading = reading
        self.key = key
        self.fields = fields
        self.children = children
        self.parts = parts
        self.single = single
        self.details = details
        self.keyKinds = keyKinds
        self.share = share
        self.keepsFingerprint = keepsFingerprint
        self.updatedColumn = updatedColumn
        self.mappingVersion = mappingVersion
        self.indexes = indexes
        self.comment = comment
    }

    /// The table that the declaration describes.
    package var table: Table {
        let columns = fields.map { $0.column(isNullable: !key.contains($0.column)) }
        let keyColumns = key.compactMap { name in columns.first { $0.name == name } }
        return Table(
            name: name, columns: columns, key: key,
            children: children.flatMap { $0.tables(parentKey: keyColumns, part: nil) },
            keepsFingerprint: keepsFingerprint, createdColumn: reading.incremental?.createdColumn, indexes: indexes,
            comment: comment)
    }
}

/// How the records of a resource are found.
public enum Reading: Sendable {
    /// A list that is read in full each run, once for each variant of its query; what is gone from it gets a tombstone.
    case list(Endpoint, variants: [[QueryItem]])

    /// Read by creation time, span by span.
    case spans(Endpoint, Incremental)

    /// Records inside the records of another resource: `at` is the member that holds them, `inheriting` the parent's
    /// columns that each of them takes over; from the parent's details instead of its list when `fromDetails`.
    case nested(in: String, at: String, inheriting: [String], fromDetails: Bool)

    /// A list that one query reads in full each run; what is gone from it gets a tombstone.
    public static func list(_ endpoint: Endpoint) -> Reading {
        .list(endpoint, variants: [[]])
    }

    package var incremental: Incremental? {
        if case .spans(_, let incremental) = self { incremental } else { nil }
    }
}

/// A part of a resource's record that comes only when it is asked for.
///
/// What was not asked for is neither compared nor cleared by a merge.
public struct Part: Sendable, Hashable {
    package let name: String

    /// What asks for it.
    package let query: [QueryItem]

    /// The records a page may hold when it is asked for; `nil`: as many as without it.
    package let maximumPage: Int?

    /// The part comes by itself whenever a single scope is read: with a key of one of these kinds, or scope by scope.
    package let comesWithScope: Bool

    /// Declares a part.
    ///
    /// - Parameters:
    ///   - name: what ``LoadOptions/parts`` and the fields of the part call it.
    ///   - query: what asks for it.
    ///   - maximumPage: the records a page may hold when it is asked for; nil: as many as without it.
    ///   - comesWithScope: it comes by itself whenever a single scope is read.
    public init(_ name: String, query: [QueryItem] = [], maximumPage: Int? = nil, comesWithScope: Bool = false) {
        self.name = name
        self.query = query
        self.maximumPage = maximumPage
        self.comesWithScope = comesWithScope
    }
}

/// What only the answer about a single record carries, read for each row once per interval.
public struct Details: Sendable {
    /// Placeholders in the path are columns of the resource's key.
    package let endpoint: Endpoint

    /// The part that the fields filled by it belong to.
    package let part: String

    /// The time between two readings of all rows.
    package let interval: Duration

    /// What it may use of the day's requests; nil: all.
    package let share: RequestShare?

    /// Declares what is read record by record.
    ///
    /// - Parameters:
    ///   - endpoint: the answer about one record. Placeholders in the path are columns of the resource's key.
    ///   - part: the part that the fields filled by it belong to.
    ///   - interval: the time between two readings of all rows; each costs a request a row.
    ///   - share: what it may use of the day's requests; nil: all.
    public init(_ endpoint: Endpoint, part: String, interval: Duration, share: RequestShare? = nil) {
        self.endpoint = endpoint
        self.part = part
        self.interval = interval
        self.share = share
    }
}
