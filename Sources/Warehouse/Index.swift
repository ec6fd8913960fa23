internal import Postgres

/// An index that a declared table has beside its key.
///
/// Its name is made of the table's and of what it is on, as the shipped migrations write it: `leads_account_id_date_created`.
public struct Index: Sendable, Hashable {
    package let keys: [Key]

    /// Columns that the index carries along, so that it alone can answer.
    package let including: [String]

    /// What an index is on.
    public enum Key: Sendable, Hashable {
        /// The value of a column.
        case column(String)
        /// The first 200 characters of a text. Text from the web can be longer than an index row may be (2.7 kB), and the row
        /// would be refused then.
        case beginning(of: String)

        package var column: String {
            switch self {
            case .column(let name), .beginning(let name): name
            }
        }

        /// The key as `pg_get_indexdef` writes it: what the catalogue is compared with.
        package var catalogueText: String {
            switch self {
            case .column(let name): Identifier(name).plainSQL
            case .beginning(let name): "\"left\"(\(Identifier(name).plainSQL), 200)"
            }
        }
    }

    /// An index on the columns in their order.
    ///
    /// - Parameters:
    ///   - keys: what it is on; a text that people type needs ``Key/beginning(of:)``.
    ///   - including: columns that it carries along, so that it alone can answer.
    public init(on keys: Key..., including: [String] = []) {
        self.keys = keys
        self.including = including
    }

    package func name(on table: String) -> String {
        ColumnName.shortened(([table] + keys.map(\.column)).joined(separator: "_"))
    }
}
