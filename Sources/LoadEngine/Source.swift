public import JSON
public import RESTSource

/// An API as data: what can be asked of it and which tables that fills.
///
/// A source holds no closures, so that one day it can be read from a file. The engine knows nothing of any API but what
/// stands here. <doc:AddingAResource> declares one from the beginning.
public struct Source: Sendable {
    /// The name of the source: its line of migrations and the default name of its dataset.
    public let name: String

    /// Where the API is served when nothing else is configured.
    public let defaultBaseURL: String

    /// Where an answer carries the API's own words about an error.
    package let errorKey: JSONPath

    /// The kinds of key that the API gives out, the one that reaches most first: they are tried in this order.
    package let keyKinds: [KeyKind]

    /// The resources, in the order in which a load reads them.
    public internal(set) var resources: [Resource]

    /// Declares an API.
    ///
    /// - Parameters:
    ///   - name: its line of migrations: the folder that holds the SQL of its tables. Lower case, and never changed later.
    ///   - defaultBaseURL: where the API is served, with everything before the paths of the endpoints.
    ///   - errorKey: where an answer carries the API's own words about an error. An answer that has it counts as an error,
    ///     whatever its status says.
    ///   - keyKinds: the kinds of key, the one that reaches most first; at least one.
    ///   - resources: in the order in which they are read: parents before what is read inside of them.
    public init(
        name: String, defaultBaseURL: String, errorKey: JSONPath, keyKinds: [KeyKind], resources: [Resource]
    ) {
        self.name = name
        self.defaultBaseURL = defaultBaseURL
        self.errorKey = errorKey
        self.keyKinds = keyKinds
        self.resources = resources
    }

    /// The resource of that name, if there is one.
    public func resource(_ name: String) -> Resource? {
        resources.first { $0.name == name }
    }
}

/// A kind of API key: how to recognise it and what it may do.
///
/// Each load asks for one page of the kind's probe first. The first kind whose probe is not refused is the key's; a dataset
/// remembers it, and a key of another reach is not let in by mistake.
public struct KeyKind: Sendable {
    package let name: String

    /// The requests that a key of this kind may send in a day.
    package let dailyLimit: Int

    /// What such a key can read and a lesser one cannot: a page of it is asked for.
    package let probe: Endpoint

    /// The field of that record which says whose key it is, when the kind alone does not.
    package let identity: String?

    /// The resource that the probe lists, when its records show whose key it is: a key that sees none of the rows that a
    /// dataset holds is another's.
    package let lists: String?

    /// Declares a kind of key.
    ///
    /// - Parameters:
    ///   - name: what ``Resource``s that only some kinds may read call it.
    ///   - dailyLimit: the requests that a key of this kind may send in a day (UTC), over all processes.
    ///   - probe: what such a key can read and a lesser one cannot.
    ///   - identity: the field of the probe's record which says whose key it is, when the kind alone does not.
    ///   - lists: the resource that the probe lists, when its records show whose key it is.
    public init(_ name: String, dailyLimit: Int, probe: Endpoint, identity: String? = nil, lists: String? = nil) {
        self.lists = lists
        self.name = name
        self.dailyLimit = dailyLimit
        self.probe = probe
        self.identity = identity
    }
}
