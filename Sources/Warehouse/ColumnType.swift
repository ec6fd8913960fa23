/// The types that a declared column can have.
///
/// A short list on purpose: each has one rule by which a JSON value becomes its text, and one meaning in the warehouse.
/// Instants are `timestamptz`, money is `numeric`, maps with human-typed keys are `jsonb`, and every other text is `text`.
package enum ColumnType: String, Sendable, Hashable, CaseIterable {
    case bigint
    case integer
    case numeric
    case text
    case boolean
    case timestamptz
    case jsonb
    case bytea
    case uuid

    /// The name that `pg_catalog.format_type` gives this type: what the catalogue is compared with.
    package var catalogueName: String {
        switch self {
        case .timestamptz: "timestamp with time zone"
        default: rawValue
        }
    }
}
