import ArgumentParser
import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

struct SchemaPromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Give an unknown field a column, filled from what was kept of it.",
        discussion: """
            Proposes a type from the values that were seen, shows the migration, applies it, and moves the values out of the \
            column extra in batches. The column belongs to this dataset: it stands in sluice.added_fields, its SQL in \
            sluice.schema_versions, and every later load fills it, whichever machine it runs on.

              sluice schema promote leads.some_field                  apply it
              sluice schema promote leads.some_field --type text      with another type
              sluice schema promote leads.some_field --print >f.sql   for a review
              sluice schema promote --apply f.sql                     what was reviewed
            """)

    @Argument(help: ArgumentHelp("The field as `sluice schema fields` lists it.", valueName: "table.field"))
    var field: String?

    @Option(
        help: ArgumentHelp(
            "The type of the column: \(Promotion.types.map(\.rawValue).joined(separator: ", ")) (default: what fits).",
            valueName: "type"))
    var type: String?

    @Option(help: ArgumentHelp("The name of the column (default: made of the field's).", valueName: "name"))
    var column: String?

    @Flag(help: "Print the SQL for a review, and change nothing.")
    var print = false

    @Option(help: ArgumentHelp("Apply a file that --print wrote.", valueName: "file"))
    var apply: String?

    @Flag(help: "Wait while another run holds the dataset, instead of leaving.")
    var wait = false

    @OptionGroup var target: DatasetFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup(title: "Progress and log") var progress: ProgressFlags

    func validate() throws {
        guard (field == nil) != (apply == nil) else {
            throw ValidationError("name a field, such as leads.some_field, or a file with --apply")
        }
        if apply != nil, print || type != nil || column != nil {
            throw ValidationError("--apply takes the type and the name of the column from its file")
        }
        if let type, !Promotion.types.contains(where: { $0.rawValue == type }) {
            throw ValidationError(
                "there is no type \"\(type)\"; there are \(Promotion.types.map(\.rawValue).joined(separator: ", "))"
            )
        }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output, progress) { try await command.promote() }
    }

    private func promote() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let reporting = try progress.reporting(settings, output)
        let dataset = target.dataset(settings)
        let database = try await target.database(settings, output)
        let promotion = try await Connection.withConnection(database) { connection in
            try await DatasetFlags.check(dataset, on: connection)
            let added = try await AddedFields.read(dataset, on: connection)
            let source = Source.whatConverts.adding(added)
            if let apply {
                return try Promotion(reading: try Self.text(of: apply), at: apply)
            }
            // One that was cut short is gone on with.
            if let left = added.first(where: { $0.name == field && !$0.isFilled }) { return Promotion(left) }
            return try await propose(field ?? "", in: source, dataset: dataset, on: connection)
        }
        if print {
            Console.print(output.json ? try JSONText.encode(Document(promotion, filled: nil)) : try promotion.file)
            return .loaded
        }
        output.note(promotion.sql)
        let filled = try await Progress.following(reporting) { progress in
            try await Connection.withConnection(database) { connection in
                try await promotion.run(
                    source: .whatConverts, dataset: dataset, database: database, waits: wait,
                    sluiceVersion: Sluice.version, on: connection, emit: { progress.take($0) })
            }
        }
        Console.print(
            output.json
                ? try JSONText.encode(Document(promotion, filled: filled))
                : "\(promotion.added.name) has the column \(promotion.added.column) now, filled in \(filled.grouped) rows"
        )
        return .loaded
    }

    /// The promotion of a field, as far as what was seen of it tells.
    private func propose(
        _ name: String, in source: Source, dataset: String, on connection: Connection
    ) async throws -> Promotion {
        let promoted = try PromotedField(name, in: source)
        let survey = try await FieldSurvey.read(promoted, dataset: dataset, on: connection)
        let chosen = type.flatMap { ColumnType(rawValue: $0) }
        if let chosen { try survey.require(chosen, of: name) }
        if survey.values == 0, chosen == nil || promoted.variantOf != nil {
            throw try await promoted.whyUntyped(dataset, on: connection)
        }
        let present = try await SchemaCatalogue.read(dataset, on: connection).tables[promoted.table.name]?.columns ?? []
        return Promotion(
            try promoted.added(
                as: chosen ?? survey.proposal ?? .text, column: column, present: Set(present.map(\.name))))
    }

    private static func text(of path: String) throws -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw PromotionError.unreadableFile(path: path, reason: "it cannot be read")
        }
    }

    private struct Document: Encodable {
        let field: String
        let column: String
        let type: String
        let sql: String
        let rows_filled: Int?

        init(_ promotion: Promotion, filled: Int?) {
            field = promotion.added.name
            column = promotion.added.column
            type = promotion.added.type.rawValue
            sql = promotion.sql
            rows_filled = filled
        }
    }
}
