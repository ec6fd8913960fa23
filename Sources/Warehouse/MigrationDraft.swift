internal import Postgres

/// The migration that builds what is declared and not built yet: the difference between two sets of tables, as SQL.
///
/// It adds, loosens, and builds changed indexes anew. What would destroy or rewrite something is proposed in words, with the safe way beside it, for a person to
/// decide.
package struct MigrationDraft: Sendable, Equatable {
    /// What one transaction can do; nil when there is nothing.
    package let sql: String?

    /// Indexes on tables that may be large already: built beside their use, and so outside of a transaction.
    package let concurrentSQL: String?

    /// What a person has to decide, as SQL comments.
    package let proposals: [String]

    package var isEmpty: Bool { sql == nil && concurrentSQL == nil && proposals.isEmpty }

    package init(declared: [TableShape], built: [TableShape]) {
        var additions = Additions()
        for table in declared {
            guard let present = built.first(where: { $0.name == table.name }) else {
                additions.statements.append([SchemaStatements.unqualified.create(table)])
                continue
            }
            additions.compare(table, with: present)
        }
        for table in built where !declared.contains(where: { $0.name == table.name }) {
            additions.proposals.append(Self.removal(ofTable: table.name))
        }
        sql = additions.statements.isEmpty ? nil : Self.text(additions.statements)
        concurrentSQL =
            additions.indexes.isEmpty
            ? nil : "\(Migration.outsideMark)\n" + Self.text(additions.indexes.map { [$0] })
        proposals = additions.proposals
    }

    private static func text(_ blocks: [[String]]) -> String {
        blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private static func removal(ofTable name: String) -> String {
        """
        -- The migrations build the table \(name), and nothing declares it any more. Its rows stay until somebody decides:
        --
        --   drop table \(Identifier(name).plainSQL);   -- fails as long as a view reads it, which is as it should be
        """
    }
}

/// What is found on the way through the tables.
private struct Additions {
    var statements: [[String]] = []
    var indexes: [String] = []
    var proposals: [String] = []
    private let sql = SchemaStatements.unqualified

    mutating func compare(_ table: TableShape, with present: TableShape) {
        // A column of the key is no addition: another key is for a person to decide.
        let new = table.columns.filter { present.column($0.name) == nil && !table.key.contains($0.name) }
        var block: [String] = []
        if !new.isEmpty {
            block.append("-- A dataset may have promoted the field before: then its column is taken over.")
            block.append(sql.add(new, to: table.name, takingOver: true))
        }
        for column in table.columns {
            guard let there = present.column(column.name) else {
                if let comment = column.comment {
                    block.append(sql.comment(on: table.name, column: column.name, comment))
                }
                continue
            }
            if there.type != column.type {
                proposals.append(retyping(column, in: table.name, from: there.type))
            } else if there.isNullable != column.isNullable {
                if column.isNullable {
                    block.append(sql.setNullable(true, column.name, of: table.name))
                } else {
                    proposals.append(tightening(column.name, of: table.name))
                }
            }
            if there.comment != column.comment, let comment = column.comment {
                block.append(sql.comment(on: table.name, column: column.name, comment))
            }
        }
        if table.comment != present.comment, let comment = table.comment {
            block.append(sql.comment(on: table.name, column: nil, comment))
        }
        if !block.isEmpty { statements.append(block) }
        for column in present.columns where table.column(column.name) == nil {
            proposals.append(removal(of: column.name, from: table.name))
        }
        if table.key != present.key { proposals.append(rekeying(table, from: present.key)) }
        compareIndexes(of: table, with: present)
    }

    private mutating func compareIndexes(of table: TableShape, with present: TableShape) {
        let variable = SchemaStatements.ofVariable
        for index in table.indexes {
            let there = present.indexes.first { $0.name == index.name }
            guard there != index else { continue }
            indexes.append(
                variable.dropIndex(index.name, concurrently: true) + "\n"
                    + variable.create(index, on: table.name, concurrently: true))
        }
        for index in present.indexes where !table.indexes.contains(where: { $0.name == index.name }) {
            proposals.append(
                """
                -- The migrations build the index \(index.name), and nothing declares it any more. Queries may lean on it; if none does:
                --
                --   drop index concurrently if exists \(Identifier(index.name).plainSQL);
                """)
        }
    }

    // MARK: - For a person to decide

    private func retyping(_ column: TableShape.ColumnShape, in table: String, from type: String) -> String {
        let new = ColumnName.shortened("\(column.name)_\(SchemaStatements.shortType(column.type))")
        let (old, should) = (SchemaStatements.shortType(type), SchemaStatements.shortType(column.type))
        let names = (
            table: Identifier(table).plainSQL, old: Identifier(column.name).plainSQL, new: Identifier(new).plainSQL
        )
        return """
            -- \(table).\(column.name) is built as \(old) and declared as \(should). A live column is not retyped: its table would be
            -- rewritten under a lock, and a view on it stands in the way. The safe way is a new column beside it, filled from the old
            -- one, and a view for those who read the old name:
            --
            --   alter table \(names.table) add column if not exists \(names.new) \(should);
            --   update \(names.table) set \(names.new) = \(names.old)::\(should) where \(names.old) is not null;   -- in batches, if large
            --   create view \(Identifier("\(table)_as_before").plainSQL) as select * from \(names.table);
            --
            -- Then declare the field with the column \(new), read from where \(column.name) was read.
            """
    }

    private func removal(of column: String, from table: String) -> String {
        """
        -- The migrations build the column \(table).\(column), and nothing declares it any more. It stays, and gets null in new
        -- rows, until somebody decides; views that read it stand in the way of this:
        --
        --   alter table \(Identifier(table).plainSQL) drop column \(Identifier(column).plainSQL);
        """
    }

    private func tightening(_ column: String, of table: String) -> String {
        """
        -- \(table).\(column) is declared as never null, and the migrations let it be. Rows without a value stand in the way of this:
        --
        --   \(sql.setNullable(false, column, of: table))
        """
    }

    private func rekeying(_ table: TableShape, from key: [String]) -> String {
        """
        -- \(table.name) has the primary key (\(key.joined(separator: ", "))) and is declared with
        -- (\(table.key.joined(separator: ", "))). Another key is another table: build it beside the old one, fill it, and let a view
        -- join the two as long as somebody reads the old one.
        """
    }
}
