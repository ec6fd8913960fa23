/// A run of leads, invented and rendered together.
struct LeadBatch: Sendable {
    private static let size = 2_048
    /// A little more than the average, so that a buffer seldom grows.
    private static let expectedBytes = 2_600

    let records: [LeadRecord]
    let bytes: [UInt8]

    /// All that invention needs to know.
    struct Plan: Sendable {
        let generator: LeadGenerator
        let agency: Agency
        let style: RenderStyle
        /// Leads from this sequence on lie where they were put.
        let backdatedUpTo: Int

        /// Leads for each of the times, in batches by sequence, made on all cores.
        func batches(entered: [UTCTime]) async -> [LeadBatch] {
            let starts = stride(from: 0, to: entered.count, by: LeadBatch.size)
            return await withTaskGroup(of: (Int, LeadBatch).self) { group in
                for (chunk, start) in starts.enumerated() {
                    group.addTask {
                        let times = entered[start..<min(start + LeadBatch.size, entered.count)]
                        return (chunk, LeadBatch(times, chunk: chunk, plan: self))
                    }
                }
                var batches: [LeadBatch?] = Array(repeating: nil, count: starts.underestimatedCount)
                for await (chunk, batch) in group { batches[chunk] = batch }
                return batches.compactMap { $0 }
            }
        }
    }

    /// - Parameter entered: when each was entered; its indices are the sequences.
    init(_ entered: ArraySlice<UTCTime>, chunk: Int, plan: Plan) {
        let renderer = LeadRenderer(generator: plan.generator, agency: plan.agency)
        var fields = LeadFields(json: JSONWriter(capacity: entered.count * Self.expectedBytes), style: plan.style)
        records = entered.indices.map { sequence in
            var record = plan.generator.record(
                sequence, entered: entered[sequence], mayBeBackdated: sequence < plan.backdatedUpTo,
                profiles: plan.agency.wheel)
            record.json = renderer.render(record, edits: LeadEdits(), into: &fields)
            record.json.chunk = UInt32(chunk)
            return record
        }
        bytes = fields.json.bytes
    }
}
