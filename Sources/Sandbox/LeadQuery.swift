/// What a request to `/leads` asks for (API reference, "`GET /leads` - parameters").
struct LeadQuery {
    let page: PageRequest
    let from: UTCTime?
    let to: UTCTime?
    let isAscending: Bool
    let filter: LeadFilter
    let parts: LeadParts

    /// - Parameter newest: where windows that the request leaves open end.
    init(
        _ parameters: QueryParameters, keyKind: SandboxOptions.KeyKind, newest: UTCTime, quirks: Quirks
    ) throws(APIError) {
        page = try PageRequest(parameters, plural: "leads", maximum: 2_500, quirks: quirks)
        isAscending = try parameters.choice("order", [("asc", true), ("desc", false)], quirks) ?? false
        filter = try LeadFilter(parameters, keyKind: keyKind, quirks: quirks)
        (from, to) = try Self.window(parameters, newest: newest, quirks: quirks)
        parts = try Self.parts(parameters, keyKind: keyKind, quirks: quirks)
    }

    /// The journey when asked for; the mapped fields to a profile key always, to an agency key only with a profile.
    static func parts(
        _ parameters: QueryParameters, keyKind: SandboxOptions.KeyKind, quirks: Quirks
    ) throws(APIError) -> LeadParts {
        var parts: LeadParts = []
        if try parameters.flag("customer_journey", quirks) == true { parts.insert(.journey) }
        if keyKind != .agency {
            parts.insert(.mapped)
        } else if parameters["profile_id"] != nil {
            parts.insert(.mapped)
        }
        return parts
    }

    private static func window(
        _ parameters: QueryParameters, newest: UTCTime, quirks: Quirks
    ) throws(APIError) -> (from: UTCTime?, to: UTCTime?) {
        let dates = try parameters.dates(quirks)
        if quirks.ignoresDates { return (nil, nil) }
        let to = dates.to ?? max(newest, dates.from ?? newest)
        let from = dates.from ?? quirks.defaultWindowDays.map { UTCTime(seconds: to.seconds - Int64($0) * UTCTime.day) }
        if let from, let days = quirks.maximumSpanDays, to.seconds - from.seconds > Int64(days) * UTCTime.day {
            throw .invalidRange("please use at most \(days) days", quirks)
        }
        return (from, to)
    }
}
