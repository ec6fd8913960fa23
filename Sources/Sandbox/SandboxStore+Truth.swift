internal import Foundation
internal import NIOCore

extension SandboxStore {
    func leadIDs(from: Date?, to: Date?) -> [Int64] {
        visiblePlaces(from: from, to: to).map { records[Int($0)].id }
    }

    func leadJSON(_ id: Int64, asked: LeadParts) -> [UInt8]? {
        guard let lead = lead(id) else { return nil }
        var buffer = ByteBuffer()
        append(lead, asked: asked, to: &buffer)
        return Array(buffer.readableBytesView)
    }

    func totals(from: Date?, to: Date?) -> LeadTotals {
        var totals = LeadTotals()
        var quoted = Money(cents: 0)
        var sold = Money(cents: 0)
        for place in visiblePlaces(from: from, to: to) {
            let lead = records[Int(place)]
            totals.leads += 1
            totals.spam += lead.isSpam ? 1 : 0
            totals.duplicates += lead.isDuplicate ? 1 : 0
            totals.byType[lead.type.label, default: 0] += 1
            totals.quoted += lead.quote == nil ? 0 : 1
            quoted.cents += lead.quote?.cents ?? 0
            totals.sold += lead.sales == nil ? 0 : 1
            sold.cents += lead.sales?.cents ?? 0
        }
        totals.quoteValue = quoted.decimalText
        totals.salesValue = sold.decimalText
        return totals
    }

    /// Draws every lead again: seconds for a million.
    func childTotals(from: Date?, to: Date?) -> ChildTotals {
        var totals = ChildTotals()
        for place in visiblePlaces(from: from, to: to) {
            let lead = records[Int(place)]
            let person = generator.person(of: lead)
            let edits = edits[Int(place)] ?? LeadEdits()
            totals.additionalFields += generator.additionalFields(of: lead, person: person, edits: edits).count
            totals.leadAnalysis += quirks.elite ? generator.leadAnalysis(of: lead).count : 0
            totals.customFields += generator.customFields(of: lead).count
            totals.fieldMappings += generator.fieldMappings(of: lead, person: person).count
            let journey = Journey(
                seed: generator.seed, lead: lead, edits: edits, pageViews: quirks.pageViewsPerVisit)
            totals.journeySteps += quirks.elite ? journey.stepCount : 0
            totals.journeyPageViews += quirks.elite ? journey.pageViewCount : 0
        }
        return totals
    }

    private func visiblePlaces(from: Date?, to: Date?) -> ArraySlice<Int32> {
        var filter = LeadFilter()
        if case .profile(let visible) = options.keyKind { filter.profile = visible }
        return places(matching: filter, from: from.map { UTCTime($0) }, to: to.map { UTCTime($0) })
    }
}
