import JSON
package import Postgres
package import Warehouse

/// A field that no column takes, the table it lies in, and what it needs to become a column there.
package struct PromotedField: Sendable {
    /// The shape of the table: a resource's own, or a child table.
    package let table: TableShape
    package let key: [Column]
    package let field: String

    /// The column that takes the field as far as it fits: what `extra` holds of it are the values that do not.
    package let variantOf: String?

    /// Finds `leads.some_field`: the table up to the first dot, the field behind it.
    ///
    /// - Parameter source: with the columns that the dataset has beyond the declarations.
    package init(_ name: String, in source: Source) throws(PromotionError) {
        guard let dot = name.firstIndex(of: "."), dot > name.startIndex, name.index(after: dot) < name.endIndex else {
            throw .notAName(name)
        }
        try self.init(table: String(name[..<dot]), field: String(name[name.index(after: dot)...]), in: source)
    }

    package init(table name: String, field: String, in source: Source) throws(PromotionError) {
        let places = source.resources.flatMap(FieldPlaces.all)
        guard let place = places.first(where: { $0.table == name }) else {
            throw .noSuchTable(name, known: places.map(\.table))
        }
        guard let shape = source.resources.flatMap(\.table.shapes).first(where: { $0.name == name }) else {
            throw .noSuchTable(name, known: places.map(\.table))
        }
        let full = "\(name).\(field)"
        variantOf = try place.fieldWhoseMisfits(are: field, name: full)?.column
        if let variantOf, let taken = place.fields.first(where: { $0.variantOf == variantOf }) {
            throw .isTaken(name: full, column: taken.column)
        }
        guard !field.unicodeScalars.contains("\u{FFFD}") else { throw .unreadableName("\(name).\(field)") }
        table = shape
        key = place.key
        self.field = field
    }

    package var name: String { "\(table.name).\(field)" }

    /// Why no value tells the type: the field was never seen, or only without a value.
    package func whyUntyped(_ dataset: String, on connection: Connection) async throws -> PromotionError {
        let isObserved = try await ObservedFields.read(dataset, on: connection)
            .contains { $0.field.table == table.name && $0.field.name == field }
        if let variantOf, !isObserved { return .isTaken(name: name, column: variantOf) }
        return isObserved ? .noValue(name) : .neverSeen(name)
    }

    /// The comment on the column of a field that was promoted.
    static func comment(on field: String) -> String {
        "the field \"\(field)\", which this dataset has a column for beyond the declarations"
    }

    /// The field with a column: the name as it is given or proposed, and safe.
    ///
    /// - Parameter present: all columns that the table has, those that people added too.
    package func added(as type: ColumnType, column given: String?, present: Set<String>) throws(PromotionError)
        -> AddedField
    {
        let taken = present.union(table.columns.map(\.name)).union(SystemColumn.reserved)
        let column: String
        if let given {
            if let reason = ColumnName.refusal(of: given) ?? SystemColumn.refusal(of: given) {
                throw .unsafeColumn(given, reason: reason)
            }
            guard !taken.contains(given) else { throw .columnExists("\(table.name).\(given)") }
            column = given
        } else {
            // A variant is named as dlt names it, after the column and the type.
            let variant = variantOf.map { "\($0)__v_\(type.rawValue)" }
            let proposed =
                variant.map { ColumnName.distinct($0, for: field, besides: taken) }
                ?? ColumnName.proposed(for: field, besides: taken)
            guard let proposed else { throw .noName(name) }
            column = proposed
        }
        return AddedField(table: table.name, field: field, column: column, type: type, variantOf: variantOf)
    }
}

/// A table whose rows keep an `extra`, and the fields that have columns in it.
struct FieldPlaces: Sendable {
    let table: String
    let key: [Column]
    let fields: [Field]
    /// The part that comes with the details, where they are read on their own.
    var detailsPart: String?

