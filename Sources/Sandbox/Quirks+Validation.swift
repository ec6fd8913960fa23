extension Quirks {
    /// The first quirk whose number makes no sense; nil when all do. Quirks that come over HTTP must pass this: they are
    /// reckoned with unchecked.
    var implausible: String? {
        let errors = 400...599
        let ranges: [(name: String, number: Int?, range: ClosedRange<Int>)] = [
            ("defaultWindowDays", defaultWindowDays, 0...100_000),
            ("maximumSpanDays", maximumSpanDays, 0...100_000),
            ("clampsPageSize", clampsPageSize, 1...100_000),
            ("zeroRowsTotalPages", zeroRowsTotalPages, 0...1),
            ("pageViewsPerVisit", pageViewsPerVisit, 1...100_000),
            ("invalidParameterStatus", invalidParameterStatus, errors),
            ("agencyOnlyStatus", agencyOnlyStatus, errors),
            ("unknownLeadStatus", unknownLeadStatus, errors),
            ("unknownAccountStatus", unknownAccountStatus, errors),
            ("missingRecordingStatus", missingRecordingStatus, errors),
            ("tooManyRequestsStatus", tooManyRequestsStatus, errors),
            ("dailyLimit", dailyLimit, 0...1_000_000_000),
            ("maximumConcurrentRequests", maximumConcurrentRequests, 1...100_000),
            ("serverErrorEvery", serverErrorEvery, 1...1_000_000),
            ("clockOffsetSeconds", clockOffsetSeconds, -1_000_000_000...1_000_000_000),
            ("latencyMilliseconds", latencyMilliseconds, 0...600_000),
            ("slowBytesMilliseconds", slowBytesMilliseconds, 0...600_000),
            ("retryAfterSeconds", retryAfterSeconds, 0...86_400),
        ]
        return ranges.first { entry in entry.number.map { !entry.range.contains($0) } ?? false }?.name
    }
}
