internal import NIOCore

/// The parts of a lead that an answer has only when they are asked for.
package struct LeadParts: OptionSet, Sendable {
    package let rawValue: Int

    /// `customer_journey`.
    package static let journey = LeadParts(rawValue: 1)
    /// `custom_fields` and `field_mappings`.
    package static let mapped = LeadParts(rawValue: 2)

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }
}

extension SandboxStore {
    /// One page of leads in its envelope.
    func page(_ query: LeadQuery) throws(APIError) -> SandboxAnswer {
        let places = places(matching: query.filter, from: query.from, to: query.to)
        let ascending = query.isAscending && !quirks.ignoresOrder
        let rows = try query.page.rows(of: places.count, quirks: quirks)
        let start = ascending ? places.startIndex + rows.lowerBound : places.endIndex - rows.upperBound
        let chosen = places[start..<start + rows.count]

        let envelope = Envelope(plural: "leads", page: query.page, total: places.count, quirks: quirks)
        var buffer = ByteBufferAllocator().buffer(capacity: expectedBytes(chosen) + 256)
        buffer.writeBytes(envelope.head)
        if ascending {
            append(chosen, asked: query.parts, to: &buffer)
        } else {
            append(chosen.reversed(), asked: query.parts, to: &buffer)
        }
        buffer.writeBytes(Envelope.tail)
        return SandboxAnswer(body: buffer, envelope: envelope)
    }

    /// One lead, as `/leads/{id}` has it: in the envelope of the list, or bare where that quirk is on.
    func single(_ lead: LeadRecord, asked: LeadParts) -> ByteBuffer {
        var buffer = ByteBuffer()
        if !quirks.bareSingles { buffer.writeBytes(Envelope.headOfSingle(plural: "leads")) }
        append(lead, asked: asked, to: &buffer)
        if !quirks.bareSingles { buffer.writeBytes(Envelope.tail) }
        return buffer
    }

    /// The lead as it stands between the commas of a page.
    func append(_ lead: LeadRecord, asked: LeadParts, to buffer: inout ByteBuffer) {
        let style = RenderStyle(
            explicitNulls: quirks.explicitNulls, mixedTimestamps: quirks.mixedTimestamps,
            hasNULCharacters: options.hasNULCharacters)
        if style == RenderStyle(options) {
            append(lead, lead.json, of: chunks[Int(lead.json.chunk)], asked: asked, to: &buffer)
        } else {
            var fields = LeadFields(json: JSONWriter(), style: style)
            let stored = renderer.render(lead, edits: edits[lead.sequence] ?? LeadEdits(), into: &fields)
            append(lead, stored, of: fields.json.bytes, asked: asked, to: &buffer)
        }
    }

    var renderer: LeadRenderer {
        LeadRenderer(generator: generator, agency: agency, pageViewsPerVisit: quirks.pageViewsPerVisit)
    }

    private func append(
        _ places: some Sequence<Int32>, asked: LeadParts, to buffer: inout ByteBuffer
    ) {
        var isFirst = true
        for place in places {
            if !isFirst { buffer.writeInteger(UInt8(ascii: ",")) }
            isFirst = false
            append(records[Int(place)], asked: asked, to: &buffer)
        }
    }

    private func append(
        _ lead: LeadRecord, _ stored: StoredLead, of bytes: [UInt8], asked: LeadParts, to buffer: inout ByteBuffer
    ) {
        let start = Int(stored.offset)
        let base = start + Int(stored.base)
        let analysis = base + Int(stored.analysis)
        let end = asked.contains(.mapped) ? analysis + Int(stored.mapped) : analysis
        bytes.withUnsafeBytes { bytes in
            if quirks.elite {
                buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            } else {
                buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<base]))
                buffer.writeStaticString(",\"lead_analysis\":[]")
                buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[analysis..<end]))
            }
        }
        if asked.contains(.journey), quirks.elite {
            var json = JSONWriter(capacity: 2_000)
            renderer.renderJourney(of: lead, edits: edits[lead.sequence] ?? LeadEdits(), into: &json)
            buffer.writeBytes(json.bytes)
        }
        if quirks.hasUnknownField { buffer.writeStaticString(",\"consent_given\":true") }
        buffer.writeStaticString("}")
    }

    private func expectedBytes(_ places: ArraySlice<Int32>) -> Int {
        places.reduce(0) { sum, place in
            let stored = records[Int(place)].json
            return sum + Int(stored.base + stored.analysis + stored.mapped) + 32
        }
    }
}
