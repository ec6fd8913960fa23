public import Foundation
internal import Warehouse

/// What a person or a schedule decides about one load.
public struct LoadOptions: Sendable {
    /// The schema that the tables are in.
    public var dataset: String
    /// The resources to load; nil: all.
    public var resources: Set<String>?
    /// Single records to load through their own endpoint, by key; nothing else is loaded then. Refused where no resource of the
    /// source has such an endpoint.
    public var singles: [String] = []
    /// How far back the backfill goes; nil: as far as the source says.
    public var since: Date?
    /// The end of what is read; nil: now.
    public var until: Date?
    /// How much to read again, whatever is due; nil: what is due.
    public var lookback: Duration?
    /// The most requests that this run may send.
    public var maximumRequests: Int?
    /// The requests that the key may send in a day, over all processes; nil: what its kind says.
    public var dailyLimit: Int?
    /// A batch with more rejected records than this, and than 1 % of its records, is not merged.
    public var maximumRejected = 100
    /// What becomes of fields that no column takes, and of values that do not fit.
    public var contracts = Contracts()
    /// Ignore fingerprints: compare columns and children, which also repairs what was edited by hand.
    public var isFull = false
    /// Let rows get a tombstone even when they are more than 100 and more than a fifth of those that were expected.
    public var allowsMassDeletion = false
    /// Confirms that the dataset is to be filled with another key's scope or from another host from now on.
    public var acceptsOrigin = false
    /// Parts of the records to ask for, such as the journey of a lead. One that no resource of the source has is refused.
    public var parts: Set<String> = []
    /// Read scope by scope, where a resource has scopes.
    public var readsByScope = false
    /// Whether the answers hold the records of the separate pass: nil to find out.
    package var defaultHoldsSeparateRecords: Bool?
    /// What starts the load, as it will stand with its package: `schedule`, `deploy`.
    public var trigger = "manual"
    /// The id of its package, when whoever starts it wants to know it beforehand; nil to make one. One that is there is refused.
    public var packageID: UUID?
    /// Wait while another run holds the dataset, instead of leaving.
    public var waitsForTurn = false
    /// How long the hold on the dataset lasts without a sign of life: what the next run waits when this one is killed.
    public var leaseTimeToLive: Duration = .seconds(30)
    /// How many spans are walked side by side; at least 1.
    public var spansAtOnce = 4
    /// How many pages are merged together; at least 1. While one batch is merged the next is filled, so twice as many may be
    /// read and not merged yet: what a crash costs.
    public var pagesPerBatch = 4
    /// The bytes of answers that may be in memory at once; at least 1, which reads page by page.
    public var pageMemory = 16 << 20
    /// Pages of so many bytes, and no more than may be in memory, go straight into the table when it holds none of their
    /// records.
    package var directCopyFrom = 1 << 20
    /// Smaller pages than the API gives; for tests.
    package var pageSize: Int?

    /// The defaults, for tables in the schema `dataset`; not `sluice…`, `pg_…` or `information_schema`.
    public init(dataset: String) {
        self.dataset = dataset
    }

    /// Fails for what no load can be asked to do.
    func check(_ source: Source) throws {
        for name in resources ?? [] where source.resource(name) == nil {
            throw LoadError.unknownResource(name, known: source.resources.map(\.name))
        }
        for resource in source.resources {
            if let reason = ColumnName.refusal(of: resource.table) { throw LoadError.unsafeName(reason) }
        }
        if let since, let until, since >= until { throw LoadError.sinceAfterUntil }
        let known = Set(source.resources.flatMap { $0.parts.map(\.name) })
        for name in parts.sorted() where !known.contains(name) {
            throw LoadError.unknownPart(name, known: known.sorted())
        }
        if !singles.isEmpty, source.resources.allSatisfy({ $0.single == nil }) {
            throw LoadError.noSingles(source: source.name)
        }
        for (option, value) in [
            ("spansAtOnce", spansAtOnce), ("pagesPerBatch", pagesPerBatch), ("pageMemory", pageMemory),
        ] where value < 1 {
            throw LoadError.tooSmall(option: option, value: value, least: 1)
        }
    }

    /// The parts that are asked for of a resource when its list or spans are read.
    func asked(_ resource: Resource, byScope: Bool, keyKind: KeyKind) -> AskedParts {
        AskedParts(
            Set(
                resource.parts.filter { part in
                    parts.contains(part.name) || part.comesWithScope && (byScope || keyKind.identity != nil)
                }.map(\.name)), includesExtra: resource.details == nil)
    }
}
