/// What may be edited of a lead while the sandbox runs.
package enum LeadChange: String, Sendable, CaseIterable {
    /// One of: money, quotability, notes, an answer, the attribution. `last_updated` moves.
    case anything
    /// The journey alone: without `customer_journey=true` the answer stays byte for byte what it was.
    case journeyOnly
    /// One answer in `additional_fields`; no column of the lead changes, `last_updated` neither.
    case formAnswerOnly
    /// `quote_value` and `sales_value`. `last_updated` moves.
    case value
    /// `last_updated` and nothing else.
    case touch
}
