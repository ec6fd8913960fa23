internal import Foundation
internal import NIOCore

/// What the sandbox serves, and all that can change while it does.
///
/// An actor, so that each answer is a consistent snapshot. Leads are rendered once, when they are made or changed; a page is
/// put together by copying their bytes.
actor SandboxStore {
    let options: SandboxOptions
    let generator: LeadGenerator
    var quirks: Quirks
    var agency: Agency
    var requests: RequestLedger
    var faults = FaultSchedule()
    /// The latest page that was given on each path, for the fault that gives it again.
    var latestPages: [String: SandboxAnswer] = [:]

    /// All leads there ever were, by their sequence.
    var records: [LeadRecord]
    /// The places of the present leads in `records`, by creation and id.
    var order: [Int32]
    var edits: [Int: LeadEdits] = [:]
    /// Rendered leads; see ``StoredLead``. What a change replaces is left behind.
    var chunks: [[UInt8]]
    /// How many changes there were: the source of their randomness, and their clock.
    var changes = 0
    /// The creation of the newest lead ever. The API's present, as far as open windows go.
    var newest: UTCTime

    private init(options: SandboxOptions, generator: LeadGenerator, agency: Agency, batches: [LeadBatch]) {
        self.options = options
        self.generator = generator
        self.agency = agency
        quirks = options.quirks
        requests = RequestLedger()
        records = batches.flatMap(\.records)
        chunks = batches.map(\.bytes)
        newest = UTCTime(options.newest)
        order = records.indices.map { Int32($0) }
        order.sort { [records] in records[Int($0)].isOlder(than: records[Int($1)]) }
        if let last = order.last { newest = max(newest, records[Int(last)].created) }
    }

    /// Invents and renders all leads, on all cores.
    static func filled(_ options: SandboxOptions) async -> SandboxStore {
        let newest = UTCTime(options.newest)
        let oldest = UTCTime(options.newest.addingTimeInterval(-options.history))
        let generator = LeadGenerator(seed: options.seed, leads: options.leads, oldest: oldest, newest: newest)
        let agency = Agency(seed: options.seed, leads: options.leads, oldest: oldest)
        var entered = generator.timeline(options.leads)
        if let burst = options.burst {
            entered += Array(repeating: UTCTime(burst.second), count: burst.count)
        }
        let plan = LeadBatch.Plan(
            generator: generator, agency: agency, style: RenderStyle(options), backdatedUpTo: options.leads)
        let batches = await plan.batches(entered: entered)
        return SandboxStore(options: options, generator: generator, agency: agency, batches: batches)
    }

    // MARK: - Finding

    /// The lead of that id, unless it is gone or out of the key's sight.
    func lead(_ id: Int64) -> LeadRecord? {
        guard let place = place(of: id) else { return nil }
        if case .profile(let visible) = options.keyKind, agency.profiles[records[place].profile].id != visible {
            return nil
        }
        return records[place]
    }

    func place(of id: Int64) -> Int? {
        guard let place = generator.sequence(of: id), place < records.count else { return nil }
        let record = records[place]
        return record.id == id && !record.isDeleted ? place : nil
    }

    /// The stretch of `order` with leads that were created within the bounds, both included.
    func stretch(from: UTCTime?, to: UTCTime?) -> Range<Int> {
        let start = from.map { bound in partition { records[Int($0)].created >= bound } } ?? 0
        let end = to.map { bound in partition { records[Int($0)].created > bound } } ?? order.count
        return start..<max(start, end)
    }

    /// The first place in `order` at which the condition holds; it holds from there on.
    private func partition(_ condition: (Int32) -> Bool) -> Int {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if condition(order[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    func places(matching filter: LeadFilter, from: UTCTime?, to: UTCTime?) -> ArraySlice<Int32> {
        let stretch = order[stretch(from: from, to: to)]
        if filter.acceptsAll { return stretch }
        return stretch.filter { place in
            let record = records[Int(place)]
            return filter.accepts(record, edits: edits[Int(place)], generator: generator, agency: agency)
        }[...]
    }
}

extension LeadRecord {
    /// The order of the walk: by creation, then by id.
    func isOlder(than other: LeadRecord) -> Bool {
        (created, id) < (other.created, other.id)
    }
}

extension RenderStyle {
    init(_ options: SandboxOptions) {
        self.init(
            explicitNulls: options.quirks.explicitNulls, mixedTimestamps: options.quirks.mixedTimestamps,
            hasNULCharacters: options.hasNULCharacters)
    }
}
