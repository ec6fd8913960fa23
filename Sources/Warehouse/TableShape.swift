/// A table as PostgreSQL's catalogue tells it: what a declaration asks for, and what a database has, in the same words.
///
/// Parents and children alike; whatever only the loader knows of a table (parts, groups, fingerprints) is not in it.
package struct TableShape: Sendable, Hashable {
    package let name: String
    package var comment: String?
    package var columns: [ColumnShape]
    /// The columns of the primary key, in order; empty when there is none.
    package var key: [String]
    package var indexes: [IndexShape]

    package struct ColumnShape: Sendable, Hashable {
        package let name: String
        /// As `format_type` names it: `timestamp with time zone`.
        package let type: String
        package let isNullable: Bool
        package var comment: String?

        package init(name: String, type: String, isNullable: Bool, comment: String?) {
            self.name = name
            self.type = type
            self.isNullable = isNullable
            self.comment = comment
        }
    }

    /// An index beside the primary key.
    package struct IndexShape: Sendable, Hashable {
        package let name: String
        /// Each as `pg_get_indexdef` writes it.
        package let keys: [String]
        package let including: [String]
        /// False when a `create index concurrently` was cut short: it is kept up, and never read.
        package let isValid: Bool
        /// Whether it is a btree of all rows, and forbids nothing: unique ones, partial ones and others of the name are not ours.
        package let isPlain: Bool

        package init(name: String, keys: [String], including: [String], isValid: Bool = true, isPlain: Bool = true) {
            self.name = name
            self.keys = keys
            self.including = including
            self.isValid = isValid
            self.isPlain = isPlain
        }
    }

    package init(
        name: String, comment: String? = nil, columns: [ColumnShape] = [], key: [String] = [],
        indexes: [IndexShape] = []
    ) {
        self.name = name
        self.comment = comment
        self.columns = columns
        self.key = key
        self.indexes = indexes
    }

    package func column(_ name: String) -> ColumnShape? {
        columns.first { $0.name == name }
    }
}

extension Column {
    package var shape: TableShape.ColumnShape {
        .init(name: name, type: type.catalogueName, isNullable: isNullable, comment: comment)
    }
}

extension Table {
    /// The table and its child tables as the catalogue must tell them.
    package var shapes: [TableShape] {
        let own = TableShape(
            name: name, comment: comment, columns: (columns + systemColumns).map(\.shape), key: key,
            indexes: indexes.map { index in
                .init(name: index.name(on: name), keys: index.keys.map(\.catalogueText), including: index.including)
            })
        return [own]
            + children.map { child in
                TableShape(
                    name: child.name, comment: child.comment, columns: child.columns.map(\.shape), key: child.key)
            }
    }
}
