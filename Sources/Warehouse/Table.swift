/// A table of a dataset as it is declared: what the merge writes and what the migrations must have built.
///
/// Beside its own columns each table has the columns of ``SystemColumn``; they are not listed in ``columns``.
package struct Table: Sendable, Hashable {
    package let name: String
    package let columns: [Column]

    /// The columns of the primary key, in order. They are among ``columns`` and never null.
    package let key: [String]

    package let children: [ChildTable]

    /// Whether each row keeps the fingerprint of the record it was made of (`_fingerprint`).
    package let keepsFingerprint: Bool

    /// The column by whose instant the rows are read in spans; deletions are found by it. `nil`: read in full each time.
    package let createdColumn: String?

    /// The indexes that it has beside its key.
    package let indexes: [Index]

    /// What the table holds, in words.
    package let comment: String?

    package init(
        name: String, columns: [Column], key: [String], children: [ChildTable] = [],
        keepsFingerprint: Bool = false, createdColumn: String? = nil, indexes: [Index] = [], comment: String? = nil
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.children = children
        self.keepsFingerprint = keepsFingerprint
        self.createdColumn = createdColumn
        self.indexes = indexes
        self.comment = comment
    }

    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }
    }

    /// The type of a column, to cast a value to what the column is compared as.
    func typeName(_ column: String) -> String {
        (self.column(column)?.type ?? .text).rawValue
    }

    package var keyColumns: [Column] {
        key.compactMap(column)
    }
}

/// A table whose rows are parts of a parent's record: they come, change and go with it.
package struct ChildTable: Sendable, Hashable {
    package let name: String

    /// The columns, the parent's key first, with the parent's names.
    package let columns: [Column]

    /// The primary key. It begins with the parent's key, so that parent and children can be distributed together.
    package let key: [String]

    /// The part of the record that the rows come from, when that part comes only if it is asked for.
    package let part: String?

    /// When rows of several fields share the table: the column that names the field, and the part of each.
    package let groups: Groups?

    package struct Groups: Sendable, Hashable {
        package let column: String

        /// The groups in order: the name that stands in the column, and the part that the group comes with.
        package let members: [Member]

        package struct Member: Sendable, Hashable {
            package let name: String
            package let part: String?

            package init(name: String, part: String?) {
                self.name = name
                self.part = part
            }
        }

        package init(column: String, members: [Member]) {
            self.column = column
            self.members = members
        }
    }

    /// What the table holds, in words.
    package let comment: String?

    package init(
        name: String, columns: [Column], key: [String], part: String? = nil, groups: Groups? = nil,
        comment: String? = nil
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.part = part
        self.groups = groups
        self.comment = comment
    }
}
