/// One column of a declared table.
package struct Column: Sendable, Hashable {
    package let name: String
    package let type: ColumnType
    package let isNullable: Bool

    /// The part of the record that fills this column, when that part comes only if it is asked for.
    ///
    /// A merge that did not ask for the part neither compares nor clears the column. `nil`: it comes with every record.
    package let part: String?

    /// What the column holds, in words: the comment that the table carries.
    package let comment: String?

    package init(
        _ name: String, _ type: ColumnType, isNullable: Bool = true, part: String? = nil, comment: String? = nil
    ) {
        self.name = name
        self.type = type
        self.isNullable = isNullable
        self.part = part
        self.comment = comment
    }
}
