internal import Postgres

/// The statements that build what is declared, written as a person would write them into a migration.
package struct SchemaStatements: Sendable {
    /// What stands before each name.
    private let prefix: String

    /// As long as a line may be.
    private static let width = 120

    /// For migrations, whose names are those of the schema they run in.
    package static let unqualified = SchemaStatements(prefix: "")

    /// For migrations that run outside of a transaction: their schema stands in the variable that psql would be given.
    package static let ofVariable = SchemaStatements(prefix: ":\"schema\".")

    /// For statements that are run from anywhere.
    package static func of(schema: String) -> SchemaStatements {
        SchemaStatements(prefix: Identifier(schema).plainSQL + ".")
    }

    private init(prefix: String) {
        self.prefix = prefix
    }

    func name(_ relation: String) -> String {
        prefix + Identifier(relation).plainSQL
    }

    // MARK: - Tables

    /// The table with its columns and key, its indexes, and all comments.
    package func create(_ table: TableShape) -> String {
        let key = table.key.isEmpty ? [] : ["primary key (\(Self.list(table.key)))"]
        let lines = (table.columns.map { definition($0) } + key).map { "    \($0)" }.joined(separator: ",\n")
        let blocks = [
            ["create table \(name(table.name)) (\n\(lines)\n);"], table.indexes.map { create($0, on: table.name) },
            comments(of: table),
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private func comments(of table: TableShape) -> [String] {
        let own = table.comment.map { comment(on: table.name, column: nil, $0) }
        return [own].compactMap { $0 }
            + table.columns.compactMap { column in
                column.comment.map { comment(on: table.name, column: column.name, $0) }
            }
    }

    private func definition(_ column: TableShape.ColumnShape) -> String {
        "\(Identifier(column.name).plainSQL) \(Self.shortType(column.type))\(column.isNullable ? "" : " not null")"
    }

    /// `timestamptz`, as one writes it.
    static func shortType(_ type: String) -> String {
        ColumnType.allCases.first { $0.catalogueName == type }?.rawValue ?? type
    }

    private static func list(_ columns: [String]) -> String {
        columns.map { Identifier($0).plainSQL }.joined(separator: ", ")
    }

    // MARK: - Columns

    /// One statement for all of them, so that the table is locked once.
    ///
    /// - Parameter takingOver: a column that is there already is let be: a dataset may have had it before the release did.
    package func add(_ columns: [TableShape.ColumnShape], to table: String, takingOver: Bool = false) -> String {
        let clauses = columns.map { "add column \(takingOver ? "if not exists " : "")\(definition($0))" }
        let start = "alter table \(name(table))"
        if clauses.count == 1, start.count + clauses[0].count + 2 <= Self.width { return "\(start) \(clauses[0]);" }
        return "\(start)\n    \(clauses.joined(separator: ",\n    "));"
    }

    /// A column that is missing from a table that has rows: one that may not be null begins with what is true of them.
    package func addBack(_ column: TableShape.ColumnShape, to table: String) -> String {
        let first: String? =
            switch column.type {
            case _ where column.isNullable: nil
            case ColumnType.timestamptz.catalogueName: "now()"
            case ColumnType.text.rawValue: "''"
            case ColumnType.bigint.rawValue, ColumnType.integer.rawValue: "0"
            case ColumnType.uuid.rawValue: "'00000000-0000-0000-0000-000000000000'"
            default: nil
            }
        guard let first else { return add([column], to: table) }
        let name = Identifier(column.name).plainSQL
        return """
            alter table \(self.name(table)) add column \(definition(column)) default \(first);
            alter table \(self.name(table)) alter column \(name) drop default;
            """
    }

    package func setNullable(_ isNullable: Bool, _ column: String, of table: String) -> String {
        "alter table \(name(table)) alter column \(Identifier(column).plainSQL) \(isNullable ? "drop" : "set") not null;"
    }

    package func addKey(_ columns: [String], to table: String) -> String {
        "alter table \(name(table)) add primary key (\(Self.list(columns)));"
    }

    package func dropConstraint(_ name: String, of table: String) -> String {
        "alter table \(self.name(table)) drop constraint \(Identifier(name).plainSQL);"
    }

    package func rename(_ column: String, of table: String, to new: String) -> String {
        "alter table \(name(table)) rename column \(Identifier(column).plainSQL) to \(Identifier(new).plainSQL);"
    }

    // MARK: - Comments

    /// The comment on a table, or on one of its columns; null removes it.
    package func comment(on table: String, column: String?, _ text: String?) -> String {
        let object = column.map { "column \(name(table)).\(Identifier($0).plainSQL)" } ?? "table \(name(table))"
        let start = "comment on \(object) is"
        guard let text else { return "\(start) null;" }
        let whole = Literal(text).sql
        if start.count + whole.count + 2 <= Self.width { return "\(start) \(whole);" }
        return "\(start)\n\(Self.pieces(of: text).map { "    \($0)" }.joined(separator: "\n"));"
    }

    /// A long text as constants on lines of their own, which SQL joins (manual, "String Constants").
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !piece.isEmpty, piece.count + word.count > width - 10 {
                pieces.append(piece)
                piece = ""
            }
            piece += word + " "
        }
        pieces.append(piece)
        pieces[pieces.count - 1].removeLast()
        // A constant that begins with E has the others follow in its kind.
        guard pieces.count > 1, !text.contains("\\") else { return [Literal(text).sql] }
        return pieces.map { Literal($0).sql }
    }

    // MARK: - Indexes

    package func create(_ index: TableShape.IndexShape, on table: String, concurrently: Bool = false) -> String {
        let including = index.including.isEmpty ? "" : " include (\(Self.list(index.including)))"
        let name = Identifier(index.name).plainSQL
        // The catalogue's spelling of a function whose name is a reserved word.
        let keys = index.keys.joined(separator: ", ").replacing("\"left\"(", with: "left(")
        return
            "create index \(concurrently ? "concurrently " : "")\(name) on \(self.name(table)) (\(keys))\(including);"
    }

    package func dropIndex(_ name: String, concurrently: Bool = false) -> String {
        "drop index \(concurrently ? "concurrently " : "")if exists \(self.name(name));"
    }

    // MARK: - Rights

    package func grant(_ rights: [TableRight], on table: String, to role: String) -> String {
        "grant \(rights.map(\.rawValue).joined(separator: ", ")) on \(name(table)) to \(Identifier(role).plainSQL);"
    }
}
