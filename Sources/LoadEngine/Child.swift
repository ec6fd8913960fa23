import Warehouse

/// A table that is filled from a part of a resource's record.
public struct Child: Sendable, Hashable {
    package let table: String
    package let rows: Rows
    package let part: String?

    /// The fields of an element; none for the entries of maps.
    package internal(set) var fields: [Field]

    /// Tables filled from lists inside the elements.
    package internal(set) var children: [Child]

    /// What the table and the columns that no field fills hold, in words.
    package let comments: Comments

    /// The comments of a child table.
    public struct Comments: Sendable, Hashable {
        package let table: String?
        /// Of the columns that are the parent's key, in their order, and of the columns beside them.
        package let columns: [String]

        /// The table's comment, and those of the columns that no field fills: the parent's key first.
        public init(_ table: String? = nil, columns: [String] = []) {
            self.table = table
            self.columns = columns
        }
    }

    /// What makes the rows.
    package enum Rows: Sendable, Hashable {
        /// A row for each element of a list of objects; `ordinal` is the column of its place, counted from 1.
        case elements(of: String, ordinal: String)

        /// A row for each entry of some maps: the map's name, the entry's place from 1, its name as it came, its value.
        case entries(of: [EntryGroup], columns: EntryColumns)
    }

    /// A map whose entries become rows, and the part it comes with.
    public struct EntryGroup: Sendable, Hashable {
        package let field: String
        package let part: String?

        /// - Parameters:
        ///   - field: the name of the map in the record, which also stands in each of its rows.
        ///   - part: the part of the record that it comes with; nil: it comes with every record.
        public init(_ field: String, part: String? = nil) {
            self.field = field
            self.part = part
        }
    }

    /// The names of the four columns beside the parent's key.
    public struct EntryColumns: Sendable, Hashable {
        package let group: String
        package let ordinal: String
        package let name: String
        package let value: String

        /// - Parameters:
        ///   - group: the column that names the map.
        ///   - ordinal: the column of the entry's place in it, from 1.
        ///   - name: the column of the entry's name, as it came.
        ///   - value: the column of its value, as text.
        public init(group: String, ordinal: String, name: String, value: String) {
            self.group = group
            self.ordinal = ordinal
            self.name = name
            self.value = value
        }
    }

    private init(
        _ table: String, rows: Rows, part: String?, fields: [Field], children: [Child], comments: Comments
    ) {
        self.table = table
        self.rows = rows
        self.part = part
        self.fields = fields
        self.children = children
        self.comments = comments
    }

    /// A table with a row for each element of a list of objects in the record.
    ///
    /// Elements have no keys of their own in most APIs; their place in the list stands for one.
    ///
    /// - Parameters:
    ///   - list: the member of the record that holds the list.
    ///   - table: the name of the table. Its key is that of the parent and the place.
    ///   - ordinal: the column of the place, counted from 1.
    ///   - part: the part of the record that the list comes with; nil: it comes with every record.
    ///   - comments: of the parent's key, of the place, and of `extra`.
    ///   - fields: the fields of an element.
    ///   - children: tables filled from lists inside the elements.
    public static func elements(
        of list: String, in table: String, ordinal: String, part: String? = nil, comments: Comments = .init(),
        fields: [Field], children: [Child] = []
    ) -> Child {
        Child(
            table, rows: .elements(of: list, ordinal: ordinal), part: part, fields: fields, children: children,
            comments: comments)
    }

    /// A table with a row for each entry of some maps in the record, for maps whose keys people type.
    ///
    /// - Parameters:
    ///   - groups: the maps that share the table.
    ///   - table: the name of the table. Its key is that of the parent, the group and the ordinal.
    ///   - columns: what the four columns beside the parent's key are called.
    ///   - comments: of the parent's key, and of the four columns.
    public static func entries(
        of groups: [EntryGroup], in table: String, columns: EntryColumns, comments: Comments = .init()
    ) -> Child {
        Child(
            table, rows: .entries(of: groups, columns: columns), part: nil, fields: [], children: [],
            comments: comments)
    }

    /// The child table and those below it. `parentKey` is the key that its rows begin with.
    func tables(parentKey: [Column], part inherited: String?) -> [ChildTable] {
        let part = part ?? inherited
        var words = comments.columns[...]
        let key = parentKey.map { Column($0.name, $0.type, isNullable: false, comment: words.popFirst()) }
        switch rows {
        case .elements(_, let ordinal):
            let place = Column(ordinal, .integer, isNullable: false, comment: words.popFirst())
            let extra = Column(SystemColumn.extra.name, SystemColumn.extra.type, comment: words.popFirst())
            let table = ChildTable(
                name: table, columns: key + [place] + fields.map { $0.column() } + [extra],
                key: key.map(\.name) + [ordinal], part: part, comment: comments.table)
            return [table] + children.flatMap { $0.tables(parentKey: key + [place], part: part) }
        case .entries(let groups, let names):
            let columns = [
                Column(names.group, .text, isNullable: false, comment: words.popFirst()),
                Column(names.ordinal, .integer, isNullable: false, comment: words.popFirst()),
                Column(names.name, .text, isNullable: false, comment: words.popFirst()),
                Column(names.value, .text, comment: words.popFirst()),
            ]
            let table = ChildTable(
                name: table, columns: key + columns, key: key.map(\.name) + [names.group, names.ordinal], part: part,
                groups: .init(
                    column: names.group, members: groups.map { .init(name: $0.field, part: $0.part) }),
                comment: comments.table)
            return [table]
        }
    }
}
