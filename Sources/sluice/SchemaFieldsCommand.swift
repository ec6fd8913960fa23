import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

struct SchemaFieldsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields",
        abstract: "List what the API sends that no column takes.",
        discussion: """
            Each such field is kept in the column extra of its table, so nothing is lost. An example shows the shape of a value \
            alone: x for a letter, 9 for a digit. `sluice schema promote` gives a field a column of its own.
            """)

    @OptionGroup var target: DatasetFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.list() }
    }

    private func list() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let dataset = target.dataset(settings)
        let fields = try await Connection.withConnection(try await target.database(settings, output)) { connection in
            try await DatasetFlags.check(dataset, on: connection)
            let source = try await Source.whatConverts.adding(AddedFields.read(dataset, on: connection))
            return try await UnknownField.all(of: dataset, in: source, on: connection)
        }
        Console.print(output.json ? try JSONText.encode(Self.document(dataset, fields)) : Self.text(dataset, fields))
        return .loaded
    }

    private static func text(_ dataset: String, _ fields: [UnknownField]) -> String {
        guard let first = fields.first(where: { $0.column == nil }) ?? fields.first else {
            return "dataset \(dataset) has a column for every field that was seen"
        }
        let header = ["field", "JSON", "times", "first seen (UTC)", "last seen (UTC)", "a value looks like", ""]
        let rows = fields.map { field in
            [
                field.name, field.kinds.joined(separator: ", "), field.occurrences.grouped, instant(field.firstSeen),
                instant(field.lastSeen), field.example?.text ?? "",
                field.column.map { "what column \($0) did not take" } ?? "",
            ]
        }
        return "Fields that no column takes; their values are in the column extra\n\n"
            + Table([header] + rows, leftAligned: [0, 1, 3, 4, 5, 6]).text
            + (first.column == nil ? "\n\nto give one a column: sluice schema promote '\(first.name)'" : "")
    }

    private static func instant(_ date: Date) -> String {
        date.formatted(.iso8601.dateTimeSeparator(.space)).replacing("Z", with: "")
    }

    private struct Document: Encodable {
        struct Field: Encodable {
            let field: String
            let json_kinds: [String]
            let occurrences: Int
            let first_seen: Date
            let last_seen: Date
            let example: String?
            let beside_column: String?
        }

        let dataset: String
        let fields: [Field]
    }

    private static func document(_ dataset: String, _ fields: [UnknownField]) -> Document {
        Document(
            dataset: dataset,
            fields: fields.map {
                Document.Field(
                    field: $0.name, json_kinds: $0.kinds, occurrences: $0.occurrences, first_seen: $0.firstSeen,
                    last_seen: $0.lastSeen, example: $0.example?.text, beside_column: $0.column)
            })
    }
}
