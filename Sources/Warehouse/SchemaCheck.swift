package import Postgres

/// Holds what is declared against what a database has, both ways.
///
/// Migrations that were applied say nothing of what was altered by hand since; this does, in a few milliseconds, so a load begins
/// with it. What is there beyond the declarations belongs to whoever made it.
package struct SchemaCheck: Sendable {
    package let declared: [Table]
    package let dataset: String

    package init(_ declared: [Table], dataset: String) {
        self.declared = declared
        self.dataset = dataset
    }

    /// Reads the catalogue and compares.
    package func run(on connection: Connection) async throws -> [SchemaDifference] {
        differences(from: try await SchemaCatalogue.read(dataset, on: connection))
    }

    /// Fails with ``WarehouseError/schemaDiffers(_:)`` when something is wrong that a load cannot work with, and returns the rest.
    @discardableResult
    package func require(on connection: Connection) async throws -> [SchemaDifference] {
        try Self.require(try await run(on: connection))
    }

    /// Fails when a load cannot work with some of the differences, and returns them otherwise.
    package static func require(_ differences: [SchemaDifference]) throws(WarehouseError) -> [SchemaDifference] {
        let fatal = differences.filter { $0.side == .declarationNeeded }
        // Tables that are right and only may not be used are a matter of the role, and not of the schema.
        if !fatal.isEmpty, fatal.allSatisfy(\.isAboutRights) { throw WarehouseError.lacksRights(fatal) }
        guard fatal.isEmpty else { throw WarehouseError.schemaDiffers(fatal) }
        return differences
    }

    /// What differs, the declared first, table by table, and then what lies beyond.
    package func differences(from found: SchemaCatalogue) -> [SchemaDifference] {
        guard found.exists else {
            return [
                SchemaDifference(
                    "schema \(dataset)", "is not there", .declarationNeeded,
                    mend: "-- sluice migrate --dataset \(dataset)")
            ]
        }
        let shapes = declared.flatMap(\.shapes)
        let children = Set(declared.flatMap(\.children).map(\.name))
        var differences: [SchemaDifference] = []
        for shape in shapes {
            differences +=
                TableComparison(shape, schema: dataset, in: found, isChild: children.contains(shape.name))
                .differences
        }
        let known = Set(shapes.map(\.name))
        for name in found.tables.keys.sorted() where !known.contains(name) {
            differences.append(SchemaDifference("table \(dataset).\(name)", "is not declared", .database))
        }
        for other in found.others where !known.contains(other.name) {
            differences.append(SchemaDifference("\(other.kind) \(dataset).\(other.name)", "is not declared", .database))
        }
        return differences
    }
}

/// One declared table beside the one in the database.
private struct TableComparison {
    let declared: TableShape
    let table: String
    let found: SchemaCatalogue
    let statements: SchemaStatements
    let isChild: Bool

    init(_ declared: TableShape, schema: String, in found: SchemaCatalogue, isChild: Bool) {
        self.declared = declared
        self.table = "\(schema).\(declared.name)"
        self.found = found
        self.statements = .of(schema: schema)
        self.isChild = isChild
    }

    var differences: [SchemaDifference] {
        guard let present = found.tables[declared.name] else {
            if let other = found.others.first(where: { $0.name == declared.name }) {
                let aside = ColumnName.shortened("\(declared.name)_before")
                return [
                    SchemaDifference(
                        "table \(table)", "is not there, but a \(other.kind) of that name", .declarationNeeded,
                        mend:
                            "alter \(other.kind) \(statements.name(declared.name)) rename to \(Identifier(aside).plainSQL);\n"
                            + statements.create(declared))
                ]
            }
            return [
                SchemaDifference(
                    "table \(table)", "is not there", .declarationNeeded, mend: statements.create(declared))
            ]
        }
        return key(of: present) + columns(of: present) + rights() + indexes(of: present) + comments(of: present)
            + beyond(present)
    }

    private func columns(of present: TableShape) -> [SchemaDifference] {
        declared.columns.compactMap { column in
            let object = "column \(table).\(column.name)"
            let isKey = declared.key.contains(column.name)
            guard let there = present.column(column.name) else {
                return SchemaDifference(
                    object, "is not there", .declarationNeeded,
                    mend: isKey ? Self.keyMend : statements.addBack(column, to: declared.name))
            }
            let should = SchemaStatements.shortType(column.type)
            if there.type != column.type {
                return SchemaDifference(
                    object, "is \(SchemaStatements.shortType(there.type)) and should be \(should)", .declarationNeeded,
                    mend: isKey ? Self.keyMend : replacement(of: there, by: column, in: present))
            }
            if there.isNullable != column.isNullable {
                return SchemaDifference(
                    object, column.isNullable ? "must take null" : "must not take null", .declarationNeeded,
                    mend: (column.isNullable
                        ? "" : "-- rows without a value stand in the way: load them again, or delete them\n")
                        + statements.setNullable(column.isNullable, column.name, of: declared.name))
            }
            return nil
        }
    }

