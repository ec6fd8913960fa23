extension LeadRenderer {
    /// Appends `,"customer_journey":[…]` (API reference, "customer_journey"). Rendered when asked for: it would double what the
    /// store keeps.
    func renderJourney(of lead: LeadRecord, edits: LeadEdits, into json: inout JSONWriter) {
        var random = SplitMix64(seed: generator.seed, stream: .style, sequence: lead.sequence)
        json.escapesSlashes = random.chance(500)
        json.escapesUnicode = random.chance(330)
        json.resume()
        let journey = Journey(
            seed: generator.seed, lead: lead, edits: edits, pageViews: pageViewsPerVisit)
        json.key("customer_journey")
        json.beginArray()
        if !journey.isEmpty {
            let attribution = generator.attribution(of: lead, edits: edits)
            if let earlier = journey.earlierLead {
                conversion(id: earlier.id, date: earlier.date, type: .webForm, url: attribution.landingURL, &json)
            }
            for visit in journey.visits { self.visit(visit, &json) }
            conversion(id: lead.id, date: lead.created, type: lead.type, url: attribution.leadURL, &json)
        }
        json.endArray()
    }

    private func visit(_ visit: Journey.Visit, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("type")
        json.value("attribution")
        json.key("date_created")
        json.value(visit.date)
        json.key("lead_source")
        json.value(visit.attribution.source)
        json.key("lead_medium")
        json.value(visit.attribution.medium)
        if let campaign = visit.attribution.campaign {
            json.key("lead_campaign")
            json.value(campaign)
        }
        if let content = visit.attribution.content {
            json.key("lead_content")
            json.value(content)
        }
        if let keyword = visit.attribution.keyword {
            json.key("lead_keyword")
            json.value(keyword)
        }
        json.key("page_views")
        json.beginArray()
        for view in visit.pageViews {
            json.beginObject()
            json.key("order")
            json.value(view.order)
            json.key("page_url")
            json.value(view.url)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private func conversion(id: Int64, date: UTCTime, type: LeadType, url: String, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("type")
        json.value("lead")
        json.key("date_created")
        json.value(date)
        json.key("lead_id")
        json.value(id)
        json.key("lead_type")
        json.value(type.label)
        json.key("lead_url")
        json.value(url)
        json.endObject()
    }
}
