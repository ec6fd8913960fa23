public import Foundation
public import RESTSource

/// How a resource is read by creation time: what the API filters by, and how far back a run reads again.
public struct Incremental: Sendable {
    /// The column whose instant the API filters and sorts by.
    package let createdColumn: String

    /// The names of the parameters that bound the creation time, both inclusive.
    package let startParameter: String
    package let endParameter: String

    /// What asks for ascending creation time.
    package let ascending: [QueryItem]

    /// The longest stretch that one request may cover.
    package let maximumSpan: Duration

    /// Where the backfill ends when nothing says otherwise.
    package let earliest: Date

    /// The resource and column whose earliest instant bounds the backfill, when the key can read it.
    package let earliestFrom: Origin?

    /// How far back records are read again, because they change after their creation.
    package let tiers: [Tier]

    /// Records that the default answer may leave out, and the query that brings them.
    package let separatePass: SeparatePass?

    /// How to read scope by scope instead of all at once.
    package let scope: Scope?

    /// Where the earliest instant that there can be is found.
    public struct Origin: Sendable {
        package let resource: String
        package let column: String

        /// The resource and the column.
        public init(resource: String, column: String) {
            self.resource = resource
            self.column = column
        }
    }

    /// A look-back: every `interval` a run reads the last `lookback` again.
    public struct Tier: Sendable {
        package let name: String
        package let lookback: Duration
        package let interval: Duration

        /// A look-back under the name that its spans have in the books; `.zero` for each run.
        public init(_ name: String, lookback: Duration, every interval: Duration) {
            self.name = name
            self.lookback = lookback
            self.interval = interval
        }
    }

    /// Records that carry `true` in `column` and come for certain only with `query`.
    ///
    /// As long as no default answer was seen to hold one, each span is read with the query first.
    public struct SeparatePass: Sendable {
        package let column: String
        package let query: [QueryItem]

        /// - Parameters:
        ///   - column: a boolean column that tells such a record.
        ///   - query: what brings them.
        public init(column: String, query: [QueryItem]) {
            self.column = column
            self.query = query
        }
    }

    /// The parameter that narrows an answer to one scope, the column of the record that names it, and the resource whose
    /// rows are the scopes.
    public struct Scope: Sendable {
        package let parameter: String
        package let column: String
        package let resource: String

        /// The parameter, the column, and the resource.
        public init(parameter: String, column: String, resource: String) {
            self.parameter = parameter
            self.column = column
            self.resource = resource
        }
    }

    /// Declares how a resource is read by creation time.
    ///
    /// - Parameters:
    ///   - createdColumn: the column whose instant the API filters and sorts by.
    ///   - start: the parameter of the first instant, which is sent as `2026-01-31T23:59:59Z`.
    ///   - end: the parameter of the last instant.
    ///   - ascending: what asks for ascending creation time.
    ///   - maximumSpan: the longest stretch that one request may cover.
    ///   - earliest: where the backfill ends when nothing says otherwise.
    ///   - earliestFrom: the resource and column whose earliest instant bounds the backfill, when the key can read it.
    ///   - tiers: how far back records are read again, the shortest look-back first; its first one is due at each run.
    ///   - separatePass: records that the default answer may leave out.
    ///   - scope: how to read scope by scope instead of all at once.
    public init(
        createdColumn: String, start: String, end: String, ascending: [QueryItem], maximumSpan: Duration,
        earliest: Date, earliestFrom: Origin? = nil, tiers: [Tier], separatePass: SeparatePass? = nil,
        scope: Scope? = nil
    ) {
        self.createdColumn = createdColumn
        self.startParameter = start
        self.endParameter = end
        self.ascending = ascending
        self.maximumSpan = maximumSpan
        self.earliest = earliest
        self.earliestFrom = earliestFrom
        self.tiers = tiers
        self.separatePass = separatePass
        self.scope = scope
    }
}
