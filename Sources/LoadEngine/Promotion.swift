private import Foundation
package import Postgres
package import Warehouse

/// The making of a column for a field that a dataset has beyond the declarations: the migration, and then the values.
///
/// The column, the record of it and the version that made it become visible in one transaction, which waits for its lock as
/// shortly as any migration. The values follow in batches (``Warehouse/Backfill``).
package struct Promotion: Sendable {
    package let added: AddedField
    /// The migration, with the names of the schema it runs in.
    package let sql: String

    package init(_ added: AddedField) {
        let statements = SchemaStatements.unqualified
        let column = Column(added.column, added.type, comment: PromotedField.comment(on: added.field)).shape
        self.added = added
        sql =
            statements.add([column], to: added.table) + "\n"
            + statements.comment(on: added.table, column: column.name, column.comment) + "\n"
    }

    // MARK: - Applying

    package static let trigger = "promote"

    /// Holds the dataset, adds the column and fills it: as a load package of its own.
    ///
    /// - Returns: how many rows held the field.
    package func run(
        source: Source, dataset: String, database: ConnectionSettings, waits: Bool = false,
        sluiceVersion: String = SluiceVersion.current,
        on connection: Connection, emit: @escaping @Sendable (LoadEvent) -> Void = { _ in }
    ) async throws -> Int {
        try await HeldDataset(
            dataset: dataset, source: source.name, trigger: Self.trigger, database: database, timeToLive: .seconds(30),
            waits: waits, sluiceVersion: sluiceVersion, emit: emit
        ).run(books: connection) { _, fence in
            // What a run left half done comes first, and may be what was asked for.
            let pending = try await Self.fillPending(source, fence: fence, on: connection)
            if let filled = pending[added.column, in: added.table] { return (filled, .loaded) }
            // Asked for again: another run may have promoted the field before the dataset was held.
            let known = try await source.adding(AddedFields.read(dataset, on: connection))
            let promoted = try PromotedField(table: added.table, field: added.field, in: known)
            guard promoted.variantOf == added.variantOf else {
                throw PromotionError.isTaken(name: added.name, column: promoted.variantOf ?? added.column)
            }
            try await FieldSurvey.read(promoted, dataset: dataset, on: connection).require(added.type, of: added.name)
            let migrator = Migrator(connection: connection, metadata: [], sluiceVersion: sluiceVersion)
            try await apply(with: migrator, fence: fence)
            return (try await fill(source, fence: fence, on: connection), .loaded)
        }
    }

    /// Adds the column. The caller holds the dataset, so that no load works with the old mapping meanwhile.
    package func apply(with migrator: Migrator, fence: Fence) async throws {
        _ = try await migrator.append(
            name: "add_\(added.column)", sql: sql, line: Migrator.addedFieldsLine, dataset: fence.dataset
        ) { transaction, version in
            try await fence.hold(in: transaction)
            guard try await isBuilt(fence.dataset, in: transaction) else { throw PromotionError.notBuilt(added) }
            try await AddedFields.record(added, version: version, dataset: fence.dataset, in: transaction)
        }
    }

    /// Whether the SQL, which a person may have changed, made the column that is to be recorded.
    private func isBuilt(_ schema: String, in transaction: Transaction) async throws -> Bool {
        let rows = try await transaction.query(
            """
            select exists (
                select
                from pg_catalog.pg_attribute
                where attrelid = \(Identifier(schema, added.table).sql)::regclass
                    and attname = \(added.column)
                    and format_type(atttypid, atttypmod) = \(added.type.catalogueName)
                    and not attnotnull
                    and attgenerated = ''
                    and not attisdropped
            )
            """)
        return try rows.first?.decode(0, as: Bool.self) ?? false
    }

    /// Fills the columns that a run added and did not fill to the end.
    ///
    /// - Parameter source: as it is declared.
    static func fillPending(
        _ source: Source, fence: Fence, on connection: Connection
    ) async throws -> PendingFills {
        let added = try await AddedFields.read(fence.dataset, on: connection)
        var fills = PendingFills()
        for field in added where !field.isFilled {
            fills[field.column, in: field.table] = try await Promotion(field)
                .fill(source.adding(added), fence: fence, on: connection)
        }
        return fills
    }

    /// How many rows each column that had been left was filled in.
    struct PendingFills: Sendable {
        private var rows: [String: [String: Int]] = [:]

        subscript(column: String, in table: String) -> Int? {
            get { rows[table]?[column] }
            set { rows[table, default: [:]][column] = newValue }
        }
    }

    /// Fills the column from what `extra` kept of the field.
    ///
    /// - Returns: how many rows held it.
    package func fill(_ source: Source, fence: Fence, on connection: Connection) async throws -> Int {
        guard let place = source.resources.flatMap(FieldPlaces.all).first(where: { $0.table == added.table }) else {
            return 0
        }
        return try await Backfill(added, key: place.key, fence: fence).run(on: connection)
    }

    /// The types that a field can be promoted to.
    package static let types: [ColumnType] = [.text, .bigint, .integer, .numeric, .boolean, .timestamptz, .jsonb]

    // MARK: - As a file

    /// The first line of a file that holds a promotion: what it is about, for ``init(reading:at:)``.
    private static let mark = "-- sluice: promote "

    private struct Head: Codable {
        let table: String
        let field: String
        let column: String
        let type: String
        let variant_of: String?
    }

    /// The migration as a file for a review.
    package var file: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let head = Head(
                table: added.table, field: added.field, column: added.column, type: added.type.rawValue,
                variant_of: added.variantOf)
            return "\(Self.mark)\(String(decoding: try encoder.encode(head), as: UTF8.self))\n\(sql)"
        }
    }

    /// Reads a file that ``file`` made. Its statements may have been changed meanwhile; its first line may not.
    package init(reading text: String, at path: String) throws(PromotionError) {
        guard let end = text.firstIndex(where: \.isNewline), text.hasPrefix(Self.mark) else {
            throw .unreadableFile(path: path, reason: "its first line is not \"\(Self.mark){…}\"")
        }
        let head: Head
        do {
            head = try JSONDecoder().decode(Head.self, from: Data(text[..<end].dropFirst(Self.mark.count).utf8))
        } catch {
            throw .unreadableFile(path: path, reason: "its first line holds no table, field, column and type")
        }
        guard let type = Self.types.first(where: { $0.rawValue == head.type }) else {
            throw .unreadableFile(path: path, reason: "there is no type \"\(head.type)\"")
        }
        if let reason = ColumnName.refusal(of: head.column) ?? SystemColumn.refusal(of: head.column) {
            throw .unsafeColumn(head.column, reason: reason)
        }
        added = AddedField(
            table: head.table, field: head.field, column: head.column, type: type, variantOf: head.variant_of)
        sql = String(text[text.index(after: end)...])
    }
}
