/// What the leads of a stretch of time come to: the truth that a loaded table is compared with.
package struct LeadTotals: Sendable, Equatable {
    package var leads = 0
    package var spam = 0
    package var duplicates = 0
    /// By label, as in `lead_type`.
    package var byType: [String: Int] = [:]
    /// How many have a `quote_value`, and their sum as exact decimal text.
    package var quoted = 0
    package var quoteValue = "0"
    /// How many have a `sales_value`, and their sum as exact decimal text.
    package var sold = 0
    package var salesValue = "0"
}

/// How many entries and elements hang on the leads of a stretch of time.
package struct ChildTotals: Sendable, Equatable {
    package var additionalFields = 0
    package var leadAnalysis = 0
    package var customFields = 0
    package var fieldMappings = 0
    package var journeySteps = 0
    package var journeyPageViews = 0
}