    static func all(of resource: Resource) -> [FieldPlaces] {
        let table = resource.table
        return [
            FieldPlaces(
                table: resource.name, key: table.keyColumns, fields: resource.fields,
                detailsPart: resource.details?.part)
        ]
            + resource.children.flatMap { all(in: $0, of: table) }
    }

    private static func all(in child: Child, of table: Table) -> [FieldPlaces] {
        guard case .elements = child.rows, let built = table.children.first(where: { $0.name == child.table }) else {
            return []
        }
        let key = built.key.compactMap { name in built.columns.first { $0.name == name } }
        return [FieldPlaces(table: child.table, key: key, fields: child.fields)]
            + child.children.flatMap { all(in: $0, of: table) }
    }

    /// The field of which `extra` holds, under that name, what its column could not take; nil when nothing is known of the name.
    ///
    /// Whatever else has a column is refused: a second value beside the one that the column has, something that fields reach into, or
    /// a part that was not asked for.
    func fieldWhoseMisfits(are name: String, name full: String) throws(PromotionError) -> Field? {
        let path = fields.path(of: name)
        let own = fields.first {
            $0.paths.contains(path) || $0.paths.contains { $0.keys.count > 1 && $0.keys[0] == name }
        }
        guard let own else { return nil }
        guard own.nameInExtra.utf8.elementsEqual(name.utf8), own.part == nil || own.part == detailsPart else {
            throw .isTaken(name: full, column: own.column)
        }
        return own
    }

    /// The column that takes a field, by the field's name in `extra`; nil when none does.
    func column(of field: String) -> String? {
        let path = fields.path(of: field)
        return fields.first { $0.paths.contains(path) }?.column
    }
}

/// Why a field cannot be promoted.
package enum PromotionError: Error, Sendable, CustomStringConvertible {
    case notAName(String)
    case noSuchTable(String, known: [String])
    case isTaken(name: String, column: String)
    case neverSeen(String)
    case noValue(String)
    case unreadableName(String)
    case noName(String)
    case unsafeColumn(String, reason: String)
    case columnExists(String)
    case doesNotFit(name: String, type: ColumnType, misfits: Int, values: Int, example: String)
    case unreadableFile(path: String, reason: String)
    case notBuilt(AddedField)

    package var description: String {
        switch self {
        case .notAName(let name):
            "\"\(name)\" is no field; write it as table.field, as `sluice schema fields` lists them"
        case .noSuchTable(let name, let known):
            "there is no table \"\(name)\" that keeps unknown fields; there are \(known.joined(separator: ", "))"
        case .isTaken(let name, let column):
            "\(name) has its column already: \(column)"
        case .neverSeen(let name):
            "\(name) was never seen in this dataset; `sluice schema fields` lists what was. To add it all the same, say of which "
                + "type it is with --type"
        case .noValue(let name):
            "\(name) was seen without a value only, so nothing tells its type; say it with --type"
        case .unreadableName(let name):
            "the name of \(name) holds a character that PostgreSQL cannot store, so no column can be read from it; it stays in extra"
        case .noName(let name):
            "no name for a column can be made of \(name); give it one with --column"
        case .unsafeColumn(let name, let reason):
            "\"\(name)\" cannot be the name of a column: \(reason). Give another one with --column"
        case .columnExists(let name):
            "the column \(name) is there already; give the new one another name with --column"
        case .doesNotFit(let name, let type, let misfits, let values, let example):
            "\(misfits) of the \(values) values of \(name) do not fit \(type.rawValue), such as \(example); choose another type, "
                + "text takes all but lists and maps, and jsonb takes everything"
        case .unreadableFile(let path, let reason):
            "\(path) is not what `sluice schema promote --print` wrote: \(reason)"
        case .notBuilt(let added):
            "the SQL did not make the column \(added.column) \(added.type.rawValue) in \(added.table), so nothing was applied; "
                + "keep its first line and the statement that adds the column as they were printed"
        }
    }
}
