package import Foundation
import JSON
package import Postgres
import Warehouse

/// A field that the API sends and no column takes, as people want to see it.
package struct UnknownField: Sendable {
    /// `leads.some_field`
    package let name: String
    /// The kinds of JSON that it was seen as.
    package let kinds: [String]
    /// How often it was seen in what was mapped.
    package let occurrences: Int
    package let firstSeen: Date
    package let lastSeen: Date
    /// The shape of a value; nil when no live row holds one.
    package let example: MaskedValue?
    /// The column that reads the same field, when what `extra` holds are values beside it: such as do not fit, or second ones.
    package let column: String?

    /// All of a dataset.
    ///
    /// - Parameter source: with the columns that the dataset has beyond the declarations.
    package static func all(of dataset: String, in source: Source, on connection: Connection) async throws
        -> [UnknownField]
    {
        let places = source.resources.flatMap(FieldPlaces.all)
        var unknown: [UnknownField] = []
        for entry in try await ObservedFields.read(dataset, on: connection) {
            guard let place = places.first(where: { $0.table == entry.field.table }) else { continue }
            let column = place.column(of: entry.field.name)
            let example = try await example(of: entry.field, dataset: dataset, on: connection)
            // What a release declared since it was observed has its column, and nothing is left of it.
            if column != nil, example == nil { continue }
            unknown.append(
                UnknownField(
                    name: "\(entry.field.table).\(entry.field.name)", kinds: entry.kinds,
                    occurrences: entry.occurrences, firstSeen: entry.firstSeen, lastSeen: entry.lastSeen,
                    example: example, column: column))
        }
        return unknown
    }

    private static func example(
        of field: ObservedFields.Field, dataset: String, on connection: Connection
    ) async throws -> MaskedValue? {
        let rows = try await connection.query(
            """
            select (extra -> \(field.name)::text)::text
            from \(Identifier(dataset, field.table))
            where extra ->> \(field.name)::text <> ''
            limit 1
            """)
        guard let json = try rows.first?.decode(0, as: String.self) else { return nil }
        let document = try JSONDocument(parsing: Array("[\(json)]".utf8))
        return document.withRoot { root in root.elements.first { _ in true }.map { MaskedValue($0) } }
    }
}