    /// Never a new type for a live column: the old one is moved aside, with its values and the views on it.
    private func replacement(
        of there: TableShape.ColumnShape, by column: TableShape.ColumnShape, in present: TableShape
    ) -> String {
        let taken = Set(present.columns.map(\.name))
        let aside = ColumnName.distinct("\(column.name)_before", for: column.name, besides: taken)
        guard let aside else { return "-- rename \(column.name) to a name that is free, and check again" }
        return [
            statements.rename(column.name, of: declared.name, to: aside),
            there.isNullable ? nil : statements.setNullable(true, aside, of: declared.name),
            statements.addBack(column, to: declared.name),
        ].compactMap { $0 }.joined(separator: "\n")
    }

    /// Rows are told apart by the key: nothing that is done to it in place is right.
    private static let keyMend =
        "-- it is part of the key: make the table anew beside this one as the migrations do, and copy its rows"

    private func key(of present: TableShape) -> [SchemaDifference] {
        guard present.key != declared.key else { return [] }
        let wanted = declared.key.joined(separator: ", ")
        let words =
            present.key.isEmpty
            ? "has no primary key and should have (\(wanted))"
            : "has the primary key (\(present.key.joined(separator: ", "))) and should have (\(wanted))"
        let drop = found.keyNames[declared.name].map { statements.dropConstraint($0, of: declared.name) + "\n" } ?? ""
        return [
            SchemaDifference(
                "table \(table)", words, .declarationNeeded,
                mend: drop + statements.addKey(declared.key, to: declared.name))
        ]
    }

    private func rights() -> [SchemaDifference] {
        let held = found.rights[declared.name] ?? []
        let missing = LoadRights.data(isChild: isChild).filter { !held.contains($0) }
        guard !missing.isEmpty else { return [] }
        let list = missing.map(\.rawValue).joined(separator: ", ")
        return [
            SchemaDifference(
                "table \(table)", "does not let role \(found.role) \(list)", .declarationNeeded,
                mend: statements.grant(missing, on: declared.name, to: found.role))
        ]
    }

    private func indexes(of present: TableShape) -> [SchemaDifference] {
        declared.indexes.compactMap { index in
            let object = "index \(index.name) on \(table)"
            let create = statements.create(index, on: declared.name, concurrently: true)
            guard let there = present.indexes.first(where: { $0.name == index.name }) else {
                return SchemaDifference(object, "is not there", .declaration, mend: create)
            }
            let drop = statements.dropIndex(index.name, concurrently: true)
            if !there.isValid {
                return SchemaDifference(
                    object, "is not valid: its making was cut short", .declaration, mend: "\(drop)\n\(create)")
            }
            guard there != index else { return nil }
            guard there.isPlain else {
                return SchemaDifference(
                    object, "is unique, partial or of another kind", .declaration, mend: "\(drop)\n\(create)")
            }
            return SchemaDifference(
                object,
                "is on (\(there.keys.joined(separator: ", "))) and should be on (\(index.keys.joined(separator: ", ")))"
                    + (there.including == index.including
                        ? "" : ", including (\(index.including.joined(separator: ", ")))"),
                .declaration, mend: "\(drop)\n\(create)")
        }
    }

    private func comments(of present: TableShape) -> [SchemaDifference] {
        var differences: [SchemaDifference] = []
        if present.comment != declared.comment, let comment = declared.comment {
            differences.append(
                SchemaDifference(
                    "comment on table \(table)", present.comment == nil ? "is not there" : "is another one",
                    .declaration,
                    mend: statements.comment(on: declared.name, column: nil, comment)))
        }
        for column in declared.columns {
            guard let comment = column.comment, let there = present.column(column.name), there.comment != comment else {
                continue
            }
            differences.append(
                SchemaDifference(
                    "comment on column \(table).\(column.name)",
                    there.comment == nil ? "is not there" : "is another one", .declaration,
                    mend: statements.comment(on: declared.name, column: column.name, comment)))
        }
        return differences
    }

    /// What people added. A column that rows cannot do without is theirs, too, but they should know.
    private func beyond(_ present: TableShape) -> [SchemaDifference] {
        let columns = present.columns.filter { declared.column($0.name) == nil }.map { column in
            let isDemanding = found.demanding[declared.name]?.contains(column.name) ?? false
            return SchemaDifference(
                "column \(table).\(column.name)",
                isDemanding
                    ? "is not declared, may not be null and has no default: new rows will be refused"
                    : "is not declared",
                .database,
                mend: isDemanding
                    ? statements.setNullable(true, column.name, of: declared.name) : nil)
        }
        let names = Set(declared.indexes.map(\.name))
        let indexes = present.indexes.filter { !names.contains($0.name) }.map {
            SchemaDifference("index \($0.name) on \(table)", "is not declared", .database)
        }
        return columns + indexes
    }
}
