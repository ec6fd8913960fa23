import JSON
package import Postgres
package import Warehouse

/// What the values of a field are, as far as `extra` holds them: of which type a column for them would be.
package struct FieldSurvey: Sendable {
    /// Values that are there: neither null nor empty.
    package private(set) var values = 0
    private var kinds: Set<JSONKind> = []
    private var misfits: [ColumnType: Misfits] = [:]

    private struct Misfits: Sendable {
        var count = 0
        let example: String
    }

    /// The types that are tried, the narrowest first.
    private static let candidates: [ColumnType] = [.boolean, .bigint, .numeric, .timestamptz, .text, .jsonb]

    package init() {}

    /// Reads all values of the field, in batches along the key.
    package static func read(
        _ promoted: PromotedField, dataset: String, batchSize: Int = 5_000, on connection: Connection
    ) async throws -> FieldSurvey {
        var survey = FieldSurvey()
        var last: [String]?
        while true {
            let rows = try await connection.query(statement(promoted, dataset: dataset, batchSize, after: last))
            let values = try rows.map { try $0.decode(0, as: String.self) }
            try survey.add("[\(values.joined(separator: ","))]")
            guard rows.count == batchSize, let end = rows.last else { return survey }
            last = try promoted.key.indices.map { try end.decode($0 + 1, as: String.self) }
        }
    }

    private static func statement(
        _ promoted: PromotedField, dataset: String, _ batchSize: Int, after last: [String]?
    ) -> Statement {
        return """
            select (extra -> \(promoted.field)::text)::text, \(promoted.key.texts(of: "held"))
            from \(Identifier(dataset, promoted.table.name)) as held
            where extra ? \(promoted.field)::text
                \(promoted.key.behind(last))
            order by \(promoted.key.names(of: "held"))
            limit \(batchSize)::integer
            """
    }

    /// Takes in some values: a JSON array of them.
    package mutating func add(_ json: String) throws {
        let document = try JSONDocument(parsing: Array(json.utf8))
        document.withRoot { root in
            for value in root.elements where !ColumnWriting.isNone(value) { add(value) }
        }
    }

    private mutating func add(_ value: JSONValue) {
        values += 1
        kinds.insert(value.kind)
        var scratch = RowWriter()
        for type in Self.candidates + [.integer] {
            scratch.removeAll()
            do {
                _ = try ColumnWriting(Field("value", type, [], part: nil, comment: nil)).write(value, to: &scratch)
            } catch {
                misfits[type, default: Misfits(example: MaskedValue(value).text)].count += 1
            }
        }
    }

    /// The type that takes all values as what they are: a string that looks like a number stays a text, for it may be a phone
    /// number. nil as long as there is no value.
    package var proposal: ColumnType? {
        guard values > 0 else { return nil }
        let fitting = Self.candidates.filter { misfits[$0] == nil }
        return fitting.first { type in
            switch type {
            case .boolean: kinds == [.boolean]
            case .bigint, .integer, .numeric: kinds == [.number]
            case .timestamptz: kinds == [.string]
            default: true
            }
        }
    }

    /// Fails when values do not fit the type.
    package func require(_ type: ColumnType, of name: String) throws(PromotionError) {
        guard let misfits = misfits[type] else { return }
        throw .doesNotFit(name: name, type: type, misfits: misfits.count, values: values, example: misfits.example)
    }
}
