package import Postgres

/// A field that has a column in one dataset beyond what the source declares: `sluice.added_fields`.
package struct AddedField: Sendable, Hashable {
    /// The table that has the column: a resource's own, or one of its child tables.
    package let table: String
    /// The name of the field as it stood in `extra`.
    package let field: String
    package let column: String
    package let type: ColumnType
    /// The column of the same field whose misfits it takes; nil when it takes the field itself.
    package let variantOf: String?
    /// Whether all that `extra` held of it has been taken over.
    package let isFilled: Bool

    package init(
        table: String, field: String, column: String, type: ColumnType, variantOf: String? = nil,
        isFilled: Bool = false
    ) {
        self.table = table
        self.field = field
        self.column = column
        self.type = type
        self.variantOf = variantOf
        self.isFilled = isFilled
    }

    package var name: String { "\(table).\(field)" }
}

/// The columns that a dataset has beyond the declarations. They are data of the dataset: whoever loads it reads them here.
package enum AddedFields {
    /// In the order in which they were added; none as long as Sluice's own tables are not there.
    package static func read(_ dataset: String, on connection: Connection) async throws -> [AddedField] {
        let present = try await connection.query("select to_regclass('sluice.added_fields') is not null")
        guard try present.first?.decode(0, as: Bool.self) == true else { return [] }
        let rows = try await connection.query(
            """
            select resource, field, column_name, column_type, variant_of, filled_at is not null
            from sluice.added_fields
            where dataset = \(dataset)
            order by version, resource, field
            """)
        return try rows.map { row in
            let (table, field, column, type, variant, isFilled) =
                try row.decode((String, String, String, String, String?, Bool).self)
            guard let type = ColumnType(rawValue: type) else {
                throw WarehouseError.newerBooks(
                    what:
                        "sluice.added_fields has the type \"\(type)\" for \(table).\(field), which this sluice does not know"
                )
            }
            return AddedField(
                table: table, field: field, column: column, type: type, variantOf: variant, isFilled: isFilled)
        }
    }

    /// Records a field together with the migration that made its column.
    ///
    /// What was observed of it is forgotten: a column takes it now.
    package static func record(
        _ added: AddedField, version: Int, dataset: String, in transaction: Transaction
    ) async throws {
        try await transaction.query(
            """
            insert into sluice.added_fields (dataset, resource, field, column_name, column_type, variant_of, version)
            values (
                \(dataset), \(added.table), \(added.field), \(added.column), \(added.type.rawValue),
                \(added.variantOf), \(version)
            )
            """)
        try await transaction.query(
            """
            delete from sluice.observed_fields
            where dataset = \(dataset) and resource = \(added.table) and field = \(added.field)
            """)
    }

    static func markFilled(_ added: AddedField, dataset: String, in transaction: Transaction) async throws {
        try await transaction.query(
            """
            update sluice.added_fields
            set filled_at = clock_timestamp()
            where dataset = \(dataset) and resource = \(added.table) and column_name = \(added.column)
            """)
    }
}
